"""What content links to, shows and cites: read from the rows, kept in one table, and checked."""
