"""Addresses of the administration: one space of names for each item of the menu."""

from __future__ import annotations

from django.urls import include, path

from tuobo.web.areas.administration import (
    accounts,
    adoption,
    grants,
    keys,
    membership,
    parameters,
    people,
    person_parts,
    rights,
    sessions,
    units,
)

_UNITS = [
    path("", units.tree, name="tree"),
    path("new/", units.new, name="new"),
    path("<int:unit_id>/", units.one, name="one"),
    path("<int:unit_id>/end/", units.end, name="end"),
]
_PEOPLE = [
    path("", people.register, name="list"),
    path("new/", people.new, name="new"),
    path("adopt/", adoption.adopt, name="adopt"),
    path("<int:person_id>/", people.one, name="one"),
    path("<int:person_id>/leave/", people.leave, name="leave"),
    path("<int:person_id>/posts/new/", person_parts.post_new, name="post_new"),
    path("posts/<int:posting_id>/end/", person_parts.post_end, name="post_end"),
    path("<int:person_id>/attributes/new/", person_parts.attribute_new, name="attribute_new"),
    path("attributes/<int:attribute_id>/end/", person_parts.attribute_end, name="attribute_end"),
]
_ACCOUNTS = [
    path("", accounts.register, name="list"),
    path("new/<int:person_id>/", accounts.new, name="new"),
    path("close/", accounts.close_picked, name="close_picked"),
    path("of/<str:login>/", accounts.one, name="one"),
    path("of/<str:login>/password/", accounts.password, name="password"),
    path("of/<str:login>/second-factor/", accounts.second_factor, name="second_factor"),
    path("of/<str:login>/close/", accounts.close, name="close"),
    path("of/<str:login>/reopen/", accounts.reopen, name="reopen"),
]
_SESSIONS = [
    path("", sessions.register, name="list"),
    path("<str:handle>/end/", sessions.end, name="end"),
]
_PARAMETERS = [path("", parameters.table, name="table")]
_GRANTS = [
    path("", grants.register, name="list"),
    path("new/", grants.new, name="new"),
    path("<int:grant_id>/end/", grants.end, name="end"),
    path("of/<str:login>/second-factor/", grants.second_factor, name="second_factor"),
]
_KEYS = [
    path("", keys.register, name="list"),
    path("<int:key>/end/", keys.end, name="end"),
]
_ROLES = [path("", grants.roles, name="table")]
_RIGHTS = [
    path("", rights.table, name="table"),
    path("export/", rights.export, name="export"),
]
_MEMBERSHIP = [
    path("", membership.register, name="list"),
    path("new/", membership.new, name="new"),
    path("<int:membership_id>/end/", membership.end, name="end"),
]
urlpatterns = [
    path("units/", include((_UNITS, "units"))),
    path("people/", include((_PEOPLE, "people"))),
    path("accounts/", include((_ACCOUNTS, "accounts"))),
    path("sessions/", include((_SESSIONS, "sessions"))),
    path("parameters/", include((_PARAMETERS, "parameters"))),
    path("grants/", include((_GRANTS, "grants"))),
    path("keys/", include((_KEYS, "keys"))),
    path("roles/", include((_ROLES, "roles"))),
    path("rights/", include((_RIGHTS, "rights"))),
    path("membership/", include((_MEMBERSHIP, "membership"))),
]
