"""Load everything in ``fixtures/``: the one function behind ``manage.py load_content``."""

from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from django.db import transaction

from guidance import search
from guidance.fixture_reader import FixtureError
from guidance.links import table
from guidance.loading import (
    COMMAND,
    inventory,
    pages,
    policies,
    routes,
    synonyms,
    taxonomy,
    writer,
)
from guidance.loading.entries import ContentEntry
from guidance.loading.fact_entries import FACTS
from guidance.loading.planner_entries import DUTIES, QUESTIONS
from guidance.models import (
    GuidancePage,
    GuidedRoute,
    Handout,
    Helpline,
    PolicyEdition,
    PolicyTemplate,
    Publishable,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.services import front_door, proxy_pages, shipped_texts
from guidance.services import routes as public_routes

MODELS: tuple[type[Publishable], ...] = (
    *(RiskArea, Helpline, Resource, GuidancePage),
    *(Handout, Service, Update, PolicyTemplate, GuidedRoute, Role),
)
KEYED = (FACTS, DUTIES, QUESTIONS)


@dataclass(frozen=True)
class _Stated:
    """What the fixtures state: rows by model, and what hangs on the rows of templates and routes."""

    entries: dict[type[Publishable], list[ContentEntry]]
    templates: list[policies.PolicyEntry]
    routes: list[routes.RouteEntry]


@transaction.atomic
def load(folder: Path) -> dict[type[Publishable], writer.LoadSummary]:
    """Load the fixtures in ``folder``; either all of it or, on any error, nothing.

    Rows that an adviser edited since they were last loaded stay; what the files say since of them waits for
    an adviser. Returns the counts of each model. Raises FixtureError, which names the file and the field.
    """
    stated = _read(folder)
    taxonomy.seed()
    outdated = routes.outdated(stated.routes)
    summaries = _write_rows(stated, outdated)
    editions = PolicyEdition.objects.count()
    # Before the policies, whose editions have the words of blocks.
    new_texts, left_texts = _load_texts(folder)
    policies.write(stated.templates)
    routes.write(outdated)
    _report(stated, [*left_texts, *chain.from_iterable(one.waiting for one in summaries.values())])
    _write_snapshots_on_commit()
    synonyms.load(folder)
    table.rebuild()
    is_changed = any(summary.new or summary.updated for summary in summaries.values())
    is_changed = is_changed or bool(outdated or new_texts) or PolicyEdition.objects.count() != editions
    if is_changed or not search.is_complete():
        search.rebuild()
    return summaries


def _load_texts(folder: Path) -> tuple[int, list[shipped_texts.Correction]]:
    """Facts, the planner and shared blocks: how many changed, and what the files say of those left.

    Facts come before the blocks that name them.
    """
    changed, left = 0, list[shipped_texts.Correction]()
    for rows in KEYED:
        stated = rows.read(folder)
        changed += rows.write(stated)
        left += rows.waiting(stated)
    new_blocks, left_blocks = routes.load_blocks(folder)
    return changed + new_blocks, [*left_blocks, *left]


def _write_rows(
    stated: _Stated, outdated: list[routes.RouteEntry]
) -> dict[type[Publishable], writer.LoadSummary]:
    """Write the rows of each model, then link them, since they name each other.

    A route counts as updated when its next edition is due: most of its words are no fields of its row.
    """
    done = {model: writer.write(model, rows) for model, rows in stated.entries.items() if rows}
    for model, (pairs, _) in done.items():
        writer.link_relations(model, pairs)
    summaries = {model: summary for model, (_, summary) in done.items()}
    if guided := summaries.get(GuidedRoute):
        guided.updated = len(outdated) - guided.new
    return summaries


def _write_snapshots_on_commit() -> None:
    for write in (front_door.write_snapshot, public_routes.write_snapshot, proxy_pages.write):
        transaction.on_commit(write)


def _report(stated: _Stated, left: list[shipped_texts.Correction]) -> None:
    """Let what the files say of rows that were ``left``, and editions that were, wait for an adviser."""
    left = [*left, *policies.waiting(stated.templates), *routes.waiting(stated.routes)]
    shipped_texts.report(corrections=left, by=COMMAND)


def _read(folder: Path) -> _Stated:
    """Read and check every file, before any row is asked for."""
    entries: dict[type[Publishable], list[ContentEntry]] = {model: [] for model in MODELS}
    templates, guided = list(policies.read(folder)), routes.read(folder)
    hanging = [*(policy.entry for policy in templates), *(route.entry for route in guided)]
    for entry in chain(pages.read(folder), inventory.read(folder), hanging):
        entries[entry.model].append(entry)
    _refuse_private_successors(entries[Resource])
    routes.refuse_unsound(folder, chain.from_iterable(entries.values()))
    return _Stated(entries, templates, guided)


def _refuse_private_successors(entries: list[ContentEntry]) -> None:
    """Readers of a withdrawn page are pointed to its successor, so it must be public, as in publishing."""
    public = {entry.slug for entry in entries if entry.is_published}
    for entry in entries:
        if entry.foreign_keys["successor"] and entry.foreign_keys["successor"] not in public:
            raise FixtureError(
                entry.source, "successor", f"{entry.foreign_keys['successor']} is not a public entry"
            )
