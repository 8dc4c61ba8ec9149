"""Units, people, accounts, sessions, parameters, roles: the administration of the desk itself.

Each view asks for the right of one administrator; none of them shows business data. Membership
of the Party stands beside people here, and is the Party office's alone.
"""
