"""Rights: roles as content, and the one policy that decides who sees and does what.

`Policy.of(content)` reads content/…/rights; a `Viewer` is somebody with the roles that they hold
on a day; `Policy.may` answers for an action, `Policy.reach` says how far a right reaches,
`Policy.hidden_columns` which columns are taken out. Every path (pages, rows, exports, feeds, API)
asks here and nowhere else.
"""

from tuobo.engines.rights.definition import Right, Role, RoleKind, RuleOfColumn
from tuobo.engines.rights.menu import MenuGroup, MenuItem, menu_of
from tuobo.engines.rights.policy import Holding, Policy, Viewer

__all__ = [
    "Holding",
    "MenuGroup",
    "MenuItem",
    "Policy",
    "Right",
    "Role",
    "RoleKind",
    "RuleOfColumn",
    "Viewer",
    "menu_of",
]
