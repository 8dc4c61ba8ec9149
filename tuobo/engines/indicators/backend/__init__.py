"""The only part that knows which database computes. `engine.py` alone imports it."""
