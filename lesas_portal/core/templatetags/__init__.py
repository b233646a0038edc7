"""Template tags that both apps use."""
