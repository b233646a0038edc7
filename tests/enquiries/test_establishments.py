"""The CSV of GIAS: what is read, what is refused in which words, what becomes of schools that are gone."""

import codecs
from functools import partial

import pytest
from django.core.management import CommandError, call_command

from enquiries.models import Enquiry, Establishment
from lesas_portal.core.models import AuditEntry, TaskRun
from tests.enquiries.gias import HEADINGS, MARY, ROWS, file_of, import_file, row

pytestmark = pytest.mark.django_db
TEN = [row(100_000 + number, f"School {number:02}") for number in range(10)]


@pytest.fixture
def import_csv(tmp_path):
    """Imports a text, or bytes, as a file of GIAS; returns what the command said."""
    return partial(import_file, tmp_path / "gias.csv")


@pytest.fixture
def refusal(import_csv):
    """Imports what must be refused; returns what the command said. Nothing may change."""

    def refused(content: str | bytes, *options: str) -> str:
        before = list(Establishment.objects.order_by("urn").values())
        with pytest.raises(CommandError) as error:
            import_csv(content, *options)
        assert list(Establishment.objects.order_by("urn").values()) == before
        assert error.value.returncode == 1
        return str(error.value)

    return refused


def names() -> list[str]:
    return sorted(Establishment.objects.values_list("name", flat=True))


def test_open_establishments_of_kent_and_medway_are_taken(import_csv):
    assert import_csv(file_of(ROWS)) == "2 establishments: 2 added, 0 changed, 0 closed, 0 deleted.\n"
    mary = Establishment.objects.get(urn=100001)
    assert str(mary) == "St Mary’s Church of England Primary School, Deal, CT14 1AA"
    assert (mary.kind, mary.phase, mary.is_closed) == ("Voluntary aided school", "Primary", False)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_file_is_read_in_the_encoding_that_it_has(import_csv, encoding):
    import_csv(file_of(ROWS).encode(encoding))
    assert names() == ["St Mary’s Church of England Primary School", "École, The"]


def test_a_file_without_towns_is_read_too(import_csv):
    import_csv(file_of(ROWS).replace(",Town,", ",Village,"))
    assert str(Establishment.objects.get(urn=100001)).endswith("Primary School, CT14 1AA")


def test_blank_lines_and_lines_within_quotation_marks_are_no_faults(import_csv):
    two_lines = MARY.replace("Voluntary aided school", '"Voluntary\r\naided school"')
    import_csv(file_of([two_lines, "", ",,,,,,,,", ROWS[1]]))
    assert Establishment.objects.get(urn=100001).kind == "Voluntary aided school"
    assert Establishment.objects.count() == 2


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (file_of(ROWS).encode("utf-16"), "UTF-16"),
        (file_of(ROWS).encode("utf-16-le"), "UTF-16"),
        (file_of(ROWS).replace(",", ";"), "separated by ;, not by a comma"),
        (file_of(ROWS).replace(",", "\t"), "separated by a tab"),
        (b"PK\x03\x04 and so on", "a ZIP file or a spreadsheet"),
        (b"", "empty"),
        (file_of(ROWS, "URN,Name"), "columns missing: EstablishmentName"),
        (file_of(ROWS, HEADINGS.replace("Other", "URN")), "twice in it: URN"),
        (file_of([]), "no open establishment"),
        (file_of(ROWS[2:]), "no open establishment"),
        (file_of([MARY]).encode("cp1252") + b"\x81\xff", "neither in UTF-8 nor in Windows-1252"),
        (codecs.BOM_UTF8 + file_of([MARY]).encode() + "É".encode()[:1], "cut off"),
    ],
)
def test_a_file_of_another_kind_changes_nothing_and_the_trouble_is_named(import_csv, refusal, content, says):
    import_csv(file_of(ROWS))
    assert says in refusal(content)


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (row("x", "A"), "its URN is not a number"),
        (row("１２３", "A").encode(), "its URN is not a number"),
        (row("-5", "A"), "its URN is not a number"),
        (row("", "A"), "its URN is not a number"),
        (row("0", "A"), "its URN is 0"),
        (row("9999999999", "A"), "its URN is too large"),
        (row("2147483648", "A"), "its URN is too large"),
        (row("9" * 5000, "A"), "its URN is not a number"),
        (row(100001, "A"), "URN 100001 is in line 2, too"),
        (row(5, ""), "it has no name"),
        (row(5, "A\0B"), "a NUL character is in it"),
        (row(5, "A" * 201), "EstablishmentName has 201 characters, more than 200"),
        (row(5, "A", "A" * 101), "Town has 101 characters, more than 100"),
        (row(5, "A", postcode="A" * 11), "Postcode has 11 characters, more than 10"),
        (row(5, "A") + "A" * 140_000, "it cannot be read as CSV"),
        (row(5, "A" * 120_000), "EstablishmentName has 120,000 characters"),
        (row(5, "A") + ",y", "10 columns instead of 9"),
        ("5,Kent,A", "3 columns instead of 9"),
        (row(5, '"A" school'), "it cannot be read as CSV"),
        (row(5, "St Maryâ€™s"), "EstablishmentName is garbled"),
        (row(5, '"never closed'), "it cannot be read as CSV (unexpected end of data)"),
    ],
)
def test_a_broken_row_is_named_by_its_line_and_nothing_is_imported(import_csv, refusal, broken, says):
    import_csv(file_of(ROWS))
    line = broken.decode() if isinstance(broken, bytes) else broken
    said = refusal(file_of([MARY, line]).encode())
    assert f"line 3: {says}" in said
    assert len(said) < 250


def test_all_broken_rows_are_in_one_report_and_many_are_counted(refusal):
    said = refusal(file_of(["x" + line for line in [*TEN, *TEN, *TEN]]))
    assert [f"line {number}: its URN is not a number" in said for number in (2, 21, 22)] == [
        True,
        True,
        False,
    ]
    assert said.endswith("and 10 more")


def test_a_broken_row_after_one_of_several_lines_has_its_own_number(refusal):
    two_lines = MARY.replace("Voluntary aided school", '"Voluntary\r\naided school"')
    assert "line 4: " in refusal(file_of([two_lines, "x"]))


def test_a_file_that_is_missing_or_a_folder_is_said_so(tmp_path):
    for path in ("nowhere.csv", str(tmp_path)):
        with pytest.raises(CommandError, match="was not read, nothing changed"):
            call_command("import_establishments", path)


@pytest.mark.parametrize("kept", [0.5, 0.89])
def test_a_file_that_is_cut_anywhere_changes_nothing(import_csv, refusal, kept):
    whole = file_of(TEN)
    import_csv(whole)
    assert "nothing changed" in refusal(whole[: int(len(whole) * kept)])


def test_a_fall_of_more_than_a_tenth_needs_force(import_csv, refusal):
    import_csv(file_of(TEN))
    assert "1 closed" in import_csv(file_of(TEN[:9]))
    said = refusal(file_of(TEN[:8]))
    assert "it has 8 open establishments of Kent and Medway, and there are 9 now" in said
    assert "--force" in said
    assert "1 closed" in import_csv(file_of(TEN[:8]), "--force")
    assert Establishment.objects.open().count() == 8


def test_a_dry_run_says_what_would_change_and_changes_nothing(import_csv):
    many = [row(200_000 + number, f"New School {number:02}") for number in range(25)]
    import_csv(file_of(TEN))
    said = import_csv(file_of([*TEN[1:9], row(100009, "School of Art"), *many]), "--dry-run")
    assert "10 establishments now, 34 afterwards." in said
    assert "Added: 25\n  200000 New School 00, Deal, CT14 7AA\n" in said
    assert "New School 19" in said
    assert "New School 20" not in said
    assert "  and 5 more" in said
    assert "Changed: 1\n  100009 School of Art, Deal, CT14 7AA\n" in said
    assert "Closed: 1\n  100000 School 00, Deal, CT14 7AA\n" in said
    assert said.endswith("Nothing was changed.\n")
    assert names() == [f"School {number:02}" for number in range(10)]


def test_a_dry_run_says_what_would_be_refused(import_csv):
    import_csv(file_of(TEN))
    said = import_csv(file_of(TEN[:5]), "--dry-run")
    assert "Closed: 5" in said
    assert "It would be refused: it has 5 open establishments" in said
    assert "refused" not in import_csv(file_of(TEN[:5]), "--dry-run", "--force")


def test_a_school_that_an_enquiry_names_is_kept_as_closed_and_may_open_again(import_csv, sender):
    import_csv(file_of(ROWS))
    sender.send(setting_name="St Mary’s Church of England Primary School")
    for _ in range(3):
        import_csv(file_of(ROWS[1:]), "--force")
    assert str(Enquiry.objects.get().establishment).endswith("Primary School, Deal, CT14 1AA (closed)")
    import_csv(file_of(ROWS))
    assert not Enquiry.objects.get().establishment.is_closed


def test_a_school_that_no_enquiry_names_goes_with_the_second_file_that_lacks_it(import_csv):
    import_csv(file_of(TEN))
    assert import_csv(file_of(TEN[:9])).endswith("0 added, 0 changed, 1 closed, 0 deleted.\n")
    assert import_csv(file_of(TEN[:9])).endswith("0 added, 0 changed, 0 closed, 1 deleted.\n")
    assert Establishment.objects.count() == 9


def test_a_run_is_recorded_with_what_it_did(import_csv):
    import_csv(file_of(TEN))
    import_csv(file_of([*TEN[1:9], row(100009, "School of Art")]))
    assert (
        TaskRun.objects.get(name="import_establishments").outcome
        == "0 added, 1 changed, 1 closed, 0 deleted."
    )
    entries = AuditEntry.objects.filter(actor="import_establishments").exclude(action="add")
    assert sorted(entries.values_list("action", "object_key")) == [("change", "100009"), ("close", "100000")]


def test_neither_a_dry_run_nor_a_refusal_counts_as_a_run_that_ended_well(import_csv, refusal):
    import_csv(file_of(TEN), "--dry-run")
    assert not TaskRun.objects.filter(name="import_establishments").exclude(finished_at=None)
    refusal("")
    assert not AuditEntry.objects.exists()
