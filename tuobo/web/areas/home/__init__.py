"""The health check: the first page, with its matrix, its data quality, its scorecard and files."""
