"""What a browser is given to keep: the numbers of two cookies, and nothing about anybody."""

import pytest
from django.test import Client

from lesas_portal import sign_in
from tests.portal.test_people import PASSWORD, link

pytestmark = pytest.mark.django_db
NEW = {"full_name": "Robin Marsh", "email": "robin@example.org", "role": "adviser"}


def test_what_the_admin_says_next_stands_in_no_cookie(manager_client):
    answer = manager_client.post("/admin/staff/person/add/", NEW)
    assert answer.status_code == 302
    assert "robin" not in str(answer.cookies).casefold()
    assert set(manager_client.cookies) <= {"sessionid", "csrftoken"}
    assert "The invitation to Robin Marsh" in manager_client.get(answer.url).content.decode()


def test_somebody_who_is_not_signed_in_is_told_too(manager_client):
    manager_client.post("/admin/staff/person/add/", NEW)
    visitor = Client()
    page = visitor.post(link(), PASSWORD, follow=True)
    assert "Your account is made. Sign in as robin@example.org." in page.content.decode()
    assert set(visitor.cookies) <= {"sessionid", "csrftoken"}


def test_under_https_each_cookie_is_bound_to_this_host():
    named = sign_in.settings(https=True, by_provider=False)
    assert all(value.startswith("__Host-") for name, value in named.items() if name.endswith("COOKIE_NAME"))
