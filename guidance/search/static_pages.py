"""The pages of this site that are not content rows, so that search finds them too."""

from dataclasses import dataclass
from datetime import UTC, datetime

from guidance.models import SearchDocument
from guidance.search.documents import in_stems, said

ALWAYS = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class StaticPage:
    """A fixed page: its address, title, one sentence, and words that lead to it."""

    url: str
    title: str
    summary: str
    keywords: str


STATIC_PAGES = (
    StaticPage(
        "/front-door/",
        "Worried about a child: Kent Front Door",
        "Who to contact now if you are worried about a child: 999, Front Door, out of hours.",
        "referral, request for support, children's services, social services, concern, emergency",
    ),
    StaticPage(
        "/front-door/#lado",
        "Allegation about an adult who works with children: contact the LADO",
        "How to reach the Local Authority Designated Officer (LADO) in Kent.",
        "LADO, allegation, staff allegation, position of trust, harm threshold, teacher, volunteer",
    ),
    StaticPage(
        "/helplines/",
        "Helplines",
        "Who can ring, text or write to each helpline, about what, and whether it is open now.",
        "helpline, phone numbers, hotline, advice line, who to call, report",
    ),
    StaticPage(
        "/policies/",
        "Policy templates",
        "Read the LESAS policy templates, download them as Word, or tailor one to your setting.",
        "policy template, model policy, sample policy, tailor, Word, policy generator",
    ),
    StaticPage(
        "/risks/",
        "The four areas of online risk",
        "Content, contact, conduct and commerce: what each is and what settings do about it.",
        "4 Cs, four Cs, areas of risk, content, contact, conduct, commerce",
    ),
    StaticPage(
        "/guidance/",
        "Guidance",
        "All LESAS and local guidance pages on online safety.",
        "guidance list, advice for schools and settings",
    ),
    StaticPage(
        "/resources/",
        "Resources",
        "National and local documents, sites and tools, by risk area, audience and phase.",
        "resource list, inventory, links, documents, statutory guidance, useful links",
    ),
    StaticPage(
        "/training/",
        "Training and services",
        "Training, reviews and support that settings can commission from LESAS.",
        "training, courses, inset, CPD, e-learning, book, review, consultancy",
    ),
    StaticPage(
        "/parents/",
        "Share with parents and carers",
        "Hand-outs to print and newsletter text to copy.",
        "parents, carers, newsletter, hand-out, leaflet, letter home, families, parents' evening",
    ),
    StaticPage(
        "/updates/",
        "Updates",
        "What is new or changed in online safety, with a feed.",
        "news, what's new, latest, changes, feed, RSS",
    ),
    StaticPage(
        "/enquiries/",
        "Ask LESAS",
        "Send LESAS a strategic question, or ask about training and reviews.",
        "contact, enquiry form, ask a question, email, get in touch, advice",
    ),
    StaticPage("/about/", "About this site", "Who runs this site and for whom.", "LESAS, about us"),
    StaticPage(
        "/accessibility/", "Accessibility statement", "How accessible this site is.", "WCAG, screen reader"
    ),
    StaticPage(
        "/privacy/", "Privacy notice", "What this site keeps and why.", "data protection, GDPR, personal data"
    ),
    StaticPage("/cookies/", "Cookies", "This site sets no cookies on readers.", "cookie"),
)


def documents() -> list[SearchDocument]:
    """Return the unsaved rows for the fixed pages."""
    return [
        SearchDocument(
            object_type="static_page",
            object_id=number,
            kind=SearchDocument.Kind.STATIC_PAGE,
            public_from=ALWAYS,
            url=place.url,
            title=place.title,
            summary=place.summary,
            keywords=place.keywords,
            stems=in_stems(place.title, place.keywords, "", place.summary, ""),
        )
        for number, place in enumerate(STATIC_PAGES, start=1)
    ]


def are_up_to_date() -> bool:
    """Whether the saved rows for the fixed pages say what they should say in this version."""
    saved = SearchDocument.objects.filter(object_type="static_page")
    return said(saved) == said(documents())
