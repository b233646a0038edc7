"""The pages of the portal that belong to neither app."""
