"""Headings of a page get ids of their own, whatever they say and however many there are."""

import time

from guidance import markup


def ids(source: str) -> list[str]:
    return [heading.id for heading in markup.headings(source)]


def test_headings_that_say_the_same_have_ids_of_their_own():
    assert ids("## a\n## a-2\n## a\n## a\n## b\n## a-2\n") == ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]


def test_many_headings_that_say_the_same_cost_no_more_than_many_others():
    def seconds(source: str) -> float:
        started = time.process_time()
        ids(source)
        return time.process_time() - started

    different = seconds("".join(f"## a{number}\n" for number in range(10_000)))
    same = "## a\n" * 10_000
    # Where each heading counts up from the first, the same words take eight times as long or more.
    assert seconds(same) < 4 * different
    assert ids(same)[-1] == "a-10000"
