"""Loading the content: complete, idempotent, and respectful of what advisers wrote."""

import json
import re
import tomllib
from datetime import date
from io import StringIO

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command

from guidance.fixture_reader import FixtureError, read_folder
from guidance.loading import content as loading
from guidance.models import (
    Audience,
    GuidancePage,
    Handout,
    Helpline,
    OpeningPeriod,
    Publisher,
    Resource,
    RiskArea,
    Role,
    Service,
    Update,
)
from guidance.models.including import INCLUDING
from guidance.services import checking, publishing
from lesas_portal.core.models import AuditEntry
from tests.factories import make_helpline, make_page, make_resource

EVERYTHING = (RiskArea, Role, Helpline, Resource, GuidancePage, Handout, Service, Update)
PLAIN_PAGES = {
    *("/helplines/", "/front-door/", "/training/", "/parents/", "/enquiries/", "/policies/", "/updates/"),
    *("/guidance/", "/resources/", "/risks/", "/", "/about/", "/search/"),
    *(
        "/updates/feed/",
        "/resources.json",
        "/policies/all/",
        "/policies/changes/",
        "/helplines.json",
        "/accessibility/",
        "/privacy/",
        "/cookies/",
    ),
}
POLICIES = {
    *("acceptable-use", "mobile-and-smart-technology", "social-media", "image-use"),
    "online-safety-in-child-protection",
}


def change_entry(path, slug, **fields):
    entries = tomllib.loads(path.read_text())
    entries[slug] |= fields
    lines = []
    for name, entry in entries.items():
        lines += [f"[{name}]", *(f"{key} = {as_toml(value)}" for key, value in entry.items())]
    path.write_text("\n".join(lines))


def as_toml(value):
    """The same value in TOML: what JSON writes, except within objects."""
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {as_toml(item)}' for key, item in value.items())} }}"
    if isinstance(value, list):
        return f"[{', '.join(map(as_toml, value))}]"
    return json.dumps(value)


def counts():
    return {model: model.objects.count() for model in (*EVERYTHING, Publisher, OpeningPeriod, Audience)}


def test_everything_is_there_after_the_first_run(content):
    assert Resource.objects.published().exclude(section__in=LOCAL_SECTIONS).count() >= 165
    assert Resource.objects.published().filter(section__in=LOCAL_SECTIONS).count() >= 35
    assert RiskArea.objects.published().count() == 4
    assert GuidancePage.objects.published().count() == 34
    assert Helpline.objects.published().count() == 44
    assert Handout.objects.published().exists()
    assert Update.objects.published().exists()
    assert Service.objects.published().exists()


LOCAL_SECTIONS = ["lesas-policy", "lesas-service", "kscmp", "front-door", "lado", "other-local"]


def test_a_second_run_changes_nothing(content):
    before = counts()
    outcomes = loading.load(settings.FIXTURES_DIR)
    assert counts() == before
    assert all((one.new, one.updated, one.edited) == (0, 0, 0) for one in outcomes.values())


def test_every_field_of_an_entry_arrives(content):
    entry = Resource.objects.get(slug="kcsie")
    assert entry.statutory is True
    assert entry.publisher.name == "Department for Education"
    assert entry.edition == date(2026, 9, 1)
    assert entry.phases.count() == 5
    assert entry.risk_areas.count() == 4
    assert entry.audiences.filter(name="Designated safeguarding leads (DSLs)").exists()
    assert "sexual harassment" in entry.taken_in
    posh = Helpline.objects.get(slug="posh")
    assert posh.periods.count() == 5
    assert posh.website.helpline == posh


def test_nothing_claims_to_have_been_checked(content):
    for model in EVERYTHING:
        assert not model.objects.exclude(checked_on=None).exists()


def test_apostrophes_that_were_typed_are_printed_ones_except_in_code_and_addresses(tmp_path):
    (tmp_path / "one.toml").write_text(
        """title = "The child's and the parents' page"
links = ["`it's`, [O'Neill's](https://example.org/o'neill) and https://example.org/it's"]
quoted = "Press 'not now' twice"
""",
        encoding="utf-8",
    )
    ((_, reader),) = read_folder(tmp_path)
    assert reader.text("title") == "The child’s and the parents’ page"
    assert reader.text_list("links") == [
        "`it's`, [O’Neill’s](https://example.org/o'neill) and https://example.org/it's"
    ]
    assert reader.text("quoted") == "Press 'not now' twice"


def test_what_is_loaded_has_one_kind_of_apostrophe(content):
    for model in (GuidancePage, Resource, Helpline, Service, Update):
        for row in model.objects.all():
            assert not re.search(r"[a-z]'s ", f"{row.title} {row.summary}"), row


def test_an_update_known_by_its_month_says_so(content):
    update = Update.objects.get(slug="information-sharing")
    assert (update.happened_on, update.day_is_known) == (date(2026, 9, 1), False)


@pytest.mark.parametrize(
    "change",
    [
        {"title": "An adviser's own title"},
        {"summary": ""},
        {"url": "https://www.example.org/found-it"},
        {"note": "Rang them on Monday."},
        {"statutory": False},
    ],
)
def test_an_adviser_s_edit_survives(loaded, fixtures, change):
    Resource.objects.filter(slug="kcsie").update(**change)
    change_entry(fixtures / "resources/dfe.toml", "kcsie", title="A newer title", summary="Newer.")
    outcomes = loading.load(fixtures)
    entry = Resource.objects.get(slug="kcsie")
    assert {name: getattr(entry, name) for name in change} == change
    assert entry.title != "A newer title"
    assert outcomes[Resource].edited == 1


def test_an_adviser_s_filing_survives(loaded, fixtures):
    Resource.objects.get(slug="kcsie").risk_areas.clear()
    change_entry(fixtures / "resources/dfe.toml", "kcsie", title="A newer title")
    loading.load(fixtures)
    entry = Resource.objects.get(slug="kcsie")
    assert not entry.risk_areas.exists()
    assert entry.title != "A newer title"


def test_a_publisher_that_an_adviser_renamed_is_not_made_again(loaded, fixtures):
    Publisher.objects.filter(name="SWGfL").update(name="South West Grid for Learning (SWGfL)")
    before = Publisher.objects.count()
    loading.load(fixtures)
    assert Publisher.objects.count() == before


def test_an_adviser_s_opening_hours_survive(loaded, fixtures):
    Helpline.objects.get(slug="posh").periods.filter(weekday=4).delete()
    change_entry(fixtures / "helplines.toml", "posh", who="Somebody else.")
    loading.load(fixtures)
    assert Helpline.objects.get(slug="posh").periods.count() == 4


def test_what_an_adviser_withdrew_stays_withdrawn(loaded, adviser, fixtures):
    page = GuidancePage.objects.first()
    publishing.withdraw(obj=page, by=adviser, reason="It was wrong.")
    loading.load(fixtures)
    page.refresh_from_db()
    assert page.status == "withdrawn"


def test_a_text_that_an_adviser_checked_is_not_changed_under_their_name(loaded, adviser, fixtures):
    checking.mark_checked(obj=Resource.objects.get(slug="kcsie"), by=adviser)
    change_entry(fixtures / "resources/dfe.toml", "kcsie", title="A newer title")
    loading.load(fixtures)
    assert Resource.objects.get(slug="kcsie").title != "A newer title"


def test_a_page_that_an_adviser_wrote_under_the_same_name_is_theirs(db, fixtures):
    make_page(slug="early-years", title="Ours")
    loading.load(fixtures)
    assert GuidancePage.objects.get(slug="early-years").title == "Ours"


def test_a_changed_fixture_reaches_a_row_that_nobody_edited(loaded, fixtures):
    change_entry(
        fixtures / "resources/helplines.toml",
        "posh",
        title="A newer title",
        risk_areas=["commerce"],
        helpline="childline",
        publisher="Somebody new",
    )
    change_entry(
        fixtures / "helplines.toml", "posh", periods=[{"days": "sat", "opens": "10:00", "closes": "24:00"}]
    )
    outcomes = loading.load(fixtures)
    entry = Resource.objects.get(slug="posh")
    assert entry.title == "A newer title"
    assert entry.publisher.name == "Somebody new"
    assert entry.helpline.slug == "childline"
    assert [area.slug for area in entry.risk_areas.all()] == ["commerce"]
    assert [str(period) for period in Helpline.objects.get(slug="posh").periods.all()] == [
        "Saturday 10:00-00:00"
    ]
    assert (outcomes[Resource].updated, outcomes[Helpline].updated) == (1, 1)
    again = loading.load(fixtures)
    assert all((one.new, one.updated, one.edited) == (0, 0, 0) for one in again.values())


def test_hours_may_be_of_a_way_of_contact_in_term_time_and_on_special_days(loaded, fixtures):
    chat = {"days": "sat", "opens": "10:00", "closes": "24:00", "way": "chat", "term_time_only": True}
    days = [
        {"day": "2026-12-25", "closed": True},
        {"day": "2026-12-24", "way": "chat", "opens": "10:00", "closes": "12:00"},
    ]
    change_entry(fixtures / "helplines.toml", "posh", periods=[chat], special_days=days)
    assert loading.load(fixtures)[Helpline].updated == 1
    posh = Helpline.objects.get(slug="posh")
    assert [(row.way, row.term_time_only, str(row)) for row in posh.periods.all()] == [
        ("chat", True, "Saturday 10:00-00:00")
    ]
    assert [(row.way, str(row)) for row in posh.special_days.all()] == [
        ("chat", "2026-12-24: 10:00-12:00"),
        ("phone", "2026-12-25: closed"),
    ]
    again = loading.load(fixtures)
    assert all((one.new, one.updated, one.edited) == (0, 0, 0) for one in again.values())
    # An adviser's special day is an edit, as any other is.
    posh.special_days.first().delete()
    change_entry(fixtures / "helplines.toml", "posh", who="Somebody else.")
    assert loading.load(fixtures)[Helpline].edited == 1
    assert posh.special_days.count() == 1


def test_a_helpline_that_an_older_release_loaded_does_not_look_edited(loaded):
    """The fingerprint that the release before hours by way of contact gave to this row."""
    seeded = "f7e6ad8eb1372f73ec496d1ce8935486dea1eb3f6fe05dcda3fee391ff02c0bd"
    assert Helpline.objects.get(slug="posh").seed_state == seeded


def test_an_entry_that_closes_becomes_a_withdrawn_page(loaded, fixtures):
    change_entry(
        fixtures / "resources/helplines.toml",
        "beat",
        withdrawn_reason="The charity has closed.",
        successor="samaritans",
    )
    loading.load(fixtures)
    entry = Resource.objects.get(slug="beat")
    assert entry in Resource.objects.withdrawn()
    assert (entry.withdrawn_reason, entry.successor.slug) == ("The charity has closed.", "samaritans")


def test_closed_entries_say_why_they_are_gone(content):
    closed = Resource.objects.withdrawn()
    assert closed.count() == 52
    assert all(entry.withdrawn_reason for entry in closed)
    assert all(entry.successor.is_published() for entry in closed if entry.successor)
    assert Resource.objects.get(slug="closed-action-fraud").successor.slug == "report-fraud"


def test_no_staging_address_is_public(content):
    hosts = re.compile(r"//(stage|staging|test|dev)\.")
    assert not [entry for entry in Resource.objects.all() if hosts.search(entry.url)]
    assert Resource.objects.exclude(staging_url="").exists()


def test_no_unconfirmed_number_or_address_is_public(content):
    for helpline in Helpline.objects.all():
        assert helpline.phone_confirmed or not helpline.public_phone
        assert helpline.email_confirmed or not helpline.public_email
    lado = Helpline.objects.get(slug="lado")
    assert (lado.public_phone, lado.public_email) == ("", "")
    assert Helpline.objects.get(slug="front-door").public_phone == "03000 41 11 11"
    assert Helpline.objects.get(slug="front-door-out-of-hours").public_phone == "03000 41 91 91"


def test_each_number_is_there_once(content):
    numbers = [re.sub(r"\D", "", row.phone) for row in Helpline.objects.exclude(phone="")]
    assert len(numbers) == len(set(numbers))
    texts = "\n".join(
        f"{row.summary}\n{getattr(row, 'body', '')}" for model in EVERYTHING for row in model.objects.all()
    )
    assert not [number for number in numbers if len(number) > 6 and number in re.sub(r"[ \u00a0]", "", texts)]


def test_every_link_inside_the_portal_leads_somewhere(content):
    assert [
        f"{row.slug}: {link}" for row, link in internal_links() if not resolves(re.split("[?#]", link)[0])
    ] == []


def internal_links():
    for model in EVERYTHING:
        for row in model.objects.all():
            text = "\n".join(getattr(row, name) for name in INCLUDING.get(model, ()))
            for link in re.findall(r"\]\((/[^)\s]*)\)", text):
                yield row, link
            if getattr(row, "link", ""):
                yield row, row.link


def resolves(path):
    if path in PLAIN_PAGES:
        return True
    folders = {
        "resources": Resource,
        "guidance": GuidancePage,
        "risks": RiskArea,
        "for": Role,
        "training": Service,
        "parents": Handout,
        "updates": Update,
    }
    _, folder, slug, *_ = path.split("/")
    if folder == "policies":
        return slug in POLICIES
    return folder in folders and folders[folder].objects.published().filter(slug=slug).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "says"),
    [
        ("risk_areas/conduct.toml", "order = 30", "order = thirty", "conduct.toml: is not valid TOML"),
        ("risk_areas/conduct.toml", "order = 30", "ordre = 30", "conduct.toml: order: is missing"),
        ("guidance/early-years.md", "+++\n", "", "early-years.md: must start with front matter"),
        ("guidance/early-years.md", 'group = "people"', 'group = "none"', "early-years.md: group"),
        ("guidance/early-years.md", "order =", 'colour = "red"\norder =', "early-years.md: colour"),
        ("guidance/early-years.md", '"conduct"', '"konduct"', "risk_areas: there is no risk area konduct"),
        ("guidance/early-years.md", "written_on = 2026-11-22", 'written_on = "soon"', "written_on: must be"),
        ("guidance/early-years.md", "written_on = 2026-11-22", 'written_on = ""', "written_on: must be"),
        ("helplines.toml", "[posh]", "[posh", "helplines.toml: is not valid TOML"),
        ("helplines.toml", "[childline]", "", "helplines.toml: title: must stand below"),
        ("helplines.toml", 'days = "mon-fri"', 'days = "workdays"', "days: must be"),
        ("helplines.toml", 'opens = "10:00"', 'opens = "ten"', "opens: must be a time"),
        ("helplines.toml", 'opens = "10:00"', 'way = "fax", opens = "10:00"', "way: must be one of phone"),
        (
            "helplines.toml",
            "hours_confirmed",
            'special_days = [{ day = "x" }]\nhours_confirmed',
            "day: must be",
        ),
        (
            "helplines.toml",
            "hours_confirmed",
            'seen_on = "May 2020"\nhours_confirmed',
            "seen_on: Write a year",
        ),
        ("resources/dfe.toml", "statutory = true", 'statutory = "yes"', "statutory: must be"),
        ("resources/dfe.toml", 'successor = "kcsie"', 'successor = "none"', "successor"),
        ("resources/dfe.toml", "[filtering-monitoring-standards]", "[lesas-service]", "more than once"),
    ],
)
def test_a_broken_file_loads_nothing_and_is_named(db, fixtures, file, old, new, says):
    path = fixtures / file
    assert old in path.read_text()
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(CommandError, match=re.escape(says)):
        call_command("load_content", folder=fixtures)
    assert not any(counts().values())


def test_the_command_says_what_it_did(db, fixtures):
    out = StringIO()
    call_command("load_content", folder=fixtures, stdout=out)
    assert "8 resources (8 new, 0 updated, 0 left as edited)" in out.getvalue()
    assert out.getvalue().count("\n") == 1


def test_a_number_that_an_adviser_gave_to_another_helpline_is_named(db, fixtures):
    make_helpline(phone="0800 1111")
    with pytest.raises(CommandError, match="already there"):
        call_command("load_content", folder=fixtures)
    assert Resource.objects.count() == 0


def test_a_missing_file_is_not_an_error(db, fixtures):
    (fixtures / "services.toml").unlink(missing_ok=True)
    assert Service not in loading.load(fixtures)


def test_a_relation_to_nowhere_is_an_error(db, fixtures):
    change_entry(fixtures / "resources/helplines.toml", "posh", helpline="nowhere")
    with pytest.raises(FixtureError, match="there is no helpline nowhere"):
        loading.load(fixtures)


def test_rows_of_advisers_are_left_alone(db, fixtures):
    mine = make_resource(slug="something-else")
    loading.load(fixtures)
    mine.refresh_from_db()
    assert mine.seed_state == ""


def test_the_loader_is_named_for_each_row_that_it_makes_or_changes(loaded, fixtures):
    kinds = set(AuditEntry.objects.filter(actor="load_content").values_list("object_type", flat=True))
    assert {
        "guidance.guidancepage",
        "guidance.policyedition",
        "guidance.clause",
    } <= kinds
    loaded = AuditEntry.objects.filter(object_type="guidance.resource").values_list("object_key", flat=True)
    assert sorted(loaded) == sorted(Resource.objects.values_list("slug", flat=True))
    AuditEntry.objects.all().delete()
    change_entry(fixtures / "resources/dfe.toml", "kcsie", title="A newer title")
    loading.load(fixtures)
    (entry,) = AuditEntry.objects.all()
    assert (entry.actor, entry.action, entry.object_key) == ("load_content", "load", "kcsie")
