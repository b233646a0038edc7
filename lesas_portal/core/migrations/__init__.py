"""Schema of what both apps stand on."""
