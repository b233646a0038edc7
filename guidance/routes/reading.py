"""Guided routes and shared blocks from their fixtures."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guidance.fixture_reader import EntryReader, read_folder, read_tables
from guidance.routes.schema import (
    RING,
    Answer,
    Block,
    Chart,
    Labelled,
    Outcome,
    Parents,
    Question,
    Route,
    Step,
)


@dataclass(frozen=True)
class RouteFile:
    """One file of ``fixtures/routes/``: the route, what only its row has, and the note for its history."""

    source: str
    route: Route
    issued_on: date
    keywords: str
    risk_areas: tuple[str, ...]
    audiences: tuple[str, ...]
    phases: tuple[str, ...]
    note: str


def read_routes(folder: Path) -> Iterator[RouteFile]:
    """Yield every route in ``folder``, with the one of all routes. Raises FixtureError."""
    for slug, reader in read_folder(folder / "routes"):
        issued_on = reader.date("issued_on")
        file = RouteFile(
            source=reader.source,
            route=_route(slug, reader, issued_on),
            issued_on=issued_on,
            keywords=reader.text("keywords", ""),
            risk_areas=_texts(reader, "risk_areas"),
            audiences=_texts(reader, "audiences"),
            phases=_texts(reader, "phases"),
            note=reader.text("note", "First edition."),
        )
        reader.finish()
        yield file


def read_blocks(folder: Path) -> Iterator[Block]:
    """Yield every shared block in ``folder``. Raises FixtureError."""
    for key, reader in read_tables(folder / "blocks.toml"):
        block = Block(key, reader.text("title"), reader.text("text"), _texts(reader, "facts"))
        reader.finish()
        yield block


def _route(slug: str, reader: EntryReader, issued_on: date) -> Route:
    return Route(
        slug=slug,
        title=reader.text("title"),
        short_title=reader.text("short_title"),
        summary=reader.text("summary"),
        lead=reader.text("lead"),
        order=reader.number("order", 0),
        start=reader.text("start"),
        issued_on=issued_on,
        sources=_texts(reader, "sources"),
        also=_answers(reader, "also"),
        chart=_chart(reader.entry("chart", {})),
        questions=tuple(_question(entry) for entry in reader.entries("questions")),
        outcomes=tuple(_outcome(entry) for entry in reader.entries("outcomes")),
    )


def _question(reader: EntryReader) -> Question:
    question = Question(
        key=reader.text("key"),
        title=reader.text("title"),
        hint=reader.text("hint", ""),
        why=reader.text("why", ""),
        short=reader.text("short", ""),
        known=reader.boolean("known", False),
        answers=_answers(reader, "answers"),
    )
    reader.finish()
    return question


def _answers(reader: EntryReader, name: str) -> tuple[Answer, ...]:
    return tuple(_answer(entry) for entry in reader.entries(name))


def _answer(reader: EntryReader) -> Answer:
    answer = Answer(
        label=reader.text("label"),
        next=reader.text("next"),
        hint=reader.text("hint", ""),
        unsure=reader.boolean("unsure", False),
        short=reader.text("short", ""),
    )
    reader.finish()
    return answer


def _outcome(reader: EntryReader) -> Outcome:
    who = reader.text("reader", "staff")
    outcome = Outcome(
        key=reader.text("key"),
        level=reader.text("level"),
        title=reader.text("title"),
        verdict=reader.text("verdict"),
        short=reader.text("short", ""),
        chart=reader.text("chart", ""),
        reader=who,
        ring=tuple(reader.text_list("ring", RING.get(who, ()))),
        parents=_parents(reader.entry("parents")),
        review=reader.text("review", ""),
        steps=tuple(_step(entry) for entry in reader.entries("steps")),
        tell=tuple(_labelled(entry) for entry in reader.entries("tell")),
        differences=tuple(_labelled(entry) for entry in reader.entries("differences")),
        also=_answers(reader, "also"),
        **{
            name: _texts(reader, name) for name in ("do_not", "record", "removal", "blocks", "links", "facts")
        },
    )
    reader.finish()
    return outcome


def _parents(reader: EntryReader) -> Parents:
    parents = Parents(reader.text("state"), reader.text("words", ""))
    reader.finish()
    return parents


def _step(reader: EntryReader) -> Step:
    names = ("when", "title", "text", "who", "done")
    step = Step(**{name: reader.text(name) for name in names}, block=reader.text("block", ""))
    reader.finish()
    return step


def _labelled(reader: EntryReader) -> Labelled:
    labelled = Labelled(reader.text("label"), reader.text("text"))
    reader.finish()
    return labelled


def _chart(reader: EntryReader) -> Chart:
    chart = Chart(
        rules=tuple(_labelled(entry) for entry in reader.entries("rules")),
        aside=tuple(_labelled(entry) for entry in reader.entries("aside")),
        **{name: _texts(reader, name) for name in ("do_not", "today", "record")},
    )
    reader.finish()
    return chart


def _texts(reader: EntryReader, name: str) -> tuple[str, ...]:
    return tuple(text.strip() for text in reader.text_list(name, ()))
