"""Signs of spam in an enquiry. They only put it apart for an adviser; nothing is dropped."""

import re

LINK = re.compile(r"https?://|\bwww\.", re.IGNORECASE)
MARKUP = re.compile(r"<a\s+href|\[url\b|\[link\b", re.IGNORECASE)
# What sells links and traffic. Money, drugs and gambling are left out: schools ask us about those.
SALES = re.compile(
    r"\b(backlinks?|link building|guest posts?|sponsored posts?|seo (services?|expert|agency|packages?)"
    r"|rank (your|higher)|first page of google|increase (your )?(website )?traffic|domain authority"
    r"|web ?design (services?|agency)|dear (site|website) owner|unsubscribe here)\b",
    re.IGNORECASE,
)
FOREIGN_SCRIPT = re.compile(
    r"[\u0400-\u04ff\u0590-\u06ff\u0e00-\u0e7f\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]"
)
LINKS_AT_MOST = 4


def signs(*, answers: dict[str, str], trap: str, is_unread: bool = False) -> list[str]:
    """Name the signs of spam in ``answers`` (field name to text); ``trap`` is what the hidden field held.

    ``is_unread``: the screen could not read it, so it may be about a child. Then only that field counts.
    """
    if is_unread:
        return ["hidden field filled"] if trap else []
    subject, message = answers["subject"], answers["message"]
    one_liners = " ".join([answers["name"], answers["role"], answers["setting_name"], subject])
    found = {
        "hidden field filled": bool(trap),
        "link in a short field": bool(LINK.search(one_liners)),
        "many links": len(LINK.findall(message)) > LINKS_AT_MOST,
        "link markup": bool(MARKUP.search(f"{subject} {message}")),
        "sales talk": bool(SALES.search(f"{subject} {message}")),
    }
    names = [name for name, is_found in found.items() if is_found]
    # An alphabet is no sign by itself: people write to us in their own.
    if names and len(FOREIGN_SCRIPT.findall(message)) > len(message) / 2:
        names.append("mostly another script")
    return names
