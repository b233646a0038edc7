"""Headings of a page get ids of their own, whatever they say and however many there are."""

import sys

from guidance import markup


def ids(source: str) -> list[str]:
    return [heading.id for heading in markup.headings(source)]


def test_headings_that_say_the_same_have_ids_of_their_own():
    assert ids("## a\n## a-2\n## a\n## a\n## b\n## a-2\n") == ["a", "a-2", "a-3", "a-4", "b", "a-2-2"]


def test_many_headings_that_say_the_same_cost_a_fixed_number_of_steps_each():
    def steps(count: int) -> int:
        done = 0

        def trace(frame, event, arg):
            nonlocal done
            done += event == "line" and frame.f_code.co_filename == markup.__file__
            return trace

        before = sys.gettrace()
        sys.settrace(trace)
        try:
            assert ids("## a\n" * count)[-1] == f"a-{count}"
        finally:
            sys.settrace(before)
        return done

    assert steps(400) < 2.2 * steps(200)
