"""Everything people send: the first question, the screen, the form, and the admin of enquiries."""
