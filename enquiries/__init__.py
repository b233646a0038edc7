"""Everything people send: the first question, the screen, intake and the admin."""
