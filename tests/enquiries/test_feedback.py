"""Whether a page helped: asked where people read, counted by page and day, and what was missing."""

import re
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from enquiries import feedback_tokens
from enquiries.models import FeedbackComment, FeedbackCount
from guidance.models import GuidancePage, Resource
from lesas_portal.core.models import AuditEntry
from tests.conventions import seen
from tests.document import Document
from tests.enquiries.answers import ALLEGATION, CONCERN

pytestmark = pytest.mark.usefixtures("portal")
PAGE = "/guidance/filtering-and-monitoring/"
MISSING = "A table that compares filtering products by price would help."
ASKED = [
    *(PAGE, "/guidance/", "/risks/", "/risks/conduct/", "/resources/kcsie/", "/policies/", "/training/"),
    *("/policies/acceptable-use/", "/policies/acceptable-use/reasons/", "/training/online-safety-review/"),
    *("/updates/", "/updates/information-sharing/", "/for/dsl/", "/about/", "/embed/"),
]
NOT_ASKED = [
    *(
        "/",
        "/front-door/",
        "/allegations/",
        "/what-has-happened/",
        "/what-has-happened/nudes/",
        "/helplines/",
    ),
    *("/what-has-happened/nudes/n4/", "/what-has-happened/nudes/do/n5/", "/parents/", "/search/?q=nudes"),
    *("/parents/when-something-has-gone-wrong/", "/parents/group-chats/", "/resources/childline/"),
    *("/guidance/when-something-happens/", "/guidance/a-child-tells-you/", "/enquiries/", "/feedback/"),
    *("/enquiries/new/?topic=policy", "/nothing/", "/resources/closed-action-fraud/"),
    *("/embed/front-door/", "/embed/helplines/", "/policies/acceptable-use/tailor/"),
]


def vote(client, page=PAGE, helped="no", **more):
    return client.post("/feedback/", {"page": page, "helped": helped}, **more)


def say(client, text=MISSING, page=PAGE, token=None):
    token = token or feedback_tokens.issue(page, helped=False, backdate=True)
    return client.post("/feedback/", {"feedback_token": token, "text": text})


def is_asking(response) -> bool:
    return 'action="/feedback/"' in response.content.decode()


@pytest.mark.parametrize("path", ASKED)
def test_a_page_to_read_asks_by_two_buttons_without_a_token_or_a_box(client, path):
    page = Document.of(client.get(path))
    (form,) = page.select('form[action="/feedback/"]')
    assert [button.attributes["value"] for button in form.select("button")] == ["yes", "no"]
    assert [field.attributes["name"] for field in form.select("input, textarea, select")] == ["page"]
    assert form.select("input")[0].attributes == {"type": "hidden", "name": "page", "value": path}
    assert vote(client, path).status_code == 200


@pytest.mark.parametrize("path", NOT_ASKED)
def test_where_somebody_may_be_in_trouble_nothing_asks_and_nothing_is_counted(client, path):
    assert not is_asking(client.get(path))
    assert vote(client, path).status_code == 400
    assert not FeedbackCount.objects.exists()


def test_every_page_that_asks_is_one_of_which_an_answer_is_taken(client):
    for row in [*GuidancePage.objects.published(), *Resource.objects.published()[:60]]:
        path = row.get_absolute_url()
        assert is_asking(client.get(path)) == (vote(client, path).status_code == 200), path


def test_answers_are_counted_by_page_and_day_and_name_nobody(client, freeze):
    for helped in ("yes", "no", "no"):
        assert vote(client, helped=helped).status_code == 200
    vote(client, "/about/", "yes")
    freeze(timezone.now() + timedelta(days=1))
    vote(client, helped="yes")
    counts = [(row.page, row.yes, row.no) for row in FeedbackCount.objects.order_by("day", "page")]
    assert counts == [("/about/", 1, 0), (PAGE, 1, 2), (PAGE, 1, 0)]
    assert {field.name for field in FeedbackCount._meta.fields} == {"id", "day", "page", "yes", "no"}


def test_after_an_answer_one_may_say_what_was_missing_and_is_warned(client):
    response = vote(client)
    page = Document.of(response)
    assert "no-store" in response["Cache-Control"]
    assert not response.cookies
    assert "Don’t name or describe a child or an adult" in page.main
    assert [box.attributes["name"] for box in page.select("main textarea, main input")] == [
        "text",
        "feedback_token",
    ]
    assert page.select(f'main a[href="{PAGE}"]')


def test_what_was_missing_is_kept_with_its_page_and_day_alone(client):
    response = say(client)
    assert response.status_code == 200
    assert MISSING not in response.content.decode()
    (kept,) = FeedbackComment.objects.all()
    assert (kept.page, kept.helped, kept.text, kept.day) == (PAGE, False, MISSING, timezone.localdate())


def test_the_same_form_sent_twice_is_kept_once(client):
    token = feedback_tokens.issue(PAGE, helped=False, backdate=True)
    assert [say(client, token=token).status_code for _ in range(2)] == [200, 200]
    assert FeedbackComment.objects.count() == 1


def test_the_same_form_sent_twice_round_the_hour_is_kept_once(client, freeze):
    eleven = datetime(2026, 11, 27, 11, tzinfo=UTC)
    opened = (eleven - timedelta(minutes=5)).timestamp()
    token = feedback_tokens.issue(PAGE, helped=False, now=opened)
    for moment in (eleven - timedelta(seconds=1), eleven):
        freeze(moment)
        assert say(client, token=token).status_code == 200
    assert FeedbackComment.objects.count() == 1


@pytest.mark.parametrize(("text", "kind"), [(CONCERN, "front_door"), (ALLEGATION, "lado")])
@pytest.mark.parametrize("token", ["good", "none", "old"])
def test_what_reads_like_a_concern_leads_to_who_acts_and_is_not_kept(client, text, kind, token):
    tokens = {"good": None, "none": "x", "old": feedback_tokens.issue(PAGE, helped=False, now=1.0)}
    response = say(client, text=text, token=tokens[token])
    page = Document.of(response)
    assert page.select(f'[data-signpost="{kind}"]')
    assert text not in response.content.decode()
    assert "has not been kept or sent" in page.main
    assert page.select('main a[href^="tel:"]')
    assert not page.all("textarea")
    assert not FeedbackComment.objects.exists()


def test_what_the_screen_cannot_read_is_not_kept(weights_away, client):
    assert Document.of(say(client)).select('[data-signpost="unread"]')
    assert not FeedbackComment.objects.exists()


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "Write what was missing"),
        ("price " * 100, "must be 500 characters or fewer"),
        ("Send the table to office@example.org please.", "Leave out email addresses"),
    ],
)
def test_what_does_not_fit_comes_back_to_be_changed_and_is_not_kept(client, text, says):
    response = say(client, text=text)
    assert response.status_code == 422
    page = Document.of(response)
    assert says in page.select(".error-summary")[0].text
    assert page.one("title").text.startswith("Error: ")
    assert page.select("textarea")[0].text == text.strip()
    assert not FeedbackComment.objects.exists()


@pytest.mark.parametrize("now", [None, 1.0])
def test_a_form_that_is_too_new_or_too_old_comes_back_with_what_was_typed_and_then_goes(client, freeze, now):
    token = feedback_tokens.issue(PAGE, helped=False, now=now)
    again = say(client, token=token)
    assert again.status_code == 422
    assert MISSING in again.content.decode()
    # The button here is not called "Continue", as that of an enquiry is.
    assert "press the button again" in Document.of(again).select(".error-summary")[0].text
    assert not FeedbackComment.objects.exists()
    freeze(timezone.now() + timedelta(seconds=30))
    assert say(client, token=Document.of(again).hidden["feedback_token"]).status_code == 200
    assert FeedbackComment.objects.get().page == PAGE


@pytest.mark.parametrize("token", ["", "x", "x" * 5000])
def test_a_token_that_is_not_ours_keeps_nothing(client, token):
    response = client.post("/feedback/", {"feedback_token": token, "text": MISSING})
    assert response.status_code == 400
    assert not FeedbackComment.objects.exists()


@pytest.mark.parametrize(
    "sent",
    [
        *({}, {"page": PAGE}, {"helped": "yes"}, {"page": PAGE, "helped": "perhaps"}),
        {"page": "//evil.example/", "helped": "yes"},
        {"page": "/guidance/" + "x" * 300 + "/", "helped": "yes"},
        {"page": "/guidance/no-such-page/", "helped": "yes"},
        {"page": "\x00", "helped": "yes"},
    ],
)
def test_only_answers_about_our_own_pages_are_counted(client, sent):
    assert client.post("/feedback/", sent).status_code == 400
    assert not FeedbackCount.objects.exists()


def test_the_page_of_another_site_cannot_make_a_browser_answer(client):
    assert vote(client, headers={"Sec-Fetch-Site": "cross-site"}).status_code == 400
    assert not FeedbackCount.objects.exists()


def test_more_than_a_staff_room_says_in_an_hour_is_not_counted(client, settings):
    settings.FEEDBACK_TO_ENQUIRIES, settings.ENQUIRIES_PER_HOUR_PER_ADDRESS = 1, 2
    sender = Client(REMOTE_ADDR="203.0.113.7")
    assert [vote(sender).status_code for _ in range(3)] == [200, 200, 429]
    assert FeedbackCount.objects.get().no == 2
    refused = say(sender)
    assert refused.status_code == 429
    assert MISSING not in refused.content.decode()
    assert not FeedbackComment.objects.exists()


def test_a_long_body_is_refused_unread(client):
    response = client.post("/feedback/", {"page": PAGE, "helped": "no", "more": "x" * 30_000})
    assert response.status_code == 413


def test_a_get_says_what_it_is_and_a_put_is_refused(client):
    response = client.get("/feedback/")
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert client.put("/feedback/").status_code == 405


def test_while_the_database_is_away_it_says_so(client):
    real = feedback_tokens.issue(PAGE, helped=False, backdate=True)

    def refuse(execute, sql, params, many, context):
        if "feedback" in sql.lower() or "ratehit" in sql.lower():
            raise OperationalError("secret detail")
        return execute(sql, params, many, context)

    with connection.execute_wrapper(refuse):
        answers = [vote(client), say(client, token=real)]
    assert [answer.status_code for answer in answers] == [503, 503]
    assert all("The fault is ours" in answer.content.decode() for answer in answers)


def test_comments_go_after_ninety_days_and_counts_stay(client):
    vote(client)
    say(client)
    day = timezone.localdate() - timedelta(days=90)
    FeedbackComment.objects.create(page=PAGE, helped=True, text="Old words.", day=day)
    FeedbackComment.objects.create(page=PAGE, helped=True, text="Newer.", day=day + timedelta(days=1))
    out = StringIO()
    call_command("purge_enquiries", "--dry-run", stdout=out)
    assert "1 comment on pages would be deleted" in out.getvalue()
    assert FeedbackComment.objects.count() == 3
    call_command("purge_enquiries", stdout=StringIO())
    assert {row.text for row in FeedbackComment.objects.all()} == {MISSING, "Newer."}
    assert FeedbackCount.objects.count() == 1


def test_editors_read_counts_and_comments_and_change_neither(client, editor_client):
    vote(client)
    say(client)
    for noun in ("feedbackcount", "feedbackcomment"):
        row = (FeedbackCount if noun == "feedbackcount" else FeedbackComment).objects.get()
        listed = editor_client.get(f"/admin/enquiries/{noun}/")
        assert listed.status_code == 200
        assert PAGE in listed.content.decode()
        assert editor_client.get(f"/admin/enquiries/{noun}/add/").status_code == 403
        assert (
            editor_client.post(f"/admin/enquiries/{noun}/{row.pk}/delete/", {"post": "yes"}).status_code
            == 403
        )
        assert (
            editor_client.post(f"/admin/enquiries/{noun}/{row.pk}/change/", {"page": "/"}).status_code == 403
        )
    assert MISSING in editor_client.get("/admin/enquiries/feedbackcomment/").content.decode()


def test_an_adviser_deletes_a_comment_that_is_about_a_child_and_no_word_of_it_is_noted(
    client, adviser_client
):
    row = FeedbackComment.objects.create(page=PAGE, helped=False, text="Tommy told us.")
    response = adviser_client.post(f"/admin/enquiries/feedbackcomment/{row.pk}/delete/", {"post": "yes"})
    assert response.status_code == 302
    assert not FeedbackComment.objects.exists()
    assert "Tommy" not in repr([vars(entry) for entry in AuditEntry.objects.all()])


def test_pages_that_ask_are_kept_as_before(client):
    first, second = (client.get(PAGE).content for _ in range(2))
    assert first == second
    assert not re.search(rb'name="(csrf|form_|feedback_)', first)


def test_no_page_of_it_has_a_slip(client, settings):
    token = feedback_tokens.issue(PAGE, helped=False, backdate=True)
    pages = [client.get("/feedback/"), vote(client), vote(client, helped="yes"), vote(client, page="/x/")]
    pages += [say(client, text=text) for text in ("", CONCERN, ALLEGATION)]
    pages += [say(client, text=CONCERN, token="x"), say(client, token=token)]
    settings.FEEDBACK_TO_ENQUIRIES = 0
    pages.append(vote(Client(REMOTE_ADDR="203.0.113.7")))
    assert [seen.in_page(page.content.decode()) for page in pages] == [[]] * len(pages)
