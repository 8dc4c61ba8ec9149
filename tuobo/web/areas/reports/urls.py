"""Addresses of reports."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.reports import (
    checking_views,
    editing_views,
    figure_views,
    file_views,
    list_views,
    studio_views,
)

app_name = "reports"
urlpatterns = [
    path("", list_views.listing, name="list"),
    path("new/", list_views.compose, name="compose"),
    path("made/<int:job>/", list_views.made, name="made"),
    path("shelf/<str:shelf>/", list_views.take_in, name="take_in"),
    path("check/", checking_views.check, name="check"),
    path("fonts.css", file_views.fonts, name="fonts"),
    path("<int:number>/", studio_views.show, name="show"),
    path("<int:number>/front/", editing_views.front, name="front"),
    path("<int:number>/blocks/<int:at>/", editing_views.block, name="block"),
    path("<int:number>/blocks/<int:at>/add/", editing_views.add, name="add"),
    path("<int:number>/blocks/<int:at>/remove/", editing_views.remove, name="remove"),
    path("<int:number>/figures/<str:code>/", figure_views.card, name="figure"),
    path("<int:number>/figures/<str:code>/update/", figure_views.update, name="update"),
    path("<int:number>/figures/<str:code>/keep/", figure_views.keep, name="keep"),
    path("<int:number>/update/", figure_views.update_all, name="update_all"),
    path("<int:number>/compare/", studio_views.compare, name="compare"),
    path("<int:number>/review/", studio_views.review, name="review"),
    path("<int:number>/return/", studio_views.give_back, name="return"),
    path("<int:number>/publish/", studio_views.publish, name="publish"),
    path("<int:number>/file/<str:ending>/", file_views.file, name="file"),
    path("<int:number>/pdf/", file_views.pdf, name="pdf"),
    path("<int:number>/erratum/", file_views.erratum, name="erratum"),
    path("<int:number>/pictures/<int:at>/", file_views.picture, name="picture"),
]
