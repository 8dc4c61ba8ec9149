"""How often a process looks for garbage; says nothing of what it keeps."""

from __future__ import annotations

import gc

_OBJECTS, _TIMES = 200_000, 20


def spare_the_collector() -> None:
    """Look for garbage less often: definitions and cells are many, small and long-lived.

    Looking at them again and again took a sixth of `tuobo check`, half of reading the definitions
    in the desk, and made one answer in twenty twice as slow. Every process that answers questions
    begins with this.
    """
    gc.set_threshold(_OBJECTS, _TIMES, _TIMES)
