"""Load everything in ``fixtures/``: the one function behind ``manage.py load_content``."""

from itertools import chain
from pathlib import Path

from django.db import transaction

from guidance import search
from guidance.loading import inventory, pages, policies, synonyms, taxonomy, writer
from guidance.loading.entries import Fact
from guidance.loading.reader import FixtureError
from guidance.models import (
    GuidancePage,
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

MODELS = (RiskArea, Helpline, Resource, GuidancePage, Handout, Service, Update, PolicyTemplate)


@transaction.atomic
def load(folder: Path) -> dict[type[Publishable], writer.Outcome]:
    """Load the fixtures in ``folder``; either all of it or, on any error, nothing.

    Rows that an adviser edited since they were last loaded stay as they are. Returns the counts of
    each model. Raises BrokenFixture, which names the file and the field.
    """
    facts = {model: [] for model in MODELS}
    templates = list(policies.read(folder))
    stated = (policy.fact for policy in templates)
    for fact in chain(pages.read(folder), inventory.read(folder), stated):
        facts[fact.model].append(fact)
    _refuse_private_successors(facts[Resource])
    taxonomy.seed()
    done = {model: writer.write(model, facts[model]) for model in MODELS if facts[model]}
    for model, (pairs, _) in done.items():
        writer.connect(model, pairs)
    editions = PolicyEdition.objects.count()
    policies.write(templates)
    transaction.on_commit(front_door.write_snapshot)
    synonyms.load(folder)
    outcomes = {model: outcome for model, (_, outcome) in done.items()}
    is_changed = any(outcome.new or outcome.updated for outcome in outcomes.values())
    if is_changed or PolicyEdition.objects.count() != editions or not search.is_complete():
        search.rebuild()
    return outcomes


def _refuse_private_successors(facts: list[Fact]) -> None:
    """Readers of a withdrawn page are pointed to its successor, so it must be public, as in publishing."""
    public = {fact.slug for fact in facts if fact.is_published}
    for fact in facts:
        if fact.one["successor"] and fact.one["successor"] not in public:
            raise FixtureError(fact.source, "successor", f"{fact.one['successor']} is not a public entry")
