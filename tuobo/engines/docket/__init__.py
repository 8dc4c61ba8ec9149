"""The docket: all cases of a data version as the desk lists them, mapped from disk.

`write`, `make_current` and `opened` keep dockets; a `Docket` answers `list_cases` for a `Reach`
and a `CaseQuestion`, which goes into an address by `query_of` and comes back by `read_query`.
Measured before the form was chosen: docs/decisions/0007-docket-as-arrow.md.
"""

from tuobo.engines.docket.columns import LAYOUT, LISTED, Coding
from tuobo.engines.docket.docket import Docket, Rows
from tuobo.engines.docket.keeping import (
    About,
    Stamp,
    building,
    current_name,
    is_whole,
    make_current,
    stamp_of,
    write,
)
from tuobo.engines.docket.listing import (
    CasePage,
    CaseRow,
    cases_at,
    list_cases,
    page_of,
    sorted_rows,
)
from tuobo.engines.docket.query_strings import (
    ReadQuestion,
    Unread,
    pairs_of,
    query_of,
    read_pairs,
    read_query,
)
from tuobo.engines.docket.question import (
    CHOICES,
    PAGE_SIZES,
    CaseFilter,
    CaseQuestion,
    CaseSort,
    CaseState,
)
from tuobo.engines.docket.selecting import covers_row, select_rows
from tuobo.engines.docket.typed_days import typed_day
from tuobo.engines.docket.writing import Given, tables_of

__all__ = [
    "CHOICES",
    "LAYOUT",
    "LISTED",
    "PAGE_SIZES",
    "About",
    "CaseFilter",
    "CasePage",
    "CaseQuestion",
    "CaseRow",
    "CaseSort",
    "CaseState",
    "Coding",
    "Docket",
    "Given",
    "ReadQuestion",
    "Rows",
    "Stamp",
    "Unread",
    "building",
    "cases_at",
    "covers_row",
    "current_name",
    "is_whole",
    "list_cases",
    "make_current",
    "page_of",
    "pairs_of",
    "query_of",
    "read_pairs",
    "read_query",
    "select_rows",
    "sorted_rows",
    "stamp_of",
    "tables_of",
    "typed_day",
    "write",
]
