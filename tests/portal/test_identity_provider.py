"""Staff sign in by the council's identity provider: out and back, roles by groups, and no other way in."""

import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from django.contrib.auth import authenticate
from django.contrib.auth.models import Permission, User
from django.core.checks import run_checks
from django.test import Client
from django.urls import reverse

from lesas_portal import identity_provider
from lesas_portal.core.models import AuditEntry
from lesas_portal.staff import roles
from lesas_portal.staff.models import ProviderAccount
from lesas_portal.staff.services import provider_accounts
from tests.admin_forms import of_page, opened
from tests.document import Document
from tests.factories import make_adviser, make_manager, make_page
from tests.portal.access_matrix import addresses
from tests.portal.provider_server import run_real_provider

pytestmark = pytest.mark.django_db
LOGIN, START, BACK = "/admin/login/", "/admin/provider/", "/admin/provider/return/"
PASSWORD = "a long pass phrase 7"


def out(client, onward="/admin/") -> str:
    """Where the portal sends somebody who signs in."""
    answer = client.get(START, {"next": onward})
    assert answer.status_code == 302, answer.content.decode()
    return answer.headers["Location"]


def come_back(client, outside):
    """Sign in at the provider, which does so at once, and follow it back."""
    parts = urlsplit(httpx.get(outside).headers["Location"])
    assert parts.path == BACK
    return client.get(f"{parts.path}?{parts.query}")


def sign_in(client=None, onward="/admin/"):
    client = client or Client()
    return come_back(client, out(client, onward))


def roles_of(person) -> set[str]:
    return {group.name for group in person.groups.all()}


def audit() -> list[tuple]:
    return [*AuditEntry.objects.order_by("pk").values_list("action", "actor", "object_key")]


def words(page) -> str:
    return Document.of(page).text


# A provider process of others' making


def test_somebody_signs_in_at_a_real_provider_and_out_again(by_provider, settings):
    kim = {
        "sub": "kim-1",
        "email": "kim@example.org",
        "name": "Kim Vale",
        "groups": ["staff", "LESAS advisers"],
    }
    groups = {"groups_claim": "groups", "adviser_group": "LESAS advisers"}
    client = Client()
    with run_real_provider(kim) as issuer:
        settings.OIDC = replace(settings.OIDC, issuer=issuer, **groups)
        address = out(client, "/admin/guidance/")
        form = httpx.get(address)
        assert "kim-1" in form.text
        back = httpx.post(address, data={"sub": "kim-1"}).headers["Location"]
        answer = client.get(back.removeprefix(settings.SITE_URL))
        assert (answer.status_code, answer.headers.get("Location")) == (302, "/admin/guidance/")
        assert client.get("/admin/").status_code == 200
        person = User.objects.get()
        assert (person.username, person.get_full_name()) == ("kim@example.org", "Kim Vale")
        assert roles_of(person) == {"Editor", "Adviser"}
        again = client.get(back.removeprefix(settings.SITE_URL))
        assert again.status_code == 403, "a code is good once"
        client.post("/admin/logout/")
        outside = client.get(reverse("admin:provider_sign_out")).headers["Location"]
        assert outside.startswith(f"{issuer}/oauth2/end_session?")
        assert parse_qs(urlsplit(outside).query)["post_logout_redirect_uri"] == [settings.SITE_URL + LOGIN]


# Out and back


def test_the_first_sign_in_makes_the_account_and_the_second_finds_it(provider):
    client = Client()
    assert sign_in(client, "/admin/guidance/").headers["Location"] == "/admin/guidance/"
    person = User.objects.get()
    assert (person.username, person.email) == ("kim.vale@example.org", "kim.vale@example.org")
    assert person.is_staff
    assert not person.is_superuser
    assert not person.has_usable_password()
    assert client.get("/admin/").status_code == 200
    provider.claims = {"email": "new.name@example.org", "name": "Kim Newname"}
    sign_in()
    assert User.objects.get() == person
    assert audit() == [
        ("add", provider_accounts.PROVIDER, person.username),
        ("change role", provider_accounts.PROVIDER, person.username),
        ("sign in", person.username, person.username),
        ("sign in", person.username, person.username),
    ]


def test_the_page_to_sign_in_leads_there_and_asks_for_no_password(provider, client):
    page = client.get("/admin/", follow=True)
    assert not Document.of(page).select("input[type=password]")
    assert [a for a in Document.of(page).select("a") if a.attributes.get("href", "").startswith(START)]


def test_visitors_who_only_click_leave_nothing_in_the_database(provider, client):
    client.get(START)
    assert "sessionid" not in client.cookies
    kept = client.cookies["council-sign-in"]
    assert (kept["httponly"], kept["samesite"], kept["max-age"]) == (True, "Lax", 600)


def test_the_cookie_is_named_on_the_page_about_cookies(provider, client):
    assert "council-sign-in" in words(client.get("/cookies/"))


def test_under_https_the_cookie_is_bound_to_the_host(provider, settings, client):
    settings.HTTPS = True
    client.get(START)
    assert client.cookies["__Host-council-sign-in"]["secure"]


@pytest.mark.parametrize("away", ["https://evil.example/", "//evil.example/", "/\\evil.example"])
def test_nobody_is_led_to_another_site(provider, away):
    assert sign_in(onward=away).headers["Location"] == "/admin/"


def test_a_secret_goes_into_the_form_where_the_provider_takes_it_only_there(provider):
    provider.ways = ["client_secret_post"]
    assert sign_in().status_code == 302
    assert provider.posted[0]["client_id"] == "portal"


def test_the_token_the_code_and_the_secret_are_kept_nowhere(provider, caplog):
    made = []
    sign = provider.sign
    provider.sign = lambda said: made.append(sign(said)) or made[-1]
    client = Client()
    with caplog.at_level(logging.DEBUG, logger="lesas_portal"):
        sign_in(client)
        provider.sign = lambda said: made.append("not.a.token") or made[-1]
        sign_in()
    kept = caplog.text + str([*AuditEntry.objects.values()]) + str(dict(client.session))
    assert [secret for secret in (*made, "code-0", "code-1", "a secret") if secret in kept] == []


@pytest.mark.parametrize("site", ["cross-site", "same-site"])
def test_a_link_of_another_site_begins_no_sign_in_by_itself(provider, client, site):
    answer = client.get(START, {"next": "/admin/guidance/"}, headers={"Sec-Fetch-Site": site})
    assert answer.headers["Location"] == f"{LOGIN}?next=%2Fadmin%2Fguidance%2F"
    assert "council-sign-in" not in client.cookies
    for own in ("same-origin", "none"):
        answer = client.get(START, headers={"Sec-Fetch-Site": own})
        assert answer.headers["Location"].startswith(provider.issuer)


def test_other_sign_ins_are_ended_after_one_more_at_the_council(provider, freeze):
    here, there = Client(), Client()
    sign_in(there)
    sign_in(here)
    yours = reverse("admin:your_sign_in")
    freeze(datetime.now(UTC) + timedelta(minutes=11))
    assert here.post(yours).status_code == 422
    (link,) = (a for a in Document.of(here.get(yours)).select("a") if a.attributes["href"].startswith(START))
    outside = here.get(link.attributes["href"]).headers["Location"]
    assert parse_qs(urlsplit(outside).query)["prompt"] == ["login"]
    assert come_back(here, outside).headers["Location"] == yours
    assert here.post(yours).status_code == 302
    assert there.get("/admin/").status_code == 302
    assert here.get("/admin/").status_code == 200


# Roles


@pytest.mark.parametrize(
    ("groups", "role"),
    [
        (["Editor"], {"Editor"}),
        ("Adviser", {"Editor", "Adviser"}),
        (["Editor", "Manager", 7], {"Editor", "Adviser", "Manager"}),
    ],
)
def test_the_widest_of_the_groups_gives_the_role(provider, groups, role):
    provider.claims = {"roles": groups}
    sign_in()
    assert roles_of(User.objects.get()) == role


def test_a_role_changes_at_the_next_sign_in_and_the_provider_did_it(provider):
    sign_in()
    AuditEntry.objects.all().delete()
    provider.claims = {"roles": ["Manager"]}
    sign_in()
    assert roles_of(User.objects.get()) == {"Editor", "Adviser", "Manager"}
    assert audit()[0] == ("change role", provider_accounts.PROVIDER, "kim.vale@example.org")


@pytest.mark.parametrize("groups", [None, [], ["staff"], "adviser", {"Adviser": 1}, [["Adviser"]]])
def test_somebody_in_no_group_reads_whom_to_ask_and_no_account_is_made(provider, groups):
    provider.claims = {"roles": groups}
    answer = sign_in()
    assert answer.status_code == 403
    assert "group “Adviser”" in words(answer)
    assert not User.objects.exists()


def test_who_lost_the_last_group_is_out_at_the_next_sign_in_also_where_they_were_signed_in(provider):
    elsewhere, here = Client(), Client()
    sign_in(elsewhere)
    assert elsewhere.get("/admin/guidance/guidancepage/").status_code == 200
    provider.claims = {"roles": []}
    assert sign_in(here).status_code == 403
    assert here.get("/admin/").status_code == 302
    assert elsewhere.get("/admin/guidance/guidancepage/").status_code == 403
    assert ("refuse sign-in", provider_accounts.PROVIDER, "kim.vale@example.org") in audit()


def test_a_role_of_the_council_takes_away_what_was_given_beside_roles(provider):
    sign_in()
    person = User.objects.get()
    person.user_permissions.add(Permission.objects.get(codename="delete_enquiry"))
    provider.claims = {"roles": ["Editor"]}
    sign_in()
    assert not User.objects.get().has_perm("enquiries.delete_enquiry")


def test_groups_of_the_council_give_a_role_only_where_the_settings_name_them(monkeypatch, settings):
    """A council may have a group of its own that is called "Manager"."""
    named = identity_provider.from_environment()
    assert (named.groups_claim, named.manager_group) == ("roles", "Manager")
    monkeypatch.setenv("OIDC_GROUPS_CLAIM", "groups")
    monkeypatch.setenv("OIDC_ADVISER_GROUP", "LESAS advisers")
    settings.OIDC = identity_provider.from_environment()
    assert roles.of_groups({"Manager", "Editor", ""}) is None
    assert roles.of_groups({"Manager", "LESAS advisers"}) == roles.Role.ADVISER
    assert roles.council_groups() == [(roles.Role.ADVISER, "LESAS advisers")]


def test_where_no_group_gives_a_role_a_check_says_so(settings, by_provider):
    none = {"editor_group": "", "adviser_group": "", "manager_group": ""}
    settings.OIDC = replace(settings.OIDC, groups_claim="groups", **none)
    (error,) = (found for found in run_checks() if found.id == "portal.E022")
    assert "OIDC_MANAGER_GROUP" in error.msg


def test_who_was_deactivated_cannot_come_in(provider):
    sign_in()
    User.objects.update(is_active=False)
    for _ in range(3):
        answer = sign_in()
        assert answer.status_code == 403
        assert "deactivated" in words(answer)
    assert [row[0] for row in audit()].count("refuse sign-in") == 1


# Who is who


@pytest.mark.parametrize("claims", [{}, {"email": None, "preferred_username": "KIM.VALE@example.org"}])
def test_a_mail_address_alone_opens_no_account_that_was_there(provider, claims):
    make_manager(username="kim.vale@example.org")
    provider.claims = claims
    client = Client()
    answer = sign_in(client)
    assert answer.status_code == 403
    assert "link the two" in words(answer)
    assert client.get("/admin/").status_code == 302
    assert User.objects.count() == 1


def test_a_manager_links_the_account_that_was_there_and_its_record_goes_on(provider):
    person = make_adviser(username="kim", email="kim.vale@example.org", password=PASSWORD)
    manager = Client()
    provider.claims = {"sub": "boss", "email": "boss@example.org", "name": "Bo Ss", "roles": ["Manager"]}
    sign_in(manager)
    page = reverse("admin:staff_person_change", args=[person.pk])
    assert "Link with the council account" not in words(manager.get(page))
    provider.claims = {}
    sign_in()
    assert "Link with the council account" in words(manager.get(page))
    act = reverse("admin:staff_person_link-account", args=[person.pk])
    shown = manager.get(act)
    assert "First asked for it on" in words(shown)
    assert manager.post(act, of_page(shown)).status_code == 302
    client = Client()
    assert sign_in(client).status_code == 302
    assert int(client.session["_auth_user_id"]) == person.pk
    assert ("link account", "boss@example.org", "kim") in audit()


def test_a_manager_links_whom_the_page_showed_and_not_who_asked_meanwhile(provider):
    person = make_adviser(username="kim", email="kim.vale@example.org", password=PASSWORD)
    manager = Client()
    manager.force_login(make_manager(), backend="lesas_portal.staff.backends.ProviderBackend")
    sign_in()
    act = reverse("admin:staff_person_link-account", args=[person.pk])
    shown = of_page(manager.get(act))
    provider.claims = {"sub": "sub-of-eve"}
    assert sign_in().status_code == 403
    assert "Somebody else asked for this account meanwhile" in words(manager.post(act, shown, follow=True))
    assert not ProviderAccount.objects.exclude(linked_at=None).exists()
    assert manager.post(act, of_page(manager.get(act))).status_code == 302
    assert ProviderAccount.objects.get().subject == "sub-of-eve"


def test_who_is_in_by_an_earlier_account_is_out_once_another_opens_it(provider):
    before = Client()
    sign_in(before)
    provider.claims = {"sub": "sub-2"}
    sign_in()
    provider_accounts.link(person=User.objects.get(), by="somebody at the server")
    assert before.get("/admin/").status_code == 302


def test_the_same_subject_of_another_provider_is_somebody_else(provider):
    sign_in()
    ProviderAccount.objects.update(issuer="https://former.example.org")
    assert sign_in().status_code == 403
    assert User.objects.count() == 1


def test_two_people_of_one_name_and_no_address_have_accounts_of_their_own(provider):
    for subject in ("one", "two"):
        provider.claims = {"sub": subject, "email": None}
        assert sign_in().status_code == 302
    assert len({*User.objects.values_list("username", flat=True)}) == 2


# No other way in


LOCAL = {
    *("admin_password_reset", "password_reset_done", "password_reset_confirm", "password_reset_complete"),
    *("password_change", "password_change_done", "invitation", "second_factor", "second_factor_set_up"),
    *("second_factor_picture", "recovery_codes"),
}


def test_no_address_of_our_own_sign_in_works_and_each_shows_the_way(provider):
    inside = Client()
    sign_in(inside)
    found = {address.name: address.path for address in addresses() if address.name in LOCAL}
    assert found.keys() == LOCAL
    for path in found.values():
        for client in (Client(), inside):
            for answer in (client.get(path), client.post(path, {"email": "kim.vale@example.org"})):
                is_way = answer.status_code == 302 and answer.headers["Location"].startswith(LOGIN)
                assert is_way or (answer.status_code == 410 and LOGIN in answer.content.decode()), path


def test_a_password_lets_nobody_in_and_a_sign_in_by_password_is_over(settings, by_provider, provider, rf):
    person = make_adviser(username="ann", password=PASSWORD)
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    before = Client()
    before.force_login(person)
    settings.AUTHENTICATION_BACKENDS = by_provider
    assert before.get("/admin/").status_code == 302
    client = Client()
    answer = client.post(LOGIN, {"username": "ann", "password": PASSWORD, "next": "/admin/"})
    assert answer.status_code == 200
    assert "Sign in with your council account" in words(answer)
    assert client.get("/admin/").status_code == 302
    assert authenticate(rf.post(LOGIN), username="ann", password=PASSWORD) is None


def test_managers_see_that_roles_come_from_the_council_and_invite_nobody(provider):
    provider.claims = {"roles": ["Manager"]}
    manager = Client()
    sign_in(manager)
    other = make_adviser(username="ann", email="ann@example.org", password=PASSWORD, first_name="Ann")
    page = manager.get(reverse("admin:staff_person_change", args=[other.pk]))
    assert "It comes from their groups at the council" in words(page)
    for gone in ("Mail a link", "second factor away", "Free the name"):
        assert gone not in words(page)
    manager.post(page.request["PATH_INFO"], {**of_page(page), "full_name": "Ann Other", "role": "manager"})
    other.refresh_from_db()
    assert (other.get_full_name(), roles_of(other)) == ("Ann Other", {"Editor", "Adviser"})
    assert manager.get("/admin/staff/person/add/").status_code == 403
    assert "Invite a colleague" not in words(manager.get("/admin/staff/person/"))
    assert "its second factor are changed at the council" in words(manager.get("/admin/your-sign-in/"))


def test_on_a_public_host_no_second_factor_of_ours_is_asked_for(provider, settings):
    settings.PRODUCTION = True
    settings.OIDC = replace(settings.OIDC, issuer="https://id.example.org")
    client = Client()
    client.force_login(make_adviser(), backend="lesas_portal.staff.backends.ProviderBackend")
    assert client.get("/admin/").status_code == 200


# How long it lasts, and what was typed


def test_a_sign_in_ends_after_an_hour_without_a_click(provider, freeze, sign_ins_end):
    client = Client()
    sign_in(client)
    freeze(datetime.now(UTC) + timedelta(minutes=61))
    page = client.get("/admin/", follow=True)
    assert "Your sign-in ended after 60 minutes" in words(page)


@pytest.fixture
def written(provider):
    """A browser with a form that was sent after the sign-in ended, and the page that answers."""
    client = Client(enforce_csrf_checks=True)
    sign_in(client)
    page = make_page(status="draft", publish_at=None, title="Old title")
    form = opened(client, reverse("admin:guidance_guidancepage_change", args=[page.pk]), title="My title")
    client.cookies.pop("sessionid")
    asked = client.post(reverse("admin:guidance_guidancepage_change", args=[page.pk]), form)
    assert "What you typed is not lost, and not saved yet." in words(asked)
    return client, page, asked


def test_what_was_typed_survives_the_way_to_the_provider(written):
    client, page, asked = written
    (link,) = (a for a in Document.of(asked).select("a") if a.attributes.get("target") == "_blank")
    early = client.post(LOGIN, of_page(asked))
    assert "What you typed is not lost" in words(early), "before the sign-in it is only shown again"
    assert come_back(client, client.get(link.attributes["href"]).headers["Location"]).status_code == 302
    again = client.post(LOGIN, of_page(early))
    assert of_page(again)["title"] == "My title"
    assert client.post(f"/admin/guidance/guidancepage/{page.pk}/change/", of_page(again)).status_code == 302
    page.refresh_from_db()
    assert page.title == "My title"


def test_somebody_else_who_signs_in_meanwhile_sees_none_of_it(written, provider):
    client, page, asked = written
    provider.claims = {"sub": "another", "email": "bea@example.org"}
    sign_in(client)
    answer = client.post(LOGIN, of_page(asked), follow=True)
    assert "My title" not in answer.content.decode()
    page.refresh_from_db()
    assert page.title == "Old title"


def test_what_was_typed_is_in_no_address_cookie_or_session(written):
    client, _, asked = written
    location = out(client)
    assert "My title" not in location + str(client.cookies) + str(dict(client.session))
    assert "no-store" in asked.headers["Cache-Control"]


# Signing out


def test_after_signing_out_the_way_to_sign_out_at_the_council_is_shown(provider, client):
    sign_in(client)
    page = client.post("/admin/logout/")
    assert "still signed in at the council" in words(page)
    assert client.get("/admin/").status_code == 302
    outside = client.get("/admin/provider/sign-out/").headers["Location"]
    assert outside.startswith(f"{provider.issuer}/sign-out?client_id=portal")


@pytest.mark.parametrize("page", [None, "javascript:alert(1)", "http://evil.example/"])
def test_a_provider_without_a_page_to_sign_out_leads_back_here(provider, client, page):
    provider.metadata = {"end_session_endpoint": page}
    assert client.get("/admin/provider/sign-out/").headers["Location"] == LOGIN


# Switched off, or half on


def test_without_the_variables_the_password_works_and_there_is_no_provider(client):
    make_adviser(username="ann", password=PASSWORD)
    for path in (START, BACK, "/admin/provider/sign-out/"):
        assert client.get(path).headers["Location"] == LOGIN
    assert client.post(LOGIN, {"username": "ann", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize("name", ["OIDC_ISSUER", "OIDC_CLIENT_ID", "OIDC_CLIENT_SECRET"])
def test_a_variable_that_is_missing_is_named_and_nobody_comes_in_by_password(
    by_provider, settings, name, client
):
    make_adviser(username="ann", password=PASSWORD)
    settings.OIDC = replace(settings.OIDC, **{name.removeprefix("OIDC_").lower(): ""})
    (error,) = (found for found in run_checks() if found.id == "portal.E020")
    assert error.msg.endswith(f"set {name} too.")
    assert client.post(LOGIN, {"username": "ann", "password": PASSWORD}).status_code == 200
    assert client.get("/admin/").status_code == 302
    assert client.get(START).status_code == 503


def test_a_provider_that_anybody_can_listen_to_is_named(by_provider, settings, client):
    settings.OIDC = replace(settings.OIDC, issuer="http://id.example.org")
    assert "portal.E021" in {found.id for found in run_checks()}
    assert client.get(START).status_code == 503


def test_nothing_is_wrong_with_the_settings_of_a_whole_provider_or_of_none(by_provider, settings):
    assert not {"portal.E020", "portal.E021"} & {found.id for found in run_checks()}
    settings.OIDC = replace(settings.OIDC, issuer="", client_id="", client_secret="")
    assert not {"portal.E020", "portal.E021"} & {found.id for found in run_checks()}
