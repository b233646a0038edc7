"""Django's SQLite with connections that may be kept: see ``base``."""
