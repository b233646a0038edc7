"""Names, roles and places as people type them, so that they can stand in a sentence. Pure."""

import re

TITLES = {"mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "rev", "revd", "sir", "dame"}
ARTICLES = {"the", "our", "a", "an", "my"}
ACRONYMS = {
    **{
        name.lower(): name
        for name in ("DSL", "DDSL", "SENCO", "SENDCO", "SEND", "IT", "ICT", "DPO", "CEO", "SBM")
    },
    **{"dsls": "DSLs", "ddsls": "DDSLs", "ehcp": "EHCP", "rshe": "RSHE", "pshe": "PSHE"},
}
# What stands for "nobody yet". Typed as a person it would read as one.
FILLERS = {
    *("", "n a", "na", "none", "nil", "no", "nobody", "no one", "tbc", "tba", "tbd", "to be confirmed"),
    *("to be advised", "to be decided", "not yet", "not yet appointed", "not appointed", "not applicable"),
    *("vacant", "vacancy", "unknown", "not known", "dont know", "x", "xx", "xxx", "test"),
}
ROLE_WORDS = {
    *(
        "head",
        "headteacher",
        "teacher",
        "principal",
        "manager",
        "deputy",
        "deputies",
        "assistant",
        "executive",
    ),
    *("acting", "interim", "nursery", "preschool", "pre-school", "club", "school", "college", "setting"),
    *(
        "business",
        "office",
        "leader",
        "lead",
        "leads",
        "officer",
        "coordinator",
        "co-ordinator",
        "designated",
    ),
    *("safeguarding", "child", "protection", "governor", "governors", "chair", "chairperson", "chairman"),
    *(
        "chairwoman",
        "of",
        "and",
        "for",
        "the",
        "trust",
        "trustee",
        "trustees",
        "board",
        "committee",
        "member",
    ),
    *("proprietor", "owner", "director", "chief", "data", "network", "technician", "technicians", "support"),
    *("team", "provider", "company", "online", "safety", "link", "named", "person", "in", "charge", "staff"),
    *("administrator", "bursar", "secretary", "pastoral", "digital", "systems", "local", "management"),
    *("centre", "inclusion", "year", "play", "headmaster", "headmistress", "sbm", "dept", "department"),
    *("room", "phase", "school's", "site", "senior", "vice", "principals"),
    *("childminder", "digital", "technology", "technical", "services", "service", "consultant", "partner"),
    *ACRONYMS,
}
# A place or a way that opens with one of these is no name of its own: "Lockers" is "lockers" in a sentence.
COMMON_WORDS = {
    *("lockers", "locker", "drawers", "cupboards", "staff", "staffroom", "classroom", "phone", "telephone"),
    *("email", "e-mail", "until", "for", "as", "after", "when", "while", "in", "at", "by", "through", "via"),
    *(
        "one",
        "two",
        "three",
        "seven",
        "up",
        "trays",
        "bags",
        "online",
        "text",
        "letter",
        "speaking",
        "talking",
    ),
    *("locked", "individual", "personal", "secure", "lockable", "separate"),
}
NEEDS_ARTICLE = {
    *(
        "office",
        "reception",
        "main",
        "school",
        "nursery",
        "kitchen",
        "cupboard",
        "drawer",
        "safe",
        "staffroom",
    ),
    *("cloakroom", "locker", "front", "class", "setting", "college", "club"),
}


def is_filler(text: str) -> bool:
    """Whether ``text`` says that there is nobody, or nothing yet: a dash, "N/A", "not yet appointed"."""
    return (
        re.sub(r"[^a-z0-9]+", " ", text.casefold().replace("\u2019", "").replace("'", "")).strip() in FILLERS
    )


def in_sentence(text: str) -> str:
    """Return a typed person or role as it stands inside a sentence; nothing for a filler.

    A bare role gets its article ("Headteacher" is "the headteacher"), names keep their letters.
    """
    text = " ".join(text.split())
    if is_filler(text):
        return ""
    words = text.split()
    article = words[0].lower() if words[0].casefold() in ARTICLES else ""
    rest = words[1:] if article else words
    if rest and all(_is_role(word) for word in rest):
        return " ".join([article or "the", *map(_small, rest)])
    return " ".join([article, *rest]) if article else text


def place_in_sentence(text: str) -> str:
    """Return a typed place, way or time as it stands inside a sentence; nothing for a filler."""
    text = " ".join(text.split())
    if is_filler(text):
        return ""
    first, _, rest = text.partition(" ")
    word = _bare(first)
    if word in ARTICLES | COMMON_WORDS | NEEDS_ARTICLE:
        text = f"{_small(first)} {rest}".strip()
    return f"the {text}" if word in NEEDS_ARTICLE else text


def opening(text: str) -> str:
    """Return ``text``, as ``in_sentence`` gave it, at the start of a sentence: names keep their letters."""
    first = text.partition(" ")[0]
    if first in ARTICLES or first.casefold() in COMMON_WORDS:
        return text[:1].upper() + text[1:]
    return text


def is_name(text: str) -> bool:
    """Whether ``text`` is a person's name alone: no role, nothing in brackets or after a comma."""
    first = text.partition(" ")[0]
    return bool(text) and first not in ARTICLES and not re.search(r"[,(]", text)


def same_person(one: str, other: str) -> bool:
    """Whether two typed names mean one person, whatever their titles and what is said beside the name."""
    first, second = _identity(one), _identity(other)
    return bool(first) and first == second


def _identity(text: str) -> tuple[str, ...]:
    name = re.split(r"[,(]", in_sentence(text))[0]
    words = re.findall(r"[\w'\u2019-]+", name.casefold())
    return tuple(word for word in words if word not in TITLES)


def _is_role(word: str) -> bool:
    """Whether a word, or each of words joined by a stroke or hyphen, is one that roles are named with."""
    return (
        all(part in ROLE_WORDS for part in re.split(r"[/-]", _bare(word)) if part)
        or _bare(word) in ROLE_WORDS
    )


def _bare(word: str) -> str:
    return word.casefold().replace(".", "").strip(",;:&/")


def _small(word: str) -> str:
    return ACRONYMS.get(_bare(word), word.lower())
