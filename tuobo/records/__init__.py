"""What is kept: Django models with their reads (queries.py) and writes (actions.py), stacked."""
