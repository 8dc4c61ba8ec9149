"""Signed packages: files, a list of their digests and a signature in one archive.

Whoever receives one can check it without the desk: every byte of the archive is accounted for.
What goes into a package and whether it may be made yet is decided elsewhere.
"""

from tuobo.engines.packages.archive import MANIFEST, README, Made, package_bytes
from tuobo.engines.packages.keys import fingerprint_of, signing_key
from tuobo.engines.packages.manifest import About
from tuobo.engines.packages.verifying import Flaw, FlawKind, Verified, verify_package

__all__ = [
    "MANIFEST",
    "README",
    "About",
    "Flaw",
    "FlawKind",
    "Made",
    "Verified",
    "fingerprint_of",
    "package_bytes",
    "signing_key",
    "verify_package",
]
