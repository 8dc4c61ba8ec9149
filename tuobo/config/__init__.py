"""Puts the desk together: settings, addresses, server. The only band that knows all others."""
