"""Schema of guidance."""
