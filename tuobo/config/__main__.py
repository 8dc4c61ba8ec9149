"""`python -m tuobo.config …`: what the desk does outside requests. `tuobo serve` starts it.

serve    brings the records up to date and serves the desk on this machine
install  sets the desk up for a court, with three administrators, and tells their passwords once
recover  gives an account a new first password when no administrator can
sample   makes the sample people of an invented court and tells their passwords once
verify   computes the audit chain again
"""

from __future__ import annotations

import os
import sys

import django

from tuobo.config.environment import Environment, make_factor_key_file, make_key_file
from tuobo.core.collector import spare_the_collector

spare_the_collector()
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tuobo.config.settings")
_store = Environment.read().store
make_key_file(_store)
make_factor_key_file(_store)
django.setup()

# Models can only be imported once Django is set up.
from tuobo.config.desk import run  # noqa: E402

if __name__ == "__main__":
    sys.exit(run(sys.argv[1:]))
