"""How hard a text is to read, as the report for writers says it."""

from io import StringIO

import pytest
from django.core.management import call_command

from guidance import readability


@pytest.mark.parametrize(
    ("text", "grade"),
    [
        ("The cat sat on the mat.", -1.4),  # 6 words, 1 sentence, 6 syllables
        ("Tell the lead. Do it now.", -2.6),  # 6 words, 2 sentences, 6 syllables
        ("", 0.0),
    ],
)
def test_the_grade_is_that_of_flesch_and_kincaid(text, grade):
    assert readability.measure(text).grade == pytest.approx(grade, abs=0.06)


def test_long_words_and_long_sentences_make_a_text_harder():
    plain = readability.measure("Ring us. Say what you saw. We will help.")
    stiff = readability.measure(
        "Communicate the circumstances of your observation to the organisation responsible for assistance."
    )
    assert stiff.grade > plain.grade + 10


def test_each_point_of_a_list_counts_as_a_sentence():
    assert (
        readability.measure("one two\nthree four").grade == readability.measure("one two. three four.").grade
    )


def test_the_report_lists_every_written_text_with_its_words_and_grade():
    out = StringIO()
    call_command("report_reading", stdout=out)
    shown = out.getvalue()
    assert "guidance pages" in shown
    assert "aim 7" in shown
    assert "when-something-happens" in shown
