"""The improvement programme: what is stuck, due, promised and proven; the plan; the diagnosis."""
