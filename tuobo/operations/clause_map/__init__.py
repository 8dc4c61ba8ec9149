"""The clause map: what the reference's reports ask for, row by row, and what here holds it.

`ClauseMap.of(content)` reads content/…/clauses and refuses a row whose holder does not exist;
`differences(…)` compares it with the rows that ledger definitions name. Nothing is computed from
the map: it is the list by which one sees that no sentence was forgotten.
"""

from tuobo.operations.clause_map.agreement import differences
from tuobo.operations.clause_map.clause import Clause, Holder, HolderKind
from tuobo.operations.clause_map.map import ClauseMap, ClausesWrongError
from tuobo.operations.clause_map.registries import Registries

__all__ = [
    "Clause",
    "ClauseMap",
    "ClausesWrongError",
    "Holder",
    "HolderKind",
    "Registries",
    "differences",
]
