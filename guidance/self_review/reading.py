"""Read an edition of a self-review from its file, field by field. What it then says is checked elsewhere."""

from guidance.fixture_reader import EntryReader
from guidance.self_review.schema import (
    Edition,
    GovernorQuestion,
    Question,
    Source,
    Theme,
    Variant,
    WithdrawnQuestion,
)


def read_edition(reader: EntryReader) -> Edition:
    """Return what the file says. Raises FixtureError for a field that is missing, wrong or unknown."""
    edition = Edition(
        code=reader.text("code"),
        slug=reader.text("slug"),
        title=reader.text("title"),
        number=reader.text("edition"),
        issued_on=reader.date("issued_on"),
        setting_types=tuple(reader.text_list("setting_types")),
        governors=reader.text("governors"),
        all_minutes=reader.text("all_minutes"),
        start_minutes=reader.text("start_minutes"),
        look_again=reader.text("look_again"),
        roles=reader.raw("roles"),
        always_ask=tuple(_governor_question(one) for one in reader.entries("always_ask")),
        themes=tuple(_theme(one) for one in reader.entries("themes")),
        withdrawn=tuple(_withdrawn(one) for one in reader.entries("withdrawn")),
    )
    reader.finish()
    return edition


def _theme(reader: EntryReader) -> Theme:
    theme = Theme(
        key=reader.text("key"),
        title=reader.text("title"),
        short=reader.text("short"),
        questions=tuple(_question(one) for one in reader.entries("questions")),
        keep_private=reader.boolean("keep_private", False),
    )
    reader.finish()
    return theme


def _question(reader: EntryReader) -> Question:
    asked = reader.raw("governor")
    question = Question(
        id=reader.text("id"),
        title=reader.text("title"),
        ask=reader.text("ask"),
        levels=tuple(reader.text_list("levels")),
        why=reader.text("why"),
        basis=reader.text("basis"),
        sources=tuple(_source(one) for one in reader.entries("sources")),
        evidence=reader.text("evidence"),
        up=tuple(reader.text_list("up")),
        page=reader.text("page"),
        leads=tuple(reader.text_list("leads")),
        harm_speed=reader.number("harm_speed"),
        is_start=reader.boolean("start", False),
        governor=_governor_question(EntryReader(f"{reader.source}: governor", asked)) if asked else None,
        types=tuple(reader.text_list("types", [])),
        may_not_apply=tuple(reader.text_list("may_not_apply", [])),
        not_apply_when=reader.text("not_apply_when", ""),
        moved_in=reader.text("moved_in", ""),
        variants=tuple(_variant(one) for one in reader.entries("variants")),
    )
    reader.finish()
    return question


def _source(reader: EntryReader) -> Source:
    source = Source(reader.text("key"), reader.text("where"), reader.text("sure"))
    reader.finish()
    return source


def _governor_question(reader: EntryReader) -> GovernorQuestion:
    question = GovernorQuestion(reader.text("ask"), reader.text("good"), reader.text("poor"))
    reader.finish()
    return question


def _variant(reader: EntryReader) -> Variant:
    variant = Variant(
        types=tuple(reader.text_list("types")),
        ask=reader.text("ask", ""),
        basis=reader.text("basis", ""),
        levels=tuple(reader.text_list("levels", [])),
    )
    reader.finish()
    return variant


def _withdrawn(reader: EntryReader) -> WithdrawnQuestion:
    gone = WithdrawnQuestion(reader.text("id"), reader.text("title"), reader.text("why"))
    reader.finish()
    return gone
