"""A briefing for staff or a pack for parents, put together from pages, hand-outs, helplines and updates.

Nothing is kept: what was chosen stands in the address, and consists of the last parts of public addresses.
"""
