"""To try a password takes part of a second on purpose; tests guess none and need not wait."""

from __future__ import annotations

HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
