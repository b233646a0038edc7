"""Establishments: read from the CSV of GIAS, suggested in the form."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from enquiries.models import Enquiry, Establishment

HEADINGS = (
    "URN,LA (name),EstablishmentName,TypeOfEstablishment (name),PhaseOfEducation (name),"
    "EstablishmentStatus (name),Postcode,Other"
)
ROWS = [
    "100001,Kent,St Mary’s Church of England Primary School,Voluntary aided school,Primary,Open,ME10 1AA,x",
    '100002,Medway,"École, The",Free schools,Secondary,"Open, but proposed to close",ME4 4AA,x',
    "100003,Kent,Closed School,Community school,Primary,Closed,ME1 1AA,x",
    "100004,Surrey,Far Away School,Community school,Primary,Open,GU1 1AA,x",
]


@pytest.fixture
def import_csv(tmp_path):
    """Writes a CSV as GIAS publishes it, and imports it."""

    def imported(*rows: str, headings: str = HEADINGS) -> str:
        path = tmp_path / "gias.csv"
        path.write_bytes("\r\n".join([headings, *rows]).encode("cp1252"))
        out = StringIO()
        call_command("import_establishments", str(path), stdout=out)
        return out.getvalue()

    return imported


def test_open_establishments_of_kent_and_medway_are_taken(import_csv, db):
    assert import_csv(*ROWS) == "2 establishments.\n"
    mary = Establishment.objects.get(urn=100001)
    assert mary.name == "St Mary’s Church of England Primary School"
    assert (mary.kind, mary.phase, mary.postcode) == ("Voluntary aided school", "Primary", "ME10 1AA")


def test_a_later_file_replaces_the_earlier_one(import_csv, db):
    import_csv(*ROWS)
    assert (
        import_csv("100001,Kent,St Mary’s Academy,Academy,Primary,Open,ME10 1AA,x") == "1 establishments.\n"
    )
    assert [row.name for row in Establishment.objects.all()] == ["St Mary’s Academy"]


@pytest.mark.parametrize(
    ("rows", "headings", "says"),
    [
        (ROWS, "URN,Name", "columns missing"),
        ([], HEADINGS, "no open establishment"),
        (["x,Kent,School,Type,Phase,Open,ME1,x"], HEADINGS, "no URN"),
    ],
)
def test_a_file_of_another_kind_changes_nothing(import_csv, db, rows, headings, says):
    import_csv(*ROWS)
    with pytest.raises(CommandError, match=says):
        import_csv(*rows, headings=headings)
    assert Establishment.objects.count() == 2


def test_a_missing_file_is_said_so(db):
    with pytest.raises(CommandError, match=r"nowhere\.csv was not read"):
        call_command("import_establishments", "nowhere.csv")


def test_the_form_suggests_the_names_and_takes_any_other(import_csv, sender):
    assert b'<datalist id="setting-names">' not in sender.client.get("/enquiries/new/?topic=policy").content
    import_csv(*ROWS)
    page = sender.client.get("/enquiries/new/?topic=policy").content.decode()
    assert "<option>École, The</option>" in page
    sender.send(setting_name="st mary’s church of england primary school")
    sender.send(setting_name="A setting that is not in GIAS")
    assert Enquiry.objects.filter(establishment__urn=100001).count() == 1
    assert Enquiry.objects.filter(establishment=None).count() == 1


def test_namesakes_are_not_guessed(import_csv, sender):
    import_csv(*[f"10000{n},Kent,Oak School,Type,Phase,Open,ME1 {n}AA,x" for n in (1, 2)])
    sender.send(setting_name="Oak School")
    assert Enquiry.objects.get().establishment is None
