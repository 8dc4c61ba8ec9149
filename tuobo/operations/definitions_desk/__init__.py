"""The catalogue of all definitions: read, searched, compared, and tried out without being kept."""
