"""Two advisers who change a contact of the Front Door at the same moment, each with a connection."""

import pytest
from django.test import Client
from django.urls import reverse

from guidance.models import Confirmation, Helpline, Revision
from lesas_portal.core.models import QueuedEmail
from tests.factories import make_adviser, make_helpline
from tests.guidance.test_contact_changes import LAST, TOLD, sent
from tests.guidance.test_two_connections import run_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_one_changes_it_and_the_other_reads_what_it_is_now():
    office = make_helpline(slug="front-door", phone="03000 41 11 11", phone_confirmed=True)
    page = reverse("admin:guidance_helpline_contact", args=[office.pk])
    answers = []

    def presses(number):
        client = Client()
        client.force_login(make_adviser(email=f"{number}@example.org"))
        data = sent(client.get(page), phone=number, **TOLD, **{**LAST, "retyped_phone": number})
        return lambda: answers.append(client.post(page, data))

    run_at_once(presses("03000777777"), presses("03000666666"))
    assert sorted(answer.status_code for answer in answers) == [200, 302]
    late = next(answer for answer in answers if answer.status_code == 200).content.decode()
    now = Helpline.objects.get(pk=office.pk)
    assert "so nothing was saved" in late
    assert now.phone in late
    assert (Confirmation.objects.count(), Revision.objects.of(office).count()) == (1, 1)
    assert QueuedEmail.objects.count() == 1
