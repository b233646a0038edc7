"""Pages of signing in, in the look of the admin."""
