"""What is refused in the guided routes, rule by rule, and what their longest ways are."""

import json
from dataclasses import replace

import pytest

from guidance.helpline_names import Number
from guidance.routes import graph, paths
from guidance.routes.book import Book, UnknownReferenceError
from guidance.routes.schema import Answer, Block, Chart, Labelled, Parents
from tests.guidance.small_routes import (
    UNSURE,
    book,
    outcome,
    question,
    route,
    step,
    with_outcome,
    with_question,
    with_step,
)


def chain(length: int, end: str = "do/a") -> tuple:
    """Questions q1 to q<length> in a row."""
    names = [f"q{number}" for number in range(1, length + 1)]
    return tuple(
        question(name, "do/b", following) for name, following in zip(names, [*names[1:], end], strict=True)
    )


def answers(*leads: str) -> tuple[Answer, ...]:
    return question("any", *leads).answers


def test_a_sound_book_has_no_fault():
    assert graph.errors(book()) == ()


FAULTS = {
    "an answer that leads nowhere": (
        with_question(answers=answers("q2", "do/nowhere", "q2")),
        "one: question q1: “Answer 1” leads to do/nowhere, which is not there.",
    ),
    "a door that leads nowhere": (
        with_outcome(also=(Answer("it is worse", "other/q1"),)),
        "one: outcome a: “it is worse” leads to other/q1, which is not there.",
    ),
    "a door on the first screen that leads nowhere": (
        book(route("one", also=(Answer("it is worse", "do/nowhere"),))),
        "one: first screen: “it is worse” leads to do/nowhere, which is not there.",
    ),
    "a start that is not there": (
        book(route("one", start="q9")),
        "one: start: there is no question q9.",
    ),
    "danger asked twice": (
        book(route("one", questions=(question("q1", "do/b", "two/role"),)), route("two")),
        f"one: question q1: “{UNSURE}” leads to two/role, which asks about danger or the role a second time.",
    ),
    "a question that no answer leads to": (
        book(route("one", questions=(question("q1", "do/b", "do/a"), question("q2", "do/b", "do/a")))),
        "one: question q2: no answer of this route leads to it.",
    ),
    "an outcome that nothing leads to": (
        book(route("one", outcomes=(outcome("a"), outcome("b"), outcome("c"), outcome("child")))),
        "one: outcome c: no answer and no door leads to it.",
    ),
    "a question with two parents": (
        book(
            route(
                "one",
                questions=(
                    question("q1", "q2", "q3"),
                    question("q2", "q3", "do/a"),
                    question("q3", "do/b", "do/a"),
                ),
            )
        ),
        "one: question q3: q1 and q2 lead to it, and only one may: “Back” has no memory.",
    ),
    "a circle through two routes": (
        book(
            route("one", questions=(question("q1", "do/b", "two/q1"),)),
            route("two", questions=(question("q1", "do/b", "one/q1"),)),
        ),
        "one: the answers lead in a circle: one/q1 → two/q1 → one/q1.",
    ),
    "eight questions in a row": (
        book(route("one", questions=chain(6))),
        "one: 8 questions in a row, at most 7 may be: one/danger → one/role → one/q1 → one/q2 → one/q3 → "
        "one/q4 → one/q5 → one/q6.",
    ),
    "twelve questions through jumps": (
        book(
            route("one", questions=chain(5, "two/q1")),
            route("two", questions=chain(5), outcomes=(outcome("a"), outcome("b"), outcome("child"))),
        ),
        "one: 12 questions in a row through other routes, at most 11 may be: one/danger → one/role → "
        "one/q1 → one/q2 → one/q3 → one/q4 → one/q5 → two/q1 → two/q2 → two/q3 → two/q4 → two/q5.",
    ),
    "a question without I'm not sure": (
        with_question(answers=(Answer("Yes", "q2"), Answer("No", "do/a"))),
        "one: question q1: it needs “I’m not sure” or the mark known.",
    ),
    "I'm not sure twice": (
        with_question(answers=(Answer("Yes", "q2", unsure=True), Answer("No", "do/a", unsure=True))),
        "one: question q1: it has “I’m not sure” twice.",
    ),
    "unsure twice and at a plan": (
        book(
            route(
                "one",
                questions=(question("q1", "do/a", "q2"), question("q2", "do/a", "do/b")),
            )
        ),
        "one: question q1: whoever is never sure ends at b, of level plan.",
    ),
    "unsure to the less urgent side": (
        book(
            route(
                "one",
                questions=(question("q1", "do/a", "do/b"),),
                outcomes=(outcome("a"), outcome("b", "today"), outcome("child")),
            )
        ),
        f"one: question q1: “{UNSURE}” leads to level today, but must lead to the more urgent side: "
        "another answer leads to now.",
    ),
    "a question that is none": (
        with_question(title="Tell us."),
        "one: question q1: its title must be a question and end with a question mark.",
    ),
    "a question without a reason": (
        with_question(why=""),
        "one: question q1: it does not say why we ask.",
    ),
    "an answer too long": (
        with_question(answers=(Answer("x" * 91, "q2"), *answers("do/a", "q2"))),
        f"one: question q1: the answer “{'x' * 91}” has 91 characters, at most 90 may be.",
    ),
    "a key that is an address": (
        with_question(key="do"),
        "one: question do: its key must be small letters and digits, and not do, chart or start.",
    ),
    "an unknown level": (
        with_outcome(level="soon"),
        "one: outcome a: its level soon is none of now, today, plan.",
    ),
    "a title too long": (
        with_outcome(title="x" * 71),
        "one: outcome a: its title has 71 characters, at most 70 may be.",
    ),
    "a verdict too long": (
        with_outcome(verdict="x" * 201),
        "one: outcome a: its verdict has 201 characters, at most 200 may be.",
    ),
    "too few steps": (
        with_outcome(steps=(step(), step())),
        "one: outcome a: it has 2 steps of its own, and needs 3.",
    ),
    "too little at once": (
        with_outcome(steps=(step(), step("today"), step("week"))),
        "one: outcome a: level now needs 2 steps for now, and it has 1.",
    ),
    "steps out of order": (
        with_outcome(steps=(step(), step("week"), step())),
        "one: outcome a: its steps must stand in the order of now, today, this week.",
    ),
    "a step that nobody does": (
        with_step(who=""),
        "one: outcome a: step “Ring the parents”: it has no person who does it.",
    ),
    "a step that is never done": (
        with_step(done=""),
        "one: outcome a: step “Ring the parents”: it has no way to see that it is done.",
    ),
    "one thing not to do": (
        with_outcome(do_not=("look",)),
        "one: outcome a: do_not: it has 1, and needs 2 to 5.",
    ),
    "a sentence not to do": (
        with_outcome(do_not=("Look.", "ask")),
        "one: outcome a: do_not “Look.”: it goes on after “Do not”, so no capital first and no full stop.",
    ),
    "nothing to write down": (
        with_outcome(record=()),
        "one: outcome a: record: it has 0, and needs 1 to 5.",
    ),
    "no word about parents": (
        with_outcome(parents=Parents("tell")),
        "one: outcome a: parents: there are no words to say, or reason to wait.",
    ),
    "nobody who looks again": (
        with_outcome(review=""),
        "one: outcome a: it does not say who looks again, and when.",
    ),
    "nobody to ring": (
        with_outcome(ring=()),
        "one: outcome a: ring: it has 0, and needs 1 to 4.",
    ),
    "an unknown helpline": (
        with_outcome(ring=("childline", "nobody")),
        "one: outcome a: ring: there is no public helpline nobody.",
    ),
    "an unknown difference": (
        with_outcome(differences=(Labelled("moon", "Words."),)),
        "one: outcome a: differences: moon is none of early-years, childminder, club, school, independent, "
        "post-16, send, alternative, looked-after, out-of-hours, other-area.",
    ),
    "an unknown block": (
        with_step(block="nothing"),
        "one: outcome a: there is no block nothing.",
    ),
    "an unknown resource": (
        with_outcome(links=("resource:nothing",)),
        "one: outcome a: the link to resource:nothing leads to nothing that is public.",
    ),
    "an unknown page in a text": (
        with_step(text="Read [it](guidance:nothing)."),
        "one: outcome a: the link to guidance:nothing leads to nothing that is public.",
    ),
    "an unknown screen in a text": (
        with_step(text="See [it](route:one/q9)."),
        "one: outcome a: the link to route:one/q9 leads to nothing that is public.",
    ),
    "a web address in a link": (
        with_step(text="See [it](https://example.org)."),
        "one: outcome a: the link to https://example.org is none of resource:, route:, guidance:, handout: "
        "and page:.",
    ),
    "an unknown helpline in a text": (
        with_step(text="Ring {nobody}."),
        "one: outcome a: there is no public helpline nobody, so {nobody} cannot be printed.",
    ),
    "an unknown block in a text": (
        with_step(text="{block:nothing}"),
        "one: outcome a: there is no block nothing.",
    ),
    "a placeholder in a title": (
        with_outcome(title="Ring {childline}"),
        "one: outcome a: “Ring {childline}” is printed as it stands, so it can have no braces, links or bold "
        "words.",
    ),
    "a block that puts in a block": (
        book(blocks={"record": Block("record", "Title", "{block:record}")}),
        "blocks: record: a block cannot put in another block.",
    ),
    "an unknown source": (
        book(route("one", sources=("nothing",))),
        "one: sources: there is no resource nothing.",
    ),
    "a route without a lead": (book(route("one", lead="")), "one: lead: it is empty."),
    "a number in a lead": (
        book(route("one", lead="Ring 0800 1111.")),
        "one: lead: the number 0800 1111 is typed in “Ring 0800 1111.”: name it by {slug}.",
    ),
    "a door on the first screen that is too long": (
        book(route("one", also=(Answer("x" * 91, "do/a"),))),
        f"one: first screen: the answer “{'x' * 91}” has 91 characters, at most 90 may be.",
    ),
    "a door of an outcome that is too long": (
        with_outcome(also=(Answer("x" * 91, "do/b"),)),
        f"one: outcome a: the answer “{'x' * 91}” has 91 characters, at most 90 may be.",
    ),
    "a question with one answer": (
        with_question(answers=answers("q2")),
        "one: question q1: it needs at least two answers.",
    ),
    "a link in a hint": (
        with_question(hint="See [it](page:front_door)."),
        "one: question q1: “See [it](page:front_door).” is printed as it stands, so it can have no braces, "
        "links or bold words.",
    ),
    "a number in an answer": (
        with_question(answers=(Answer("Ring 101", "q2"), *answers("do/a", "q2"))),
        "one: question q1: the number 101 is typed in “Ring 101”: name it by {slug}.",
    ),
    "a question too long for the chart": (
        with_question(short="word " * 13),
        "one: question q1: its short title has 13 words, at most 12 may be.",
    ),
    "an answer too long for the chart": (
        with_question(answers=(Answer("Yes", "q2", short="so " * 9), *answers("do/a", "q2"))),
        f"one: question q1: the short answer “{'so ' * 9}” has 9 words, at most 8 may be.",
    ),
    "an outcome too long for the chart": (
        with_outcome(short="so " * 9),
        "one: outcome a: its short title has 9 words, at most 8 may be.",
    ),
    "an outcome with a key that is no address": (
        with_outcome(key="A b"),
        "one: outcome A b: its key must be small letters and digits.",
    ),
    "an unknown reader": (
        with_outcome(reader="cat"),
        "one: outcome a: its reader cat is none of staff, parent, child, adult.",
    ),
    "an outcome without a verdict": (
        with_outcome(verdict=""),
        "one: outcome a: it needs a title and a verdict.",
    ),
    "a step at no time": (
        with_step(when="later"),
        "one: outcome a: step “Ring the parents”: its time later is none of now, today, week.",
    ),
    "a step that is a sentence": (
        with_step(title="Ring."),
        "one: outcome a: step “Ring.”: its title ends with a full stop.",
    ),
    "a step too long": (
        with_step(title="x" * 61),
        f"one: outcome a: step “{'x' * 61}”: its title has 61 characters, at most 60 may be.",
    ),
    "nobody to tell": (
        with_outcome(tell=()),
        "one: outcome a: tell: it has 0, and needs 1 to 5.",
    ),
    "an empty row": (
        with_outcome(tell=(Labelled("Police", ""),)),
        "one: outcome a: a row of tell or differences is empty.",
    ),
    "one thing not to do that is too long": (
        with_outcome(do_not=("x" * 61, "ask")),
        f"one: outcome a: do_not “{'x' * 61}” has 61 characters, at most 60 may be.",
    ),
    "too much not to do": (
        with_outcome(do_not=("x" * 60, "y" * 60, "z" * 60, "a" * 21)),
        "one: outcome a: do_not, all together, has 201 characters, at most 200 may be.",
    ),
    "an unknown state of parents": (
        with_outcome(parents=Parents("perhaps", "Words.")),
        "one: outcome a: parents: perhaps is none of tell, not-yet, ask-first, none.",
    ),
    "nobody with a number": (
        replace(book(), helplines={"childline": Number("childline", "Childline")}),
        "one: outcome a: ring: none of these has a confirmed number.",
    ),
    "a stray brace": (
        with_step(text="Ring { now."),
        "one: outcome a: it has a brace that stands for nothing.",
    ),
    "a typed address": (
        with_step(text="See www.example.org now."),
        "one: outcome a: the address www.example.org is typed: name its resource, as [title](resource:key).",
    ),
    "a block without words": (
        book(blocks={"record": Block("record", "Title", "")}),
        "blocks: record: it needs a title and a text.",
    ),
    "a block with a number in its title": (
        book(blocks={"record": Block("record", "Ring 101", "Words.")}),
        "blocks: record: the number 101 is typed in “Ring 101”: name it by {slug}.",
    ),
    "a key there twice": (
        book(route("one", outcomes=(outcome("a"), outcome("b"), outcome("child"), outcome("a")))),
        "one: outcome a: it is there twice.",
    ),
}


@pytest.mark.parametrize(("broken", "sentence"), FAULTS.values(), ids=FAULTS.keys())
def test_one_plain_sentence_names_the_route_the_place_and_the_fault(broken, sentence):
    assert sentence in graph.errors(broken)


@pytest.mark.parametrize(
    "number", ["03000 41 11 11", "01634 331 065", "0800 1111", "101", "116 123", "116123", "7726", "85258"]
)
def test_a_typed_number_is_refused_wherever_it_stands(number):
    for broken in (
        with_step(text=f"Ring {number} now."),
        with_outcome(verdict=f"Ring {number}."),
        book(route("one", chart=Chart(today=(f"Ring {number}.",)))),
        book(blocks={"record": Block("record", "Title", f"Ring {number}.")}),
    ):
        assert any(f"the number {number} is typed" in fault for fault in graph.errors(broken))


@pytest.mark.parametrize(
    "words",
    ["In 2026", "14 to 18", "within 72 hours", "Ring 999", "NHS 111", "£101", "1,101", "10.101", "764"],
)
def test_years_ages_and_the_one_number_for_everybody_are_no_typed_numbers(words):
    assert graph.errors(with_step(text=f"{words} is fine.")) == ()


def test_a_route_that_is_still_being_written_can_be_passed_over():
    waiting = with_question(answers=answers("q2", "other/s2", "q2"))
    waiting = replace(waiting, blocks={})
    assert graph.errors(waiting)
    assert graph.errors(waiting, partial=True) == ()
    assert graph.errors(with_question(answers=answers("q2", "do/nowhere", "q2")), partial=True)


def test_the_longest_ways_are_counted_with_danger_and_role():
    jumping = book(route("one", questions=chain(5, "two/q1")), route("two", questions=chain(2)))
    longest = paths.longest_path(jumping)
    assert str(longest) == "7 inside, 9 through jumps"
    assert longest.through[-1] == ("two", "q2")


def test_a_reference_leads_within_the_route_or_to_another_one():
    two = book(route("one"), route("two", start="q2"))
    for ref, slug, place, key in (
        ("q2", "one", "one", "q2"),
        ("start", "two", "two", "q2"),
        ("two/start", "one", "two", "q2"),
        ("role", "one", "one", "role"),
        ("do/a", "one", "one", "a"),
        ("two/do/b", "one", "two", "b"),
        ("two/do/999", "one", "two", "999"),
    ):
        target = two.find(ref, slug)
        assert (target.slug, target.key) == (place, key)
    for ref in ("q9", "three/q1", "do/q1", "common/role"):
        with pytest.raises(UnknownReferenceError):
            two.find(ref, "one")


def test_the_way_back_needs_no_memory():
    one = book()
    assert one.parent("one", "danger") is None
    assert one.parent("one", "role").question.key == "danger"
    assert one.parent("one", "q1").question.key == "role"
    taken = one.trail("one", "a", is_outcome=True)
    assert [step.question.key for step in taken] == ["danger", "role", "q1"]
    both = one.trail("one", "q2")[-1]
    assert [answer.label for answer in both.answers] == ["Answer 0", UNSURE], "nobody knows which it was"
    assert one.trail("one", "child", is_outcome=True)[-1].question.key == "role"


def test_a_route_has_its_own_question_before_the_one_of_all():
    own = question("role", "q1", "do/a", known=True)
    two = book(route("one"), route("two", questions=(own, *route("two").questions)))
    assert two.question("two", "role") == own
    assert two.question("one", "role") == two.common.question("role")
    assert [one.key for one in two.questions("two")] == ["danger", "role", "q1", "q2"]
    assert [one.key for one in two.outcomes("one")] == ["a", "b", "child", "999"]


def test_a_book_comes_back_from_json_as_it_was():
    before = book(route("one", chart=Chart(rules=(Labelled("Rule", "Words."),))))
    assert Book.from_data(json.loads(json.dumps(before.as_data()))) == before


def test_a_book_of_an_older_version_can_be_read():
    data = json.loads(json.dumps(book().as_data()))
    data["routes"]["one"].pop("chart")
    data["routes"]["one"]["gone"] = "a field of then"
    assert Book.from_data(data) == book()
