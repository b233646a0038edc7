"""What guided routes name may go away under them: their screens stand all the same."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from guidance.models import GuidancePage, GuidedRoute, Helpline, Resource
from guidance.services import editing, publishing, scheduling
from tests.document import Document
from tests.factories import make_helpline

OUTCOME = "/what-has-happened/pictures/do/p2/"


def read_more(client) -> list[str]:
    response = client.get(OUTCOME)
    assert response.status_code == 200
    return [link.text for link in Document.of(response).select(".outcome__more ul a")]


@pytest.mark.parametrize(
    ("model", "slug", "stays"),
    [
        (Resource, "kcsie", ["Online safety in the early years"]),
        (GuidancePage, "early-years", ["Keeping children safe in education"]),
    ],
)
def test_what_was_withdrawn_is_no_longer_offered_to_read(loaded, client, adviser, model, slug, stays):
    publishing.withdraw(obj=model.objects.get(slug=slug), by=adviser, reason="It is old.")
    assert read_more(client) == stays
    assert client.get("/what-has-happened/pictures/chart/").status_code == 200


@pytest.mark.parametrize(
    "fields",
    [{"phone_confirmed": False}, {"status": Helpline.Status.WITHDRAWN, "withdrawn_reason": "It closed."}],
)
def test_a_number_that_nobody_confirms_any_longer_is_not_shown(loaded, client, adviser, fields):
    make_helpline(title="999", slug="emergency-999", phone="999", phone_confirmed=True)
    line = Helpline.objects.get(slug="childline")
    for name, value in fields.items():
        setattr(line, name, value)
    editing.save_changes(obj=line, by=adviser)
    page = Document.of(client.get(OUTCOME))
    assert "0800 1111" not in page.text
    # It was the only one on the call buttons: then those of every route stand there.
    assert [link.attributes["href"] for link in page.select(".plates a")] == ["tel:999"]


def test_a_public_route_cannot_be_put_off_to_another_day(loaded, client, adviser):
    pictures = GuidedRoute.objects.get(slug="pictures")
    with pytest.raises(ValidationError, match="Other routes lead here"):
        scheduling.schedule(obj=pictures, by=adviser, at=timezone.now() + timedelta(days=1))
    assert client.get(OUTCOME).status_code == 200
