"""Two texts are compared word by word, and what both have is cut down to what stands beside a difference."""

from lesas_portal.core import word_diff


def test_words_that_only_one_text_has_are_told_apart():
    changes = word_diff.compare("Tell the child what happens.", "Tell the parent what happens.")
    assert changes == [
        ("same", "Tell the "),
        ("gone", "child "),
        ("new", "parent "),
        ("same", "what happens."),
    ]


def test_both_texts_can_be_put_together_again():
    old, new = "One.\n\nTwo  words, three.", "One more.\nTwo words."
    changes = word_diff.compare(old, new)
    assert "".join(words for kind, words in changes if kind != "new") == old
    assert "".join(words for kind, words in changes if kind != "gone") == new


def test_a_very_long_text_is_compared_line_by_line():
    lines = [f"Line {number} of many.\n" for number in range(2_000)]
    changes = word_diff.compare("".join(lines), "".join([*lines[:-1], "Line 1999 is new.\n"]))
    assert changes[1:] == [("gone", lines[-1]), ("new", "Line 1999 is new.\n")]


def test_what_both_have_is_cut_in_the_middle():
    same = "word " * 400
    changes = word_diff.shortened(word_diff.compare(f"Old {same}old", f"New {same}new"))
    middle = changes[2][1]
    assert " […] " in middle
    assert len(middle) < 2 * word_diff.AROUND + 20
    assert [kind for kind, _ in changes] == ["gone", "new", "same", "gone", "new"]
