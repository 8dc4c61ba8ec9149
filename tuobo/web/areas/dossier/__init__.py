"""The court's dossier: baseline, phases and comparison, and its parts from the ledgers."""
