"""The ground floor that both apps stand on: clock, outbox, page cache, middleware, checks."""
