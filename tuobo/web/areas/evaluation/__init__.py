"""Evaluation and exit: the stages, the self-check with its evidence, the signed package."""
