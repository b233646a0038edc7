"""The policy templates in ``fixtures/policies/``: their entries, and their clauses as a template."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path

from django.core.exceptions import ValidationError

from guidance.fixture_reader import EntryReader, FixtureError, read_folder
from guidance.loading import COMMAND
from guidance.loading.entries import ContentEntry, published_on
from guidance.models import PolicyTemplate, ShippedText
from guidance.policies.schema import Condition, FrozenClause, FrozenSection, GovernorQuestion, Template
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.services import editions, shipped_texts, shipped_values
from guidance.services.edition_import import import_edition
from guidance.services.shipped_texts import Correction


@dataclass(frozen=True)
class PolicyEntry:
    """One file: the row it states, the clauses of its edition, and what readers are told about it."""

    entry: ContentEntry
    template: Template
    note: str


def read(folder: Path) -> Iterator[PolicyEntry]:
    """Yield every policy template in ``folder``. Raises FixtureError."""
    for slug, reader in read_folder(folder / "policies"):
        template = _template(reader)
        note = reader.text("note")
        entry = _policy(slug, reader, template)
        reader.finish()
        yield PolicyEntry(entry, template, note)


def write(policies: Iterable[PolicyEntry]) -> None:
    """Bring every template up to the edition its file states. Raises FixtureError for an unsound one."""
    policies = list(policies)
    templates = PolicyTemplate.objects.prefetch_related("editions").in_bulk(
        [policy.entry.slug for policy in policies], field_name="slug"
    )
    for policy in policies:
        template = templates[policy.entry.slug]
        if not _is_behind(template, policy.template):
            continue
        try:
            import_edition(template=template, text=policy.template, note=policy.note, by=COMMAND)
        except ValidationError as error:
            raise FixtureError(policy.entry.source, "sections", " ".join(error.messages)) from None


def waiting(policies: Iterable[PolicyEntry]) -> Iterator[Correction]:
    """Yield the editions in the files that were not issued because an adviser changed the template.

    Ask when everything is written: then the loader has issued all others under their own number.
    """
    policies = list(policies)
    templates = PolicyTemplate.objects.prefetch_related("editions").in_bulk(
        [policy.entry.slug for policy in policies], field_name="slug"
    )
    for policy in policies:
        template = templates[policy.entry.slug]
        number = editions.year_and_sequence(policy.template.edition)
        if not any(
            number == (one.year, one.sequence) and one.by_id is None for one in template.editions.all()
        ):
            values = shipped_values.of_policy(policy.template)
            fingerprint = shipped_texts.fingerprint_of(values)
            yield Correction(template, ShippedText.Part.EDITION, values, fingerprint)


def _is_behind(template: PolicyTemplate, text: Template) -> bool:
    """Whether the file states a newer edition than the row has, and no adviser changed anything since.

    A shared block that reads differently is no change of an adviser's.
    """
    issued = list(template.editions.all())
    if not issued:
        return not template.sections.exists()
    newest = issued[0]
    if editions.year_and_sequence(text.edition) <= (newest.year, newest.sequence):
        return False
    if any(edition.by_id for edition in issued):
        return False
    return not editions.draft(template=template).is_edited_besides(text)


def _policy(slug: str, reader: EntryReader, template: Template) -> ContentEntry:
    return ContentEntry(
        source=reader.source,
        model=PolicyTemplate,
        slug=slug,
        values={
            **published_on(template.issued_on),
            "title": template.title,
            "code": template.code,
            **{name: list(getattr(template, name)) for name in ("questions", "read_with", "charts")},
            **{name: getattr(template, name) for name in ("purpose", "why_now", "log")},
            "governor_questions": [asdict(one) for one in template.governor_questions],
            **{name: reader.text(name) for name in ("summary", "keywords", "statutory_basis")},
            "order": reader.number("order"),
        },
        many_to_many={name: reader.text_list(name) for name in ("audiences", "risk_areas", "sources")},
    )


def _template(reader: EntryReader) -> Template:
    return Template(
        code=reader.text("code"),
        title=reader.text("title"),
        edition=reader.text("edition"),
        issued_on=reader.date("issued_on"),
        questions=tuple(reader.text_list("questions")),
        sections=tuple(_section(entry) for entry in reader.entries("sections")),
        purpose=reader.text("purpose", ""),
        why_now=reader.text("why_now", ""),
        read_with=tuple(reader.text_list("read_with", ())),
        governor_questions=tuple(_question(entry) for entry in reader.entries("governor_questions")),
        charts=tuple(reader.text_list("charts", ())),
        log=reader.boolean("log", False),
    )


def _question(reader: EntryReader) -> GovernorQuestion:
    question = GovernorQuestion(reader.text("ask"), reader.text("good_answer"))
    reader.finish()
    return question


def _section(reader: EntryReader) -> FrozenSection:
    section = FrozenSection(
        key=reader.text("key"),
        title=reader.text("title"),
        condition=_condition(reader),
        new_page=reader.boolean("new_page", False),
        large=reader.boolean("large", False),
        annex=reader.boolean("annex", False),
        sheet=reader.text("sheet", ""),
        clauses=tuple(_clause(entry) for entry in reader.entries("clauses")),
    )
    reader.finish()
    return section


def _clause(reader: EntryReader) -> FrozenClause:
    clause = FrozenClause(
        key=reader.text("key"),
        label=reader.text("label"),
        text=reader.text("text"),
        version=reader.number("version", 1),
        required=reader.boolean("required", True),
        condition=_condition(reader),
        why=reader.text("why", ""),
        source=reader.text("source", ""),
        reference=reader.text("reference", ""),
        change_note=reader.text("change_note", ""),
        what_to_do=reader.text("what_to_do", ""),
        basis=reader.text("basis", ""),
    )
    reader.finish()
    return clause


def _condition(reader: EntryReader) -> Condition:
    """The names of groups of setting types are written out."""
    types = (one for name in reader.text_list("types", ()) for one in TYPE_GROUPS.get(name, (name,)))
    return Condition(
        phases=tuple(reader.text_list("phases", ())),
        types=tuple(dict.fromkeys(types)),
        answers=tuple(reader.text_list("answers", ())),
        governances=tuple(reader.text_list("governances", ())),
    )
