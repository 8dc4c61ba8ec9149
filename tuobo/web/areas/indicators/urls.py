from __future__ import annotations

from django.urls import path

from tuobo.web.areas.indicators import views

app_name = "indicators"
urlpatterns = [
    path("<str:name>/", views.indicator, name="indicator"),
    path("<str:name>/card/", views.card, name="card"),
]
