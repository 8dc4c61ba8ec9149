"""Removes files that were brought, and what was worked out of them, when their time is over.

What stays is who brought what and when, with the hash of each file.
"""

from __future__ import annotations

import shutil
from datetime import datetime, timedelta

from tuobo.operations.imports_desk.kept_files import remove_files
from tuobo.operations.imports_desk.previews import upload_folder
from tuobo.operations.jobs.rules import background_rules
from tuobo.operations.workspace import Workspace
from tuobo.records.registry.upload_queries import ended_before, files_in_use


def remove_old_uploads(workspace: Workspace, *, at: datetime) -> int:
    """Remove the files of uploads that ended long ago; how many files went."""
    since = at - timedelta(days=background_rules(workspace.content).upload_days)
    for upload in ended_before(since):
        shutil.rmtree(upload_folder(workspace, upload), ignore_errors=True)
    return remove_files(workspace, files_in_use(since))
