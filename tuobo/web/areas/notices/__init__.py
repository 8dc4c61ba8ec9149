"""The inbox: what the desk tells whoever is logged in."""
