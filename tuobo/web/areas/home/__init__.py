"""The health check: the first page."""
