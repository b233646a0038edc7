"""Tells a label ("Headteacher", "Boys' Grammar School") from a field that somebody used to report something.

The weights are learnt from messages. So a token before the answer to a short question says what it is: there
"when she is back" tells of nobody's harm. `training` reads such examples in the same way.
"""

ANSWER = "answertoken: "


def as_answer(text: str) -> str:
    """Return what was typed into a short field as it is read."""
    return ANSWER + text
