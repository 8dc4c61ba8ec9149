"""Long work in the background: started, watched, cancelled, run again, its files fetched.

`kinds.py` is the table of what can be started. A kind's function takes a `JobRun`, tells its
progress through it and returns an `Outcome`; it must be safe to run again, as a restart may
interrupt it anywhere.
"""
