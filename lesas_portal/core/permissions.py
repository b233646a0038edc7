"""The names of the groups that migrations make; what each may do stands in those migrations."""

EDITOR = "Editor"
ADVISER = "Adviser"
MANAGER = "Manager"
