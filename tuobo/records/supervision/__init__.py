"""Reminders of time limits and their answers: about cases, never about people."""
