"""How what somebody typed ends."""


def as_sentence(text: str) -> str:
    """Return what was typed as a sentence: with a full stop, unless it ends as a sentence already."""
    text = text.strip()
    return text if not text or text.rstrip("”’\"')").endswith((".", "!", "?", "…")) else f"{text}."
