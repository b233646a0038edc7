"""A Manager takes enquiries out as a file: with a reason, a day by which it is deleted, and a record."""

import csv
import io
import tracemalloc
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from enquiries.models import Enquiry, EnquiryExport
from enquiries.services import export
from enquiries.today_exports import files_to_delete
from lesas_portal.core import today
from lesas_portal.core.models import AuditEntry
from tests.factories import make_enquiry, make_manager

ADD = "/admin/enquiries/enquiryexport/add/"
LIST = "/admin/enquiries/enquiryexport/"


def answers(**given) -> dict:
    return {"reason": "Report to the board", "delete_by": timezone.localdate().isoformat(), **given}


def take(client, **given):
    return client.post(ADD, answers(**given))


def read(response) -> list[dict]:
    text = b"".join(response.streaming_content).decode("utf-8")
    assert text.startswith("\ufeff")
    return list(csv.DictReader(io.StringIO(text[1:])))


def test_the_file_holds_what_was_chosen_and_the_record_says_who_why_and_which(manager_client, manager):
    first, second = make_enquiry(topic="training"), make_enquiry(topic="training", subject="Accents: é “x”")
    make_enquiry(topic="policy")
    make_enquiry(topic="training", status="spam")
    response = take(manager_client, topic="training")
    assert "attachment" in response["Content-Disposition"]
    assert "no-store" in response["Cache-Control"]
    rows = read(response)
    assert {row["reference"] for row in rows} == {first.reference, second.reference}
    assert "Accents: é “x”" in {row["subject"] for row in rows}
    made = EnquiryExport.objects.get()
    assert set(made.references) == {first.reference, second.reference}
    assert (made.reason, made.by, made.by_name) == ("Report to the board", manager, manager.username)
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_type) == ("export", "enquiries.enquiryexport")


def test_the_days_and_the_status_narrow_it_down(manager_client):
    today = timezone.localdate()
    old = make_enquiry(received_at=timezone.now() - timedelta(days=40))
    new = make_enquiry()
    closed = make_enquiry(status="closed", closed_at=timezone.now())
    since = (today - timedelta(days=30)).isoformat()
    for given, wanted in (
        ({}, {old, new, closed}),
        ({"since": since}, {new, closed}),
        ({"until": since}, {old}),
        ({"status": "open"}, {old, new}),
        ({"status": "closed", "since": since}, {closed}),
    ):
        rows = read(take(manager_client, **given))
        assert {row["reference"] for row in rows} == {row.reference for row in wanted}


@pytest.mark.parametrize("spelling", ["%-d %B %Y", "%d/%m/%Y", "%d.%m.%Y"])
def test_a_day_is_typed_as_people_write_it(manager_client, spelling):
    day = timezone.localdate() + timedelta(days=3)
    read(take(manager_client, delete_by=day.strftime(spelling)))
    assert EnquiryExport.objects.get().delete_by == day


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"reason": " "}, "required"),
        ({"delete_by": ""}, "Say by which day"),
        ({"delete_by": "2020-01-01"}, "That day is over"),
        ({"delete_by": "2099-01-01"}, "or an earlier day"),
        ({"since": "2026-11-20", "until": "2026-11-10"}, "before the first one"),
        ({"topic": "children"}, "is not one of the answers"),
        ({"status": "spam"}, "is not one of the answers"),
    ],
)
def test_a_wrong_answer_makes_no_file(manager_client, wrong, words):
    response = take(manager_client, **wrong)
    assert response.status_code == 422
    assert words in response.content.decode()
    assert not EnquiryExport.objects.exists()


def test_a_month_is_offered_and_three_months_are_the_most(manager_client):
    usual, most = (timezone.localdate() + timedelta(days=days) for days in (30, 90))
    assert f'value="{usual.isoformat()}"' in manager_client.get(ADD).content.decode()
    assert take(manager_client, delete_by=most.isoformat()).status_code == 200
    assert take(manager_client, delete_by=(most + timedelta(days=1)).isoformat()).status_code == 422


@pytest.mark.parametrize(
    "start",
    ["=1+1", "+44", "-2", "@SUM(A1)", "\tx", "＝1", "\u2060=1+1", "\u200b\u00ad=1", " \u3000=1", "\u0301=1"],
)
def test_no_cell_of_a_spreadsheet_is_a_formula(manager_client, start):
    make_enquiry(subject=start, message=f'{start}\nmore, "quoted"', name=start)
    text = b"".join(take(manager_client).streaming_content).decode("utf-8-sig")
    assert f'"\'{start}"' in text
    assert f'"{start}' not in text


def test_what_starts_no_formula_stays_as_it_is(manager_client):
    make_enquiry(subject="1 = 1", message="\u2060Hello", name="O’Neill-Smith")
    row = read(take(manager_client))[0]
    assert (row["subject"], row["message"], row["name"]) == ("1 = 1", "\u2060Hello", "O’Neill-Smith")


def test_what_is_erased_while_the_file_is_made_is_not_in_it(manager_client):
    kept, gone = make_enquiry(), make_enquiry()
    response = take(manager_client)
    Enquiry.objects.filter(pk=gone.pk).delete()
    assert [row["reference"] for row in read(response)] == [kept.reference]


def test_a_large_file_is_never_whole_in_memory(manager, manager_client, django_assert_max_num_queries):
    make_enquiry(message="x" * 5000)
    model = Enquiry.objects.get()
    rows = []
    for number in range(2 * export.BATCH):
        model.pk, model.reference, model.token, model.submission = (
            None,
            f"R{number:05}",
            f"t{number}",
            f"s{number}",
        )
        rows.append(Enquiry(**{field.attname: getattr(model, field.attname) for field in model._meta.fields}))
    Enquiry.objects.bulk_create(rows, batch_size=200)
    made = export.start(
        enquiries=Enquiry.objects.all(), reason="All", delete_by=timezone.localdate(), by=manager
    )
    with django_assert_max_num_queries(3):
        sizes = [len(part) for part in export.lines(made)]
    assert len(sizes) == 4
    assert sum(sizes) > 5_000_000
    tracemalloc.start()
    for _ in export.lines(made):
        pass
    assert tracemalloc.get_traced_memory()[1] < 15_000_000
    tracemalloc.stop()


def make_export(**fields) -> EnquiryExport:
    defaults = {"by_name": "Sam", "reason": "Board", "delete_by": timezone.localdate(), "references": ["A"]}
    return EnquiryExport.objects.create(**{**defaults, **fields})


def test_a_file_past_its_day_is_marked_until_somebody_says_that_it_is_deleted(manager_client, manager):
    late = make_export(by=manager, delete_by=timezone.localdate() - timedelta(days=1))
    make_export(by=manager, delete_by=timezone.localdate() + timedelta(days=3))
    text = manager_client.get(LIST).content.decode()
    assert text.count("Late: was to be deleted by") == 1
    assert f"{LIST}{late.pk}/change/" in manager_client.get(f"{LIST}?file=late").content.decode()
    lines = files_to_delete(manager)
    assert [line.text for line in lines] == ["Delete the file of enquiries that you exported, and say so"]
    assert lines[0] in today.lines(manager)
    assert manager_client.get(lines[0].url).status_code == 200
    assert "Yes, it is deleted" in manager_client.get(f"{LIST}{late.pk}/change/").content.decode()
    assert manager_client.get(f"{LIST}{late.pk}/deleted/").status_code == 405
    for _ in range(2):
        assert manager_client.post(f"{LIST}{late.pk}/deleted/").status_code == 302
    assert files_to_delete(manager) == []
    assert "Yes, it is deleted" not in manager_client.get(f"{LIST}{late.pk}/change/").content.decode()
    assert AuditEntry.objects.filter(action="export deleted").count() == 1
    assert manager_client.post(f"{LIST}999/deleted/").status_code == 404


def test_only_the_holder_is_reminded(manager, adviser, manager_client):
    make_export(by=make_manager())
    assert files_to_delete(manager) == []
    make_export(by=adviser)
    assert files_to_delete(adviser) == []
    assert files_to_delete(AnonymousUser()) == []


def test_the_record_itself_cannot_be_changed_or_deleted(manager_client):
    made = make_export()
    assert manager_client.post(f"{LIST}{made.pk}/change/", {"reason": "x"}).status_code == 403
    assert manager_client.get(f"{LIST}{made.pk}/delete/").status_code == 403
    assert manager_client.get(f"{LIST}{made.pk}/history/").status_code == 200


def test_nobody_but_a_manager_exports(adviser_client, editor_client, client):
    made = make_export()
    for wrong in (adviser_client, editor_client):
        for address in (ADD, LIST, f"{LIST}{made.pk}/change/"):
            assert wrong.get(address).status_code == 403
        assert take(wrong).status_code == 403
        assert wrong.post(f"{LIST}{made.pk}/deleted/").status_code == 403
    assert "/admin/login/" in take(client)["Location"]
    assert EnquiryExport.objects.get().deleted_at is None


def test_the_old_way_out_is_gone(admin_client):
    enquiry = make_enquiry()
    page = admin_client.post(
        "/admin/enquiries/enquiry/", {"action": "download", "_selected_action": [enquiry.pk]}, follow=True
    )
    assert "text/html" in page["Content-Type"]
    assert b"CSV" not in admin_client.get("/admin/enquiries/enquiry/").content


def test_records_go_after_their_months(db):
    make_export(at=timezone.now() - timedelta(days=800))
    kept = make_export()
    assert export.purge() == 1
    assert EnquiryExport.objects.get() == kept
