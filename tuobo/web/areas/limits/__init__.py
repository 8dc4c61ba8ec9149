"""The board of time limits and the reminders that are sent from it."""
