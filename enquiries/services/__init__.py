"""The only writers of what people send: each keyword-only, ``by=``, one transaction, the row locked."""
