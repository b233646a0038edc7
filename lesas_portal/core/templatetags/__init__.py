"""Tags of what both apps stand on."""
