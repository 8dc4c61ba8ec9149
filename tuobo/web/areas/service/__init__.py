"""The service itself, for whoever operates it: how it is, and a probe that knows nothing else."""
