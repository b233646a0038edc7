"""What advisers read for the actions in the audit, each named once."""

IN_WORDS = {
    "add answer": "Put the sender’s answer on the thread",
    "add": "Added",
    "change topic": "Changed the topic",
    "change": "Changed",
    "check": "Checked that it is right",
    "close": "Closed",
    "confirm spam": "Confirmed as spam",
    "delete synonym": "Deleted",
    "delete": "Deleted",
    "download": "Downloaded as CSV",
    "end hold": "Ended a hold",
    "give": "Given to somebody else",
    "hold": "Put on hold",
    "issue": "Issued a new edition",
    "keep own text": "Kept our own text, not the one that came with the portal",
    "load": "Loaded with the content that comes with the portal",
    "mark as spam": "Marked as spam",
    "mark as seen to": "Saw to a mail that was given up",
    "merge": "Joined with another about the same",
    "note": "Wrote a private note",
    "note_change": "Told readers what changed",
    "publish": "Published",
    "purge": "Deleted because its time was over",
    "read": "Read: strategic",
    "release": "Taken out of spam",
    "reopen": "Reopened",
    "reply": "Answered",
    "reword": "Changed the wording of a clause",
    "save synonym": "Saved",
    "schedule": "Set to be published later",
    "send again": "Put back into the mail queue",
    "take by telephone": "Taken by telephone",
    "take shipped text": "Took the text that came with the portal",
    "take": "Taken on",
    "withdraw": "Withdrawn",
}


def in_words(action: str) -> str:
    """Return what a person reads for ``action``; itself, tidied, where an older version wrote it."""
    return IN_WORDS.get(action) or action.replace("_", " ").capitalize()
