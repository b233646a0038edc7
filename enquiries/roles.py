"""Roles that the form suggests. Any other may be typed."""

ROLES = (
    "Designated safeguarding lead (DSL)",
    "Deputy DSL",
    "Headteacher or principal",
    "Senior leader",
    "Teacher",
    "Governor or trustee",
    "Nursery or pre-school manager",
    "Childminder",
    "Network manager or IT support",
    "Business manager or office staff",
)
