"""Tables of a Word file: widths by use, row labels, boxes that are ticked on screen, room to write."""

import pytest

from guidance.blocks import Bullets, Paragraph
from guidance.policies.docx.relationships import MissingPictureError
from tests.guidance.word_files import (
    DOT,
    W,
    find,
    pictures,
    read_part,
    runs,
    style_of,
    table,
    text_of,
    value,
    written,
)

WIDTH = 9638
CONSENT = table(("I agree to pictures", "Yes", "No"), ("on our website", "", ""), ("in print", "", ""))
SIGN_OFF = table(("To be completed", "Answer"), ("Name", ""), ("Signature", ""), ("My name or mark", ""))


def the_table(*blocks, **fields):
    return find(read_part(written(*blocks, **fields)), "//w:tbl")[0]


def widths(found) -> list[int]:
    return [int(value(column, "w")) for column in find(found, "w:tblGrid/w:gridCol")]


@pytest.mark.parametrize(
    ("head", "shares"),
    [
        (("Before", "Now"), (50, 50)),
        (("Rule", "Who"), (30, 70)),
        (("Day", "Age", "Use"), (30, 40, 30)),
        (("Clause", "Before", "Now", "Why, and for whom"), (21, 29.2, 29.2, 20.5)),
    ],
)
def test_columns_are_as_wide_as_their_use_and_not_as_their_head(head, shares):
    found = widths(the_table(table(head, tuple("A long text that needs room" for _ in head))))
    assert sum(found) == WIDTH
    assert found == pytest.approx([WIDTH * share / 100 for share in shares], abs=12)


def test_only_columns_that_are_ticked_are_narrow():
    assert widths(the_table(CONSENT)) == [7370, 1134, 1134]
    filled = table(("Place", "Yes", "No"), ("Hall", "always", ""))
    assert widths(the_table(filled))[1] > 2000
    log = table(("No", "What happened"), ("", ""), ("", ""))
    assert 1134 not in widths(the_table(log))


def test_tables_fill_a_page_that_lies_across():
    assert sum(widths(the_table(CONSENT, landscape=True))) == 16838 - 2 * 850


def test_a_box_says_what_is_ticked():
    boxes = find(the_table(CONSENT), "//w:sdt[w:sdtPr/w14:checkbox]")
    names = [value(find(box, "w:sdtPr/w:alias")[0]) for box in boxes]
    assert names == ["Yes: on our website", "No: on our website", "Yes: in print", "No: in print"]
    assert {text_of(box) for box in boxes} == {"☐"}
    assert len({value(find(box, "w:sdtPr/w:id")[0]) for box in boxes}) == 4


def test_no_name_of_a_box_is_longer_than_word_takes():
    long = table(("I agree", "Yes", "No"), ("on a platform " * 12, "", ""))
    names = [value(name) for name in find(the_table(long), "//w:alias")]
    assert all(len(name) <= 64 and name.endswith("…") for name in names)


def test_choices_have_a_box_before_each():
    root = read_part(written(Bullets((runs("Approved"), runs("Not approved")), kind="ticks"), numbered=False))
    lines = [line for line in find(root, "//w:body/w:p") if style_of(line) == "TickLine"]
    assert [text_of(line) for line in lines] == ["☐Approved", "☐Not approved"]
    assert [value(name) for name in find(root, "//w:alias")] == ["Approved", "Not approved"]


def test_every_table_has_a_title_of_its_own_and_says_what_is_in_it():
    named = the_table(table(("Name", "Answer"), ("Child", ""), title="Sign-off of the key stage 2 agreement"))
    assert value(find(named, "w:tblPr/w:tblCaption")[0]) == "Sign-off of the key stage 2 agreement"
    assert value(find(named, "w:tblPr/w:tblDescription")[0]) == "To fill in: Child"
    assert value(find(the_table(CONSENT), "w:tblPr/w:tblCaption")[0]) == "I agree to pictures"


def test_heads_and_labels_are_marked_for_those_who_hear_a_table():
    found = the_table(SIGN_OFF)
    look = find(found, "w:tblPr/w:tblLook")[0]
    assert (value(look, "firstRow"), value(look, "firstColumn"), value(look)) == ("1", "1", "06A0")
    assert [len(find(row, "w:trPr/w:tblHeader")) for row in find(found, "w:tr")] == [1, 0, 0, 0]
    assert find(found, "//w:tblHeader")[0].attrib == {}
    assert (
        value(find(the_table(table(("Before", "Now"), ("a", "b"))), "//w:tblLook")[0], "firstColumn") == "0"
    )


def test_a_table_without_a_head_has_labels():
    found = the_table(table((), ("Approved by", "The board"), ("Signed", "")))
    look = find(found, "w:tblPr/w:tblLook")[0]
    assert (value(look, "firstRow"), value(look, "firstColumn")) == ("0", "1")
    styles = [style_of(line) for line in find(found, ".//w:p")]
    assert styles == ["TableHead", "TableText", "TableHead", "TableText"]
    assert find(found, "//w:tblHeader") == []


def test_rows_are_never_split_and_have_room_for_what_is_written():
    found = the_table(SIGN_OFF)
    assert len(find(found, "w:tr/w:trPr/w:cantSplit")) == 4
    assert [find(row, "string(w:trPr/w:trHeight/@w:val)") for row in find(found, "w:tr")] == [
        *("", "454", "624", "1077")
    ]
    headed = the_table(table(("Who", "Name, mark or drawing"), ("Me", "")))
    assert [value(height) for height in find(headed, ".//w:trHeight")] == ["1077"]
    log = the_table(table(("Number", "When", "What", "Whom", "Closed"), *[("",) * 5] * 9))
    assert {value(height) for height in find(log, ".//w:trHeight")} == {"1021"}


def test_what_is_signed_stays_on_one_page_and_a_long_table_does_not():
    kept = find(the_table(SIGN_OFF), "w:tr[w:tc/w:p/w:pPr/w:keepNext]")
    assert len(kept) == 2
    assert find(the_table(table(("Rule", "Who"), *[("a", "b")] * 5)), ".//w:keepNext") == []


def test_edges_stand_on_the_margin():
    assert value(find(the_table(CONSENT), "w:tblPr/w:tblInd")[0], "w") == "0"


def test_two_tables_never_touch_or_word_would_join_them():
    tags = [child.tag for child in find(read_part(written(CONSENT, SIGN_OFF)), "//w:body/*")]
    assert (f"{W}tbl", f"{W}tbl") not in list(zip(tags, tags[1:], strict=False))
    assert tags[-2:] == [f"{W}p", f"{W}sectPr"]


def test_line_ends_in_a_cell_part_its_paragraphs():
    cell = find(the_table(table((), ("Follows", "One edition\nAnother"))), ".//w:tc")[1]
    assert [text_of(line) for line in find(cell, "w:p")] == ["One edition", "Another"]


@pytest.fixture
def drawings(settings, tmp_path):
    folder = tmp_path / "static" / "img" / "agreements"
    folder.mkdir(parents=True)
    for name in ("stop", "tell", "be-kind"):
        (folder / f"{name}.png").write_bytes(DOT)
    settings.BASE_DIR = tmp_path


def test_drawings_stand_three_in_a_row_and_have_their_words(drawings):
    data = written(pictures("stop", "tell", "be-kind", "stop", "tell", "be-kind"), numbered=False)
    found = find(read_part(data), "//w:tbl")[0]
    assert [len(find(row, "w:tc")) for row in find(found, "w:tr")] == [3, 3]
    assert len({value(column, "w") for column in find(found, ".//w:gridCol")}) == 1
    named = find(found, ".//wp:docPr")
    assert [one.get("descr") for one in named][:2] == ["Drawing: stop", "Drawing: tell"]
    assert len({one.get("id") for one in named}) == 6
    assert text_of(find(found, ".//w:tc")[0]) == "I stop."


def test_a_drawing_that_is_missing_is_named(drawings):
    with pytest.raises(
        MissingPictureError,
        match="nowhere, but static/img/agreements/nowhere.png",
    ):
        written(pictures("nowhere"), numbered=False)


def test_a_paragraph_stays_with_the_list_or_table_that_it_opens_and_no_other():
    blocks = (Paragraph(runs("One")), Paragraph(runs("Two")), Bullets((runs("a"), runs("b"))))
    kept = [text_of(line) for line in find(read_part(written(*blocks)), "//w:p[w:pPr/w:keepNext]")]
    assert kept == ["Two"]
