"""What advisers read for the actions in the audit, each named once."""

IN_WORDS = {
    "add": "Added",
    "change": "Changed",
    "check": "Checked that it is right",
    "close": "Closed",
    "delete": "Deleted",
    "delete synonym": "Deleted",
    "download": "Downloaded as CSV",
    "erase about a child": "Erased: it was about a child or an adult",
    "erase again": "Erased again after a restore",
    "erase person": "Erased because the person asked",
    "export": "Exported as CSV",
    "export deleted": "Said that the exported file is deleted",
    "export person": "Put together what is held about the person",
    "issue": "Issued a new edition",
    "keep own text": "Kept our own text, not the one that came with the portal",
    "load": "Loaded with the content that comes with the portal",
    "mark as spam": "Marked as spam",
    "note_change": "Told readers what changed",
    "publish": "Published",
    "purge": "Deleted because its time was over",
    "release": "Taken out of spam",
    "reword": "Changed the wording of a clause",
    "save synonym": "Saved",
    "schedule": "Set to be published later",
    "send again": "Put back into the mail queue",
    "take shipped text": "Took the text that came with the portal",
    "withdraw": "Withdrawn",
}


def in_words(action: str) -> str:
    """Return what a person reads for ``action``; itself, tidied, where an older version wrote it."""
    return IN_WORDS.get(action) or action.replace("_", " ").capitalize()
