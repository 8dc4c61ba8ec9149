"""The desk's own settings, but for passwords that are hashed quickly, as in all tests."""

from __future__ import annotations

from tests.quick_passwords import HASHERS
from tuobo.config.settings import *  # noqa: F403 - all of them

PASSWORD_HASHERS = HASHERS
