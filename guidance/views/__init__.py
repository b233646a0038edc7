"""What readers see, one module a subject."""
