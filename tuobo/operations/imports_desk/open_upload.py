"""The job that reads the heads of the files of an upload and says how their columns become facts.

If every source is known and unchanged, nobody has to confirm anything: the check follows at once.
"""

from __future__ import annotations

from dataclasses import dataclass

from tuobo.core.clock import now
from tuobo.engines.intake import Mapping
from tuobo.operations.imports_desk.check_upload import check_now
from tuobo.operations.imports_desk.kept_files import path_of
from tuobo.operations.imports_desk.previews import keep_previews, preview_of
from tuobo.operations.jobs.job_run import JobRun
from tuobo.operations.read_files import Matched, matched, opened
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.job_actions import Outcome
from tuobo.records.registry.upload_actions import KeptFile, match
from tuobo.records.registry.upload_queries import FileLine, UploadLine, upload_for_work


@dataclass(frozen=True, kw_only=True)
class OpenUpload:
    """`like` is the upload whose mappings its files follow: they mend its waiting rows."""

    upload: int
    like: int = 0


def open_upload(run: JobRun) -> Outcome:
    """Read titles and first rows; match what can be matched."""
    asked = run.asked(OpenUpload)
    upload = upload_for_work(asked.upload)
    if upload.is_documents:
        match(upload.id, {}, at=now())
        return check_now(run, upload.id)
    followed = _mappings_of(asked.like) if asked.like else ()
    found: list[Matched] = []
    for number, file in enumerate(upload.files):
        run.say("import.step.opening", number, len(upload.files), file=file.name)
        found.append(_matched(run.workspace, file, followed))
    keep_previews(run.workspace, upload.id, tuple(preview_of(one) for one in found))
    told = {one.source.file: (one.mapping.to_yaml(), one.is_remembered) for one in found}
    match(upload.id, told, at=now())
    if all(one.is_remembered for one in found):
        return check_now(run, upload.id)
    return Outcome(reference=str(upload.id))


def _matched(workspace: Workspace, file: FileLine, followed: tuple[Mapping, ...]) -> Matched:
    path = path_of(workspace, KeptFile(name=file.name, sha256=file.sha256, size=file.size))
    source = opened(workspace, path)
    return matched(workspace, source, like=followed)


def _mappings_of(upload: int) -> tuple[Mapping, ...]:
    before: UploadLine = upload_for_work(upload)
    return tuple(Mapping.from_yaml(one.mapping, one.name) for one in before.files if one.mapping)
