"""The import wizard: bring files, match columns, check, decide, commit; batches and undo."""
