"""On which page each heading stands, so that the contents of a plain template have numbers when it is opened.

Programs lay out pages a little differently. Where a line more or less would decide on which page a heading
stands, or how many pages stand before one that begins a page, a heading before it begins a page: the numbers
are then true in each program.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from guidance.policies.docx.flow import Item, TextLine
from guidance.policies.docx.measures import Measure, measure
from guidance.policies.docx.page_setup import PageSetup

DOUBT = 560  # two lines
SPARE = 480  # what is to stay on one page leaves as much free
DOUBT_SHARE = 0.015  # of what stands between a heading and the last page that was begun on purpose


@dataclass(frozen=True)
class Counted:
    """The items, some of whose headings now begin a page, and the page of each heading by its bookmark."""

    items: Sequence[Item]
    pages: dict[int, int]


@dataclass
class _Place:
    """How far down a page the next item stands, and how much stands since a page was begun on purpose."""

    page: int = 1
    down: float = 0
    since: float = 0

    def turn(self) -> None:
        self.page, self.down = self.page + 1, 0

    def begin(self) -> None:
        """Begin a page on purpose: what stood above counts no more."""
        if self.down:
            self.turn()
        self.since = 0

    def take(self, height: float) -> None:
        self.down += height
        self.since += height


def count_pages(items: Sequence[Item], page: PageSetup) -> Counted:
    """Return ``items`` with the page of each heading."""
    measures = _tightened([one for item in items for one in measure(item, page.text_width)])
    begun: set[int] = set()
    while True:
        pages, doubtful = _lay_out(measures, page.text_height, begun)
        if doubtful is None:
            return Counted([_beginning(item, begun) for item in items], pages)
        begun.add(doubtful)


def fits(items: Sequence[Item], page: PageSetup) -> bool:
    """Return whether ``items`` fit one page, with a little to spare."""
    place = _Place()
    measures = _tightened([one for item in items for one in measure(item, page.text_width)])
    for index, one in enumerate(measures):
        if one.page_break:
            place.begin()
        _put(one, place, page.text_height - SPARE, _together(measures, index))
    return place.page == 1


def height(items: Sequence[Item], room: float) -> float:
    """Return how high ``items`` are together where lines have ``room``, if no page ends between them."""
    measures = _tightened([one for item in items for one in measure(item, int(room))])
    return sum(one.before + one.height + one.after for one in measures)


def _tightened(measures: Sequence[Measure]) -> list[Measure]:
    """Take away the room between points of one list."""
    found = list(measures)
    for place, (one, other) in enumerate(pairwise(measures)):
        if one.tight and one.tight == other.tight:
            found[place] = replace(found[place], after=0)
            found[place + 1] = replace(other, before=0)
    return found


def _beginning(item: Item, begun: set[int]) -> Item:
    if isinstance(item, TextLine) and item.bookmark in begun:
        return replace(item, new_page=True)
    return item


def _lay_out(measures: Sequence[Measure], room: float, begun: set[int]) -> tuple[dict[int, int], int | None]:
    """Return the pages of headings; where one is in doubt, the heading that had better begin a page."""
    place, pages = _Place(), dict[int, int]()
    movable = 0  # the newest heading since a page was begun on purpose
    for index, one in enumerate(measures):
        begins = one.page_break or one.bookmark in begun
        needed = _together(measures, index)
        if place.down and (begins or one.bookmark):
            doubt = DOUBT + DOUBT_SHARE * place.since
            is_full = room - place.down - (0 if begins else needed) < doubt
            if is_full and not begins:
                return pages, one.bookmark
            has_just_turned = place.down < doubt and pages.get(movable, place.page) < place.page
            if movable and (is_full or has_just_turned):
                return pages, movable
        if begins:
            place.begin()
        _put(one, place, room, needed)
        if one.bookmark:
            pages[one.bookmark] = place.page
        if begins or one.bookmark:
            movable = 0 if begins else one.bookmark
    return pages, None


def _together(measures: Sequence[Measure], index: int) -> float:
    """How much room what stands with the item at ``index`` on its page needs."""
    needed = 0.0
    for one in measures[index:]:
        if not one.keep_next:
            return needed + one.before + one.least
        needed += one.before + one.height + one.after
    return needed


def _put(one: Measure, place: _Place, room: float, needed: float) -> None:
    """Put ``one`` down, turning pages as it needs them."""
    if place.down and place.down + needed > room:
        place.turn()
    place.take(one.before if place.down or one.page_break else 0)
    place.take(one.head)
    for left, height in zip(range(len(one.heights), 0, -1), one.heights, strict=True):
        # The last two lines of a paragraph stay together.
        pair = height * 2 if left == 2 and not one.is_table else height
        if place.down + pair > room and place.down:
            place.turn()
            place.take(one.head)
        place.take(height)
    place.take(one.after)
