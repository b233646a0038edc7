"""What a clause rests on, from law to good practice, in words for readers. Pure data."""

STATUTORY = "statutory"
BASES = {
    STATUTORY: "Statutory",
    "guidance": "Government guidance",
    "standard": "National standard",
    "good-practice": "Good practice",
}
"""A statutory clause is law, or guidance to which such settings must have regard."""
