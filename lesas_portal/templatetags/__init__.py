"""Template tags of the portal itself."""
