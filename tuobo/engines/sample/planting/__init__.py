"""Planting: known anomalies put into the sample court, each with its entry in the answer key."""
