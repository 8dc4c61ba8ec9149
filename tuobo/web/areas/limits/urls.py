"""Addresses of the board and of reminders."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.limits import board_views, reminder_views, sending_views

app_name = "limits"
urlpatterns = [
    path("", board_views.board, name="board"),
    path("meeting/", board_views.meeting, name="meeting"),
    path("export/", board_views.workbook, name="export"),
    path("remind/", sending_views.compose, name="compose"),
    path("remind/send/", sending_views.send, name="send"),
    path("reminders/", reminder_views.listing, name="reminders"),
    path("reminders/<int:number>/", reminder_views.reminder, name="reminder"),
    path("reminders/<int:number>/answer/", reminder_views.answer, name="answer"),
    path("reminders/<int:number>/close/", reminder_views.close, name="close"),
]
