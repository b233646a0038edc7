"""PostgreSQL samples columns for its planner: of what a person wrote none, for it would outlive them."""

import pytest
from django.db import connection

from enquiries.models import Enquiry, Event, FeedbackComment
from lesas_portal.core.models import QueuedEmail
from tests.factories import make_enquiry, make_mail
from tests.traces import new_marker

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_no_word_of_an_enquiry_stands_in_the_statistics_of_the_database():
    marker = new_marker()
    texts = ("name", "role", "setting_name", "phone", "subject", "message", "preferred_dates", "attendees")
    more = ("order_number", "outcome_missing", "outcome_page")
    for _ in range(3):
        enquiry = make_enquiry(
            **dict.fromkeys((*texts, *more), marker), email=f"{marker}@example.org", screen_signals=[marker]
        )
        Event.objects.create(
            enquiry=enquiry, kind=Event.Kind.NOTE, by_name="Sam Lee", text=marker, about=marker
        )
        FeedbackComment.objects.create(page="/about/", helped=False, text=marker)
        make_mail(recipient=f"{marker}@example.org", subject=marker, body=marker)
    with connection.cursor() as cursor:
        for model in (Enquiry, Event, FeedbackComment, QueuedEmail):
            cursor.execute(f"ANALYZE {model._meta.db_table}")
        cursor.execute(
            "SELECT tablename, attname FROM pg_stats WHERE pg_stats::text ILIKE %s", [f"%{marker}%"]
        )
        assert cursor.fetchall() == []
        cursor.execute("SELECT count(*) FROM pg_stats WHERE tablename = 'enquiries_enquiry'")
        assert cursor.fetchone()[0] > 0  # Numbers, dates and choices it goes on sampling.
