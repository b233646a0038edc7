"""The only writers of what people read: each keyword-only, ``by=``, one transaction, the row locked."""
