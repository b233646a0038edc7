"""Load everything in ``fixtures/``: the one function behind ``manage.py load_content``."""

from itertools import chain
from pathlib import Path

from django.db import transaction

from guidance import search
from guidance.fixture_reader import FixtureError
from guidance.loading import inventory, pages, policies, routes, synonyms, taxonomy, writer
from guidance.loading.entries import ContentEntry
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
    Service,
    Update,
)
from guidance.services import front_door
from guidance.services import routes as public_routes

MODELS: tuple[type[Publishable], ...] = (
    *(RiskArea, Helpline, Resource, GuidancePage),
    *(Handout, Service, Update, PolicyTemplate, GuidedRoute),
)


@transaction.atomic
def load(folder: Path) -> dict[type[Publishable], writer.LoadSummary]:
    """Load the fixtures in ``folder``; either all of it or, on any error, nothing.

    Rows that an adviser edited since they were last loaded stay as they are. Returns the counts of
    each model. Raises FixtureError, which names the file and the field.
    """
    entries: dict[type[Publishable], list[ContentEntry]] = {model: [] for model in MODELS}
    templates = list(policies.read(folder))
    guided = routes.read(folder)
    stated = [*(policy.entry for policy in templates), *(route.entry for route in guided)]
    for entry in chain(pages.read(folder), inventory.read(folder), stated):
        entries[entry.model].append(entry)
    _refuse_private_successors(entries[Resource])
    taxonomy.seed()
    outdated = routes.outdated(guided)
    done = {model: writer.write(model, entries[model]) for model in MODELS if entries[model]}
    for model, (pairs, _) in done.items():
        writer.link_relations(model, pairs)
    editions = PolicyEdition.objects.count()
    policies.write(templates)
    routes.write(outdated)
    new_blocks = routes.load_blocks(folder)
    transaction.on_commit(front_door.write_snapshot)
    transaction.on_commit(public_routes.write_snapshot)
    synonyms.load(folder)
    summaries = {model: summary for model, (_, summary) in done.items()}
    is_changed = any(summary.new or summary.updated for summary in summaries.values())
    is_changed = is_changed or bool(outdated or new_blocks)
    if is_changed or PolicyEdition.objects.count() != editions or not search.is_complete():
        search.rebuild()
    return summaries


def _refuse_private_successors(entries: list[ContentEntry]) -> None:
    """Readers of a withdrawn page are pointed to its successor, so it must be public, as in publishing."""
    public = {entry.slug for entry in entries if entry.is_published}
    for entry in entries:
        if entry.foreign_keys["successor"] and entry.foreign_keys["successor"] not in public:
            raise FixtureError(
                entry.source, "successor", f"{entry.foreign_keys['successor']} is not a public entry"
            )
