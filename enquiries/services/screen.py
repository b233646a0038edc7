"""What was typed is screened before anything is kept, and what is stopped is only counted."""

import logging
from collections.abc import Callable, Mapping
from difflib import SequenceMatcher
from functools import cache, partial
from typing import Any, NamedTuple, TypeVar

from django.db import Error, transaction
from django.db.models import F
from django.utils import timezone
from django.views.decorators.debug import sensitive_variables

from enquiries import triage
from enquiries.models import Diversion
from enquiries.services import gias
from enquiries.triage import Route, ScreeningResult
from guidance import search
from lesas_portal.core import metrics
from lesas_portal.core.form_fields import READ_AT_MOST
from lesas_portal.core.privacy import kind_and_place

logger = logging.getLogger(__name__)

Input = TypeVar("Input")
Result = TypeVar("Result")

SCREEN_FAILED = "screen-failed"

# Two sentences of ours that any working screen tells apart.
KNOWN_ROUTES = {
    "Do you have a template for an acceptable use policy?": Route.STRATEGIC,
    "A girl in my class told me that her uncle hits her and she is scared to go home.": Route.FRONT_DOOR,
}
# And two searches.
KNOWN_SEARCHES = {
    "acceptable use policy template": Route.STRATEGIC,
    "girl says her uncle hits her": Route.FRONT_DOOR,
}


class ScreenedSearch(NamedTuple):
    """Where the reader of a search is pointed, and whether its words tell of somebody: a subject does not.

    Words that only may tell are no concern, but nothing of them is kept.
    """

    route: Route
    tells: bool

    @property
    def is_concern(self) -> bool:
        """Whether the words read like a concern about a child, or about an adult who works with children."""
        return self.route != Route.STRATEGIC


@sensitive_variables()
def screen(texts: Mapping[str, str]) -> ScreeningResult:
    """Return where ``texts`` (field name to text, as typed) belong. A screen that breaks has read nothing.

    Of each text the first ``READ_AT_MOST`` characters are read: no field of ours takes as many.
    """
    broken = ScreeningResult(route=Route.UNREAD, signals=(SCREEN_FAILED,))
    return _unless_broken(_classified, within_bounds(texts)) or broken


def within_bounds(texts: Mapping[str, str]) -> dict[str, str]:
    """Return as much of each text as the screen reads."""
    return {name: text[:READ_AT_MOST] for name, text in texts.items()}


@sensitive_variables()
def screen_search(typed: str, corrected: str = "") -> ScreenedSearch | None:
    """Return what the screen makes of a search; None when it breaks, for then it has said nothing.

    ``corrected`` are the words as search repaired them, if it did: they decide.
    """
    return _unless_broken(_read_search, (typed[:READ_AT_MOST], corrected[:READ_AT_MOST]))


def reader_works() -> bool:
    """Whether the screen with its second reader tells our two sentences apart."""
    reader = second_reader()
    return reader is not None and _tells_apart(reader)


def screen_works() -> bool:
    """Whether the linear screen tells our two sentences apart, and our two searches. Takes milliseconds."""
    return _tells_apart(None) and _search_screen_works()


def _tells_apart(reader: triage.Reader | None) -> bool:
    for sentence, route in KNOWN_ROUTES.items():
        screening = _unless_broken(partial(triage.classify, reader=reader), {"message": sentence})
        if screening is None:
            return False
        if screening.route != route:
            logger.error("The screen sends a known sentence to %s, not to %s.", screening.route, route)
            return False
    return True


def _search_screen_works() -> bool:
    for words, route in KNOWN_SEARCHES.items():
        screened = screen_search(words)
        if screened is None:
            return False
        if screened.route != route:
            logger.error("The screen sends a known search to %s, not to %s.", screened.route, route)
            return False
    return True


def count_diversion(*, route: str, step: str, declared_general: bool) -> None:
    """Count one post that the screen stopped (``declared_general``: that went on all the same). Never raises
    for want of a database: the signpost must stand without it."""
    key: dict[str, Any] = {
        "day": timezone.localdate(),
        "route": route,
        "step": step,
        "declared_general": declared_general,
    }
    try:
        with transaction.atomic():
            Diversion.objects.get_or_create(**key)
            Diversion.objects.filter(**key).update(count=F("count") + 1)
    except Error as error:
        logger.warning("A diversion was not counted (%s).", type(error).__name__)


@sensitive_variables()
def _classified(texts: Mapping[str, str]) -> ScreeningResult:
    names = gias.known_names()
    named = {field: names.taken_out_of(text) for field, text in texts.items()}
    try:
        return triage.classify(named, second_reader())
    except triage.ReaderError as error:
        # The linear screen decides alone.
        metrics.count_screen_failure("reader")
        logger.error("The second reader failed: %s", error)
        return triage.classify(named)


@cache
def second_reader() -> triage.Reader | None:
    """Return the second reader, loaded once; None, and a line in the log, where it cannot be loaded."""
    return _unless_broken(lambda _: triage.load_reader(), None)


@sensitive_variables()
def _read_search(texts: tuple[str, str]) -> ScreenedSearch:
    typed, corrected = texts
    reading = triage.read_search(_repaired(typed, corrected) if corrected else typed)
    if not reading.tells:
        return ScreenedSearch(Route.STRATEGIC, tells=reading.may_tell)
    return ScreenedSearch(Route.LADO if reading.is_for_lado else Route.FRONT_DOOR, tells=True)


@sensitive_variables()
def _repaired(typed: str, corrected: str) -> str:
    """Return the words to read: the corrected ones, but those as typed that the screen knows.

    Search repairs what stands nowhere on this site, so that it takes ordinary words ("bruises on her arms",
    "a concert") for typing errors, and puts words of its own that may change what was told.
    """
    before, after = search.words_of(typed), corrected.split()
    words: list[str] = []
    for _, start, end, new_start, new_end in SequenceMatcher(a=before, b=after, autojunk=False).get_opcodes():
        is_read_as_typed = start < end and all(map(triage.is_known, before[start:end]))
        words += before[start:end] if is_read_as_typed else after[new_start:new_end]
    return " ".join(words)


@sensitive_variables()
def _unless_broken(read: Callable[[Input], Result], typed: Input) -> Result | None:
    """Return what ``read`` says of what was typed; None, and a line in the log, when it raises."""
    try:
        return read(typed)
    except Exception as error:
        # The exception's own words may quote the text, so only its kind and place are logged.
        metrics.count_screen_failure("screen")
        logger.error("The screen failed: %s", kind_and_place(error))
        return None
