"""The planner of the school year: its page, its calendar and its papers.

``year`` puts the duties into months, ``events`` into days of a calendar, which ``calendar`` alone writes (RFC
5545). ``board`` is what governors ask and see. ``papers`` lays questions and briefing out for Word, ``sheet``
any page that is filled in.
"""
