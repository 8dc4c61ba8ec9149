"""What is done to accounts, roles and units: each change with its audit event at once."""
