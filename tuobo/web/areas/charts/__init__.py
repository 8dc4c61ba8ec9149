"""The script that draws charts in a browser."""
