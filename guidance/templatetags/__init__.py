"""Template tags and filters of the reading site."""
