"""Units, people, accounts, sessions, parameters, roles: the administration of the desk itself.

Each view asks for the right of one administrator; none of them shows business data.
"""
