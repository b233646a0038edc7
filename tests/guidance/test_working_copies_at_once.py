"""Two advisers publish the same changes at the same moment: one does, the other is told."""

import pytest

from guidance.models import Revision, WorkingCopy
from guidance.services import versions, working_copies
from tests.factories import make_page, make_person
from tests.guidance.test_two_connections import run_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_of_two_who_publish_at_once_one_does_and_the_other_is_told(transactional_db):
    # Groups do not outlive a test that really commits.
    people = [make_person(is_staff=True, is_superuser=True) for _ in range(2)]
    page = make_page(title="Old title")
    working_copies.save(obj=page, values={"title": "New title"}, by=people[0])
    seen = working_copies.fingerprint(page, WorkingCopy.objects.of(page).get())

    def publish_as(person):
        return lambda: working_copies.publish(obj=page, seen=seen, by=person, note="A better title.")

    raised = run_at_once(*map(publish_as, people))
    assert sorted(error is None for error in raised) == [False, True]
    assert "No changes wait here now" in str(next(filter(None, raised)))
    page.refresh_from_db()
    assert page.title == "New title"
    assert Revision.objects.of(page).count() == 1
    assert versions.of(page).count() == 2
