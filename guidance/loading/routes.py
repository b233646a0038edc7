"""The guided routes in ``fixtures/routes/`` and the shared blocks: their rows, drafts and first editions."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from guidance import includes
from guidance.fixture_reader import FixtureError
from guidance.loading import COMMAND
from guidance.loading.entries import ContentEntry, published_on
from guidance.models import GuidedRoute, SharedBlock, ShippedText
from guidance.models.including import INCLUDING
from guidance.routes import graph
from guidance.routes.reading import RouteFile, read_blocks, read_routes
from guidance.routes.schema import Block
from guidance.routes.shipped import read_book
from guidance.search import static_pages
from guidance.services import route_editions, route_text, shipped_texts, shipped_values
from guidance.services.route_import import import_block, import_route
from guidance.services.shipped_texts import Correction

ROW_FIELDS = ("title", "summary", "short_title", "lead", "order", "start")


@dataclass(frozen=True)
class RouteEntry:
    """One file: the row it states, and the edition that it makes."""

    entry: ContentEntry
    file: RouteFile


def read(folder: Path) -> list[RouteEntry]:
    """Return every route in ``folder``. Raises FixtureError."""
    return [RouteEntry(_entry(file), file) for file in read_routes(folder)]


def refuse_unsound(folder: Path, entries: Iterable[ContentEntry]) -> None:
    """Raise FixtureError for routes that are not sound, and for a text that names what is not there.

    A route whose file is missing is no fault here: ``make check`` finds it.
    """
    book = read_book(folder, static_pages.names())
    for fault in graph.errors(book, partial=True):
        place, _, problem = fault.partition(": ")
        raise FixtureError("blocks.toml" if place == "blocks" else f"routes/{place}.toml", "", problem)
    for entry in entries:
        for name in INCLUDING.get(entry.model, ()):
            for fault in includes.unknown(str(entry.values[name]), book):
                raise FixtureError(entry.source, name, fault)


def outdated(routes: Iterable[RouteEntry]) -> list[RouteEntry]:
    """Return those whose file says something else than the row, where no adviser changed anything since.

    Ask before the rows are written: then a new title in the file would look like an adviser's.
    """
    rows = GuidedRoute.objects.prefetch_related("editions").in_bulk(field_name="slug")
    return [route for route in routes if _is_behind(rows.get(route.entry.slug), route)]


def write(routes: Iterable[RouteEntry]) -> None:
    """Make each of these files the draft and the next edition of its route."""
    rows = GuidedRoute.objects.in_bulk(field_name="slug")
    for route in routes:
        row = rows[route.entry.slug]
        import_route(route=row, text=route.file.route, note=route.file.note, by=COMMAND)


def waiting(routes: Iterable[RouteEntry]) -> Iterator[Correction]:
    """Yield the routes in the files that were not issued because an adviser changed them.

    Ask when everything is written: then the loader has issued all others.
    """
    rows = GuidedRoute.objects.prefetch_related("editions").in_bulk(field_name="slug")
    for route in routes:
        row, text = rows[route.entry.slug], route.file.route
        loaded = [edition for edition in row.editions.all() if edition.by_id is None]
        if not any(route_text.same_words(route_text.of_edition(edition), text) for edition in loaded):
            values = shipped_values.of_route(text)
            fingerprint = shipped_texts.fingerprint_of(values)
            yield Correction(row, ShippedText.Part.EDITION, values, fingerprint)


def load_blocks(folder: Path) -> tuple[int, list[Correction]]:
    """Bring every shared block up to its file, but those that an adviser changed.

    Returns how many changed, and what the files say since of those that were left.
    """
    rows = SharedBlock.objects.in_bulk(field_name="key")
    changed, left = 0, []
    for block in read_blocks(folder):
        row = rows.get(block.key) or SharedBlock(key=block.key)
        state = _fingerprint(block)
        if row.seed_state == state:
            continue
        if row.pk and not _is_as_loaded(row):
            left.append(Correction(row, ShippedText.Part.ROW, _fields(block), state))
            continue
        import_block(block=row, text=block, seed_state=state, by=COMMAND)
        changed += 1
    return changed, left


def _is_behind(row: GuidedRoute | None, route: RouteEntry) -> bool:
    if row is None or not (issued := list(row.editions.all())):
        return row is None or not (row.questions.exists() or row.outcomes.exists())
    if route_text.same_words(route_text.of_edition(issued[0]), route.file.route):
        return False
    return not any(edition.by_id for edition in issued) and not route_editions.draft(route=row).is_new


def _is_as_loaded(row: SharedBlock) -> bool:
    """Whether neither its draft nor what readers see was changed since it was loaded."""
    draft = Block(row.key, row.title, row.text, tuple(row.facts))
    return not row.is_new and row.by_id is None and row.seed_state == _fingerprint(draft)


def _fields(block: Block) -> dict[str, object]:
    return {"title": block.title, "text": block.text, "facts": list(block.facts)}


def _fingerprint(block: Block) -> str:
    text = json.dumps(asdict(block), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode()).hexdigest()


def _entry(file: RouteFile) -> ContentEntry:
    route = file.route
    return ContentEntry(
        source=file.source,
        model=GuidedRoute,
        slug=route.slug,
        values={
            **published_on(file.issued_on),
            **{name: getattr(route, name) for name in ROW_FIELDS},
            "keywords": file.keywords,
            "also": [asdict(door) for door in route.also],
            "chart": asdict(route.chart),
        },
        many_to_many={
            "sources": list(route.sources),
            **{name: list(getattr(file, name)) for name in ("risk_areas", "audiences", "phases")},
        },
    )
