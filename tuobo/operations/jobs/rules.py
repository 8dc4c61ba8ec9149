"""How long the files of background work are kept: content/…/desk/background.yaml."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pydantic import Field

from tuobo.core.content import NATIONAL, Content, Definition, Source, load_file
from tuobo.core.errors import DefinitionError

_FILE = "background.yaml"


class BackgroundRules(Definition):
    """Days after which files go; what the desk says about them stays.

    result_days  files that somebody made for fetching, such as exports
    upload_days  files that were brought to be imported, after commit or discard
    rows_from    from so many rows on a list is exported in the background
    """

    result_days: int = Field(gt=0)
    upload_days: int = Field(gt=0)
    rows_from: int = Field(gt=0)
    source: Source


@cache
def background_rules(content: Content) -> BackgroundRules:
    """The rules in use: those of the last root that has them."""
    found: Path | None = None
    for path in content.files("desk"):
        if path.name == _FILE:
            found = path
    if found is None:
        raise DefinitionError("job.no_rules", path=NATIONAL / "desk" / _FILE)
    (rules,) = load_file(found, BackgroundRules)
    return rules
