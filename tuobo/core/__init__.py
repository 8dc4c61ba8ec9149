"""The words: what every band may speak of. Nothing here knows an engine or a face."""
