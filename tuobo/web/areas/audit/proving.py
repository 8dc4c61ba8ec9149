"""The proof of the chain, a stretch with each step; how far it is stands in the session."""

from __future__ import annotations

from django.http import HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tuobo.core.clock import now
from tuobo.operations.audit_log.verify_log import verify_stretch
from tuobo.records.audit.queries import newest_sequence
from tuobo.web.areas.audit.forms import DigestForm
from tuobo.web.areas.audit.pages import VerifyPage
from tuobo.web.ui.guard import needs
from tuobo.web.ui.render import render_page
from tuobo.web.ui.shell import Crumb
from tuobo.web.ui.visit import PageRequest

_PROVEN = "audit_proven"


@never_cache
@require_http_methods(["GET", "POST"])
@needs("audit.read")
def verify(request: PageRequest) -> HttpResponse:
    """A first step begins at the first event; the next go on where the one before ended."""
    texts, is_next = request.visit.texts, "next" in request.POST
    form = DigestForm(texts, None if is_next else request.POST or None)
    total = newest_sequence()
    page = VerifyPage(form=form, checked=0, total=total)
    kept = request.session.get(_PROVEN) if is_next else None
    if request.method == "POST" and (kept or (form.is_bound and form.is_valid())):
        begin = kept or {"after": 0, "digest": form.cleaned_data["digest"].strip()}
        page = _step(request, form, begin["after"], begin["digest"])
    crumbs = (Crumb(name=texts("audit.verify.title")),)
    status = 400 if form.errors else 200
    return render_page(
        request, "audit/verify.html", page, crumbs=crumbs, part="audit/_proof.html", status=status
    )


def _step(request: PageRequest, form: DigestForm, after: int, digest: str) -> VerifyPage:
    texts = request.visit.texts
    proof, is_held = verify_stretch(after, kept_digest=digest, at=now(), actor=request.visit.actor)
    is_running = proof.is_whole and not proof.is_finished
    if is_running:
        request.session[_PROVEN] = {"after": proof.events, "digest": digest}
    else:
        request.session.pop(_PROVEN, None)
    outcome, sentence = "", ""
    if not proof.is_whole:
        outcome, sentence = "bad", texts("audit.broken", at=proof.broken_at)
    elif not is_running and not is_held:
        outcome, sentence = "bad", texts("audit.digest_missing")
    elif not is_running:
        told = "audit.whole_with" if digest else "audit.whole"
        outcome = "good"
        sentence = texts(told, events=proof.events, digest=proof.last_digest)
    return VerifyPage(
        form=form, checked=proof.events, total=max(newest_sequence(), 1), outcome=outcome,
        sentence=sentence, digest=proof.last_digest, is_running=is_running,
    )  # fmt: skip
