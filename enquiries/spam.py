"""Signs of spam in an enquiry. They only put it apart for an adviser; nothing is dropped.

On a site about online safety links, names of sites and the words of advertisers are what people ask about.
So one sign is none: it takes two of different kinds, or the field that no person sees.
"""

import re
from urllib.parse import urlsplit

from django.conf import settings

from enquiries.models import Topic

# The field that no person sees. A name that no browser or password manager has anything to fill into.
TRAP = "leave_empty"
TRAP_FILLED = "hidden field filled"

# A bare host name is none: "Is www.example.org blocked?" is a question.
LINK = re.compile(r"https?://[^\s<>\"')\]]+", re.IGNORECASE)
MARKUP = re.compile(r"<a\s+href|\[url\b|\[link\b", re.IGNORECASE)
# What sells links and traffic. Money, drugs and gambling are left out, and what influencers are paid for:
# schools ask us about those.
SALES = re.compile(
    r"\b(backlinks?|link building|guest posts?|seo (services?|expert|agency|packages?)"
    r"|rank your (website|site|business)|first page of google|increase (your )?(website )?traffic"
    r"|domain authority|dear (site|website) owner|unsubscribe here)\b",
    re.IGNORECASE,
)
LINKS_AT_MOST = 4
# Who asks about these writes of addresses.
TOPICS_OF_LINKS = {Topic.FILTERING, Topic.PORTAL}
NAMES = ("name", "role", "setting_name")


def signs(*, answers: dict, trap: str, was_stopped: bool = False) -> list[str]:
    """Name the signs that put an enquiry apart; none for one that is to be answered.

    ``answers``: the form's, by field. ``trap``: what the hidden field held. ``was_stopped``: the screen
    stopped it, or could not read it, and its sender went on: it may be about a child, and is never put apart.
    """
    if was_stopped:
        return []
    text = f"{answers['subject']} {answers['message']}"
    found = {
        # Where links are, and how many: one sign together, since whoever sends many puts them anywhere.
        "links in a name, or many": _has_too_many_links(answers),
        "link markup": bool(MARKUP.search(text)),
        "sales talk": bool(SALES.search(text)),
    }
    names = [name for name, is_found in found.items() if is_found]
    if trap:
        return [TRAP_FILLED, *names]
    return names if len(names) > 1 else []


def _has_too_many_links(answers: dict) -> bool:
    if answers["topic"] in TOPICS_OF_LINKS:
        return False
    names = " ".join(answers[name] for name in NAMES)
    return bool(_other_sites(names)) or len(_other_sites(answers["message"])) > LINKS_AT_MOST


def _other_sites(text: str) -> list[str]:
    """The links in ``text`` that lead elsewhere than to this portal."""
    ours = _host(settings.SITE_URL)
    return [link for link in LINK.findall(text) if _host(link) != ours]


def _host(link: str) -> str:
    try:
        return urlsplit(link).hostname or ""
    except ValueError:  # brackets that are no address
        return ""
