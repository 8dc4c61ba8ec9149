"""Addresses of the generic ledger pages: one set for any ledger."""

from __future__ import annotations

from django.urls import path

from tuobo.web.areas.ledgers.views import boards, definitions, entries, lists, many

app_name = "ledgers"
urlpatterns = [
    path("", lists.index, name="index"),
    path("due/", boards.due, name="due"),
    path("definitions/", definitions.overview, name="definitions"),
    path("definitions/new/", definitions.new, name="define_new"),
    path("definitions/preview/", definitions.preview, name="preview"),
    path("definitions/leave/", definitions.leave, name="leave"),
    path("definitions/<int:number>/", definitions.edit, name="define"),
    path("definitions/<int:number>/enter/", definitions.enter, name="enter"),
    path("definitions/<int:number>/<slug:step>/", definitions.step, name="define_step"),
    path("<slug:ledger>/", lists.entries, name="list"),
    path("<slug:ledger>/about/", lists.about, name="about"),
    path("<slug:ledger>/export.<slug:form>", lists.export, name="export"),
    path("<slug:ledger>/kept/", lists.keep, name="keep"),
    path("<slug:ledger>/kept/<int:kept>/drop/", lists.drop, name="drop"),
    path("<slug:ledger>/bulk/", many.bulk, name="bulk"),
    path("<slug:ledger>/import/", many.bring, name="import"),
    path("<slug:ledger>/import/commit/", many.commit, name="commit"),
    path("<slug:ledger>/import/<slug:digest>/rejected.xlsx", many.marked, name="marked"),
    path("<slug:ledger>/template.xlsx", many.template, name="template"),
    path("<slug:ledger>/cadences/", boards.cadences, name="cadences"),
    path("<slug:ledger>/cadences/<slug:cadence>/explain/", boards.explain, name="explain"),
    path("<slug:ledger>/figures/", boards.figures, name="figures"),
    path("<slug:ledger>/new/", entries.new, name="new"),
    path("<slug:ledger>/suggest/<slug:field>/", entries.suggest, name="suggest"),
    path("<slug:ledger>/<int:entry>/", entries.detail, name="entry"),
    path("<slug:ledger>/<int:entry>/edit/", entries.edit, name="edit"),
    path("<slug:ledger>/<int:entry>/move/<slug:event>/", entries.move, name="move"),
    path("<slug:ledger>/<int:entry>/files/<slug:digest>/", entries.attachment, name="file"),
]
