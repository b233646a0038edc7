"""Everything people read: risk areas, guidance, resources, helplines, policies, services, updates."""
