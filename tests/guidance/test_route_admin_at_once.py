"""Two people at the pages that publish guided routes, each with a connection of their own."""

import pytest
from django.test import Client
from django.urls import reverse

from guidance.loading import content as loading
from guidance.models import GuidedRoute
from guidance.services import route_drafts
from tests.factories import make_person
from tests.guidance.test_two_connections import run_at_once

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
ANSWERS = {"readers": "tell", "note": "Clearer.", "reviewed_by": "Ann Other"}


def test_two_routes_are_published_at_once_and_nobody_waits_in_a_circle(transactional_db, fixtures):
    loading.load(fixtures)
    chief = make_person(is_staff=True, is_superuser=True)
    routes = list(GuidedRoute.objects.filter(slug__in=["common", "pictures"]))

    def publish(route):
        browser = Client()
        browser.force_login(chief)
        address = reverse("admin:guidance_guidedroute_issue", args=[route.pk])
        assert browser.post(address, ANSWERS).status_code == 302

    for number in range(3):
        for route in routes:
            outcome = route.outcomes.first()
            outcome.review = f"Look again in {number + 2} days."
            route_drafts.save_draft(obj=outcome, by=chief)
        run_at_once(*(lambda route=route: publish(route) for route in routes))
    assert [route.editions.count() for route in routes] == [4, 4]
