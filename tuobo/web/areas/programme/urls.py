"""Addresses of the programme's own pages."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.programme import (
    chain_views,
    look_back_views,
    meeting_views,
    observing_views,
    tree_views,
    views,
    year_views,
)

app_name = "programme"
urlpatterns = [
    path("", views.home, name="home"),
    path("plan/", views.plan, name="plan"),
    path("plan/export.<slug:form>", views.plan_export, name="plan_export"),
    path("chain/", chain_views.chain, name="chain"),
    path("goals/", tree_views.tree, name="tree"),
    path("meetings/", meeting_views.meetings, name="meetings"),
    path("meetings/<int:entry>/", meeting_views.meeting, name="meeting"),
    path("meetings/<int:entry>/agenda/", meeting_views.agenda, name="agenda"),
    path("meetings/<int:entry>/minutes/", meeting_views.minutes, name="minutes"),
    path("look-back/", look_back_views.look_back, name="look_back"),
    path("inspections/", year_views.inspections, name="inspections"),
    path("assessments/", year_views.assessments, name="assessments"),
    path("observe/<int:entry>/", observing_views.observe, name="observe"),
    path("diagnosis/", views.diagnosis, name="diagnosis"),
    path("diagnosis/<slug:indicator>/", views.diagnosis, name="diagnose"),
]
