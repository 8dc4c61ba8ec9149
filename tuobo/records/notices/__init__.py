"""Notices: what the desk tells one account until it is read. Neither mail nor messengers."""
