"""The answer to a search that reads like a concern: who to ring, and three chosen ways instead of a list.

It belongs to the project package because it knows both apps: the screen of ``enquiries`` says whether the
words read like a concern; what to do and who to ring stands in ``guidance``.
"""

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path

from django.views.decorators.debug import sensitive_variables

from enquiries.services import screen
from enquiries.triage import Route
from guidance import search
from guidance.services import front_door, routes
from guidance.services.front_door import FrontDoor
from lesas_portal.core.addresses import address_of

GUIDES = tomllib.loads(Path(__file__).with_name("concern_guides.toml").read_text(encoding="utf-8"))
PATTERNS = {slug: re.compile(rf"\b(?:{'|'.join(guide['words'])})\b") for slug, guide in GUIDES.items()}
UNSURE = "not-sure"  # its words stand for all guides, too


@dataclass(frozen=True)
class Way:
    """One of the ways that are offered."""

    title: str
    about: str
    url: str
    icon: str


@dataclass(frozen=True)
class Concern:
    """What stands above the results."""

    is_about_staff: bool
    ways: list[Way]
    allegation: Way
    door: FrontDoor


@sensitive_variables()
def read_words(typed: str) -> tuple[Concern | None, bool]:
    """Return the answer to ``typed`` if it reads like a concern, and whether a title may repeat the words.

    It may not where they tell of somebody, or where the screen is broken and has not said so. Three queries
    when they read like a concern.
    """
    corrected = search.corrected_words(typed)
    screened = screen.screen_search(typed, corrected)
    return answer(screened, corrected or typed), bool(screened and not screened.tells)


@sensitive_variables()
def answer(screened: screen.ScreenedSearch | None, words: str) -> Concern | None:
    """Return the answer to ``words`` if the screen took them for a concern; three queries when it did."""
    if screened is None or not screened.is_concern:
        return None
    is_about_staff = screened.route == Route.LADO
    first = [_allegation(), _child_told()] if is_about_staff else [_child_told(), _guide(words)]
    return Concern(is_about_staff, [*first, _who_to_ring()], _allegation(), front_door.now())


def _allegation() -> Way:
    return Way(
        title="A concern about an adult",
        about="What to do, and the local authority designated officer (LADO).",
        url=address_of("guidance:allegations"),
        icon="adult",
    )


def _child_told() -> Way:
    return Way(
        title="When a child tells you",
        about="What to say, whom to tell.",
        url=address_of("guidance:page", "a-child-tells-you"),
        icon="happened",
    )


@sensitive_variables()
def _guide(words: str) -> Way:
    """The guide that fits ``words``, of those that are public; without any, the start of all guides."""
    plain, public = " ".join(search.words_of(words)), routes.public_book().routes
    fitting = (slug for slug, pattern in PATTERNS.items() if slug in public and pattern.search(plain))
    slug = next(fitting, None)
    url = address_of("guidance:route", slug) if slug else address_of("guidance:what_has_happened")
    guide = GUIDES[slug or UNSURE]
    return Way(guide["title"], guide["about"], url, icon="guide")


def _who_to_ring() -> Way:
    return Way(
        title="Who to ring, in order",
        about="And what to write down.",
        url=address_of("guidance:front_door"),
        icon="door",
    )
