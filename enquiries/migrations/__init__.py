"""Schema of enquiries."""
