"""Supervision of time limits: reminders sent, answered and closed, and the feed of deadlines."""
