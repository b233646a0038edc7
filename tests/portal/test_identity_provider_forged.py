"""What no sign-in may be made of: tokens that are forged, over or another's, answers that nobody asked for,
and a provider that is down, slow, or not itself."""

import hmac
import json
import logging
import threading
import time
from base64 import urlsafe_b64encode
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import httpx
import jwt
import pytest
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.contrib.auth.models import User
from django.test import Client

from lesas_portal import identity_provider
from lesas_portal.core.models import AuditEntry
from lesas_portal.staff.provider import discovery, http
from lesas_portal.staff.provider.failure import UnreachableError
from tests.portal.provider_server import EC, OTHER_RSA, RSA, SECRET
from tests.portal.test_identity_provider import BACK, LOGIN, START, come_back, out, sign_in, words

pytestmark = pytest.mark.django_db
PEM = RSA.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
KID = {"kid": "one"}


def by_hand(head: dict, said: dict, sign=lambda text: b"") -> str:
    """A token that no library would make."""
    parts = [urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, said)]
    text = b".".join(parts)
    return b".".join([text, urlsafe_b64encode(sign(text)).rstrip(b"=")]).decode()


def hs256(secret: bytes):
    return lambda said: by_hand(
        {"alg": "HS256", **KID}, said, lambda text: hmac.digest(secret, text, "sha256")
    )


def own_key_in_head(said) -> str:
    key = jwt.algorithms.RSAAlgorithm.to_jwk(OTHER_RSA.public_key(), as_dict=True)
    return jwt.encode(said, OTHER_RSA, "RS256", headers={"jwk": key, **KID})


FORGED = {
    "no signature": lambda said: by_hand({"alg": "none"}, said),
    "no signature, other spelling": lambda said: by_hand({"alg": "nOnE", **KID}, said),
    "no algorithm": lambda said: by_hand(KID, said),
    "the secret of the client": hs256(SECRET.encode()),
    "the public key as a secret": hs256(PEM),
    "an empty secret": hs256(b""),
    "the key of somebody else": lambda said: jwt.encode(said, OTHER_RSA, "RS256", headers=KID),
    "a key that it brings along": own_key_in_head,
    "a number of no key": lambda said: jwt.encode(said, RSA, "RS256", headers={"kid": "nobody's"}),
    "an algorithm that is not taken": lambda said: jwt.encode(said, RSA, "RS512", headers=KID),
    "an algorithm of another kind of key": lambda said: jwt.encode(said, EC, "ES256", headers=KID),
    "a head that must be understood": lambda said: jwt.encode(
        said, RSA, "RS256", headers={"crit": ["b64"], "b64": True, **KID}
    ),
    "no token": lambda said: "no.token.at-all",
    "words changed after signing": lambda said: ".".join(
        part if place != 1 else by_hand({}, said | {"roles": ["Manager"]}).split(".")[1]
        for place, part in enumerate(jwt.encode(said, RSA, "RS256", headers=KID).split("."))
    ),
}


def is_refused(answer) -> None:
    assert answer.status_code == 403
    assert "That sign-in did not come through" in words(answer)
    assert "sessionid" not in answer.cookies
    assert not User.objects.exists()


@pytest.mark.parametrize("sign", FORGED.values(), ids=FORGED.keys())
def test_a_token_with_a_wrong_signature_is_refused(provider, sign):
    provider.sign = sign
    is_refused(sign_in())


WRONG = {
    "another nonce": {"nonce": "another"},
    "no nonce": {"nonce": None},
    "another issuer": {"iss": "https://evil.example"},
    "its issuer with a tail": {"iss": "http://127.0.0.1"},
    "no issuer": {"iss": None},
    "another audience": {"aud": "another"},
    "no audience": {"aud": None},
    "two audiences and no word for whom": {"aud": ["portal", "another"]},
    "made for another": {"aud": ["portal", "another"], "azp": "another"},
    "made for another alone": {"azp": "another"},
    "over": {"exp": lambda now: now - identity_provider.CLOCK_SKEW - 60},
    "without an end": {"exp": None},
    "from tomorrow": {"iat": lambda now: now + 86_400},
    "not yet good": {"nbf": lambda now: now + 86_400},
    "without a beginning": {"iat": None},
    "of nobody": {"sub": None},
    "of an empty subject": {"sub": ""},
    "of a number": {"sub": 7},
    "of a subject too long": {"sub": "x" * 256},
}


@pytest.mark.parametrize("claims", WRONG.values(), ids=WRONG.keys())
def test_a_token_that_says_something_wrong_is_refused(provider, claims):
    provider.claims = claims
    is_refused(sign_in())


@pytest.mark.parametrize(
    "claims",
    [
        {"exp": lambda now: now - 30},
        {"iat": lambda now: now + 60},
        {"aud": ["portal", "another"], "azp": "portal"},
    ],
)
def test_clocks_may_differ_a_little_and_a_token_may_be_for_two(provider, claims):
    provider.claims = claims
    assert sign_in().status_code == 302


def test_elliptic_keys_are_taken_too(provider):
    provider.keys = {"one": RSA, "curve": EC}
    provider.sign = lambda said: jwt.encode(said, EC, "ES256", headers={"kid": "curve"})
    assert sign_in().status_code == 302


def test_a_new_key_is_asked_for_at_once_but_not_at_every_try(provider, monkeypatch):
    assert sign_in().status_code == 302
    provider.keys = {"two": OTHER_RSA}
    provider.sign = lambda said: jwt.encode(said, OTHER_RSA, "RS256", headers={"kid": "two"})
    monkeypatch.setattr(identity_provider, "NOT_ASKED_AGAIN", 0)
    assert sign_in().status_code == 302
    monkeypatch.setattr(identity_provider, "NOT_ASKED_AGAIN", 60)
    provider.sign = lambda said: jwt.encode(said, RSA, "RS256", headers={"kid": "three"})
    before = provider.asked.count("/keys")
    for _ in range(3):
        assert sign_in().status_code == 403
    assert provider.asked.count("/keys") == before


@pytest.mark.parametrize(
    ("claims", "status"), [({}, 403), ({"amr": ["pwd", "mfa"]}, 302), ({"acr": "mfa"}, 302)]
)
def test_a_second_factor_is_asked_of_the_provider_where_the_settings_say_so(
    provider, settings, claims, status
):
    settings.OIDC = replace(settings.OIDC, second_factor="mfa")
    provider.claims = claims
    assert sign_in().status_code == status


# Answers that nobody asked for


def test_an_answer_to_no_attempt_or_to_another_browsers_is_refused(provider):
    ann, eve = Client(), Client()
    eves = httpx.get(out(eve)).headers["Location"].removeprefix("http://127.0.0.1:8000")
    is_refused(Client().get(eves))
    out(ann)
    is_refused(ann.get(eves))
    is_refused(ann.get(BACK))


def test_an_attempt_is_over_after_ten_minutes_and_after_one_answer(provider, freeze):
    client = Client()
    location = out(client)
    first = come_back(client, location)
    assert first.cookies["council-sign-in"].value == ""
    late = Client()
    outside = out(late)
    cookie = late.cookies["council-sign-in"].value
    freeze(datetime.now(UTC) + timedelta(minutes=11))
    late.cookies["council-sign-in"] = cookie
    assert come_back(late, outside).status_code == 403


def test_a_code_without_the_proof_of_the_browser_that_asked_is_worth_nothing(provider):
    """Somebody who reads a code on its way cannot use it: the provider wants the verifier (PKCE)."""
    thief, victim = Client(), Client()
    parts = httpx.get(out(victim)).headers["Location"].partition("?")[2]
    code = dict(part.split("=", 1) for part in parts.split("&"))["code"]
    state = httpx.get(out(thief)).headers["Location"].partition("state=")[2]
    is_refused(thief.get(f"{BACK}?code={code}&state={state}"))


@pytest.mark.parametrize("error", ["access_denied", "<script>alert(1)</script>", "login_required"])
def test_who_cancels_at_the_provider_reads_a_page_and_its_words_go_nowhere(provider, error, caplog):
    client = Client()
    state = httpx.get(out(client)).headers["Location"].partition("state=")[2]
    answer = client.get(BACK, {"error": error, "error_description": "Words of theirs", "state": state})
    is_refused(answer)
    assert error not in answer.content.decode() + caplog.text
    assert "Words of theirs" not in answer.content.decode() + caplog.text


def test_failures_are_in_the_log_each_and_in_the_audit_once_a_while(provider, caplog):
    provider.sign = FORGED["no signature"]
    with caplog.at_level(logging.WARNING, logger="lesas_portal"):
        for _ in range(3):
            sign_in()
    assert caplog.text.count("failed: signed by an algorithm that is not taken.") == 3
    entry = AuditEntry.objects.get()
    assert (entry.action, entry.object_key) == ("failed sign-in", "somebody unknown")


# A provider that is down, slow, or not itself


@pytest.fixture
def impatient(monkeypatch):
    monkeypatch.setattr(identity_provider, "PATIENCE", 1)


def no_answer(answer) -> None:
    assert answer.status_code == 503
    assert "The council’s sign-in does not answer" in words(answer)
    assert "no-store" in answer.headers["Cache-Control"]


def test_a_provider_that_is_down_gives_a_plain_page_and_others_need_not_wait(
    by_provider, client, monkeypatch
):
    no_answer(client.get(START))
    asked = []
    monkeypatch.setattr("lesas_portal.staff.provider.http.ask", lambda *a, **more: asked.append(a))
    no_answer(client.get(START))
    assert asked == []
    assert client.get(LOGIN).status_code == 200


def test_it_heals_by_itself(provider, client, monkeypatch):
    monkeypatch.setattr(identity_provider, "NOT_ASKED_AGAIN", 0)
    provider.broken = {"/.well-known/openid-configuration"}
    no_answer(client.get(START))
    provider.broken = set()
    assert sign_in().status_code == 302


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/keys", "/token"])
def test_each_step_that_fails_gives_the_page(provider, path):
    client = Client()
    outside = out(client)
    provider.broken = {path}
    if path.startswith("/."):
        discovery.delete_all()
    no_answer(come_back(client, outside))


def test_a_slow_provider_is_given_up(provider, client, impatient):
    provider.seconds = 3
    no_answer(client.get(START))


def test_a_slow_provider_holds_few_threads_and_the_others_answer(provider):
    """Anybody can come back with a code that was made up, and each is asked about."""
    provider.seconds, took = 1.5, []

    def ask():
        began = time.monotonic()
        with suppress(UnreachableError):
            http.ask("POST", f"{provider.issuer}/token", data={})
        took.append(time.monotonic() - began)

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([seconds for seconds in took if seconds < 1.4]) == 6 - identity_provider.AT_ONCE


def test_nobody_waits_long_for_another_who_asks_what_the_provider_says_of_itself(provider):
    provider.seconds, took = 2, []

    def look():
        began = time.monotonic()
        with suppress(UnreachableError):
            discovery.metadata()
        took.append(time.monotonic() - began)

    threads = [threading.Thread(target=look) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len([seconds for seconds in took if seconds < 1.9]) == 3


@pytest.mark.parametrize(
    "said",
    [
        {"issuer": "https://evil.example"},
        {"issuer": None},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": "javascript:alert(1)"},
        {"jwks_uri": "file:///etc/passwd"},
    ],
)
def test_a_provider_that_is_not_itself_is_not_used(provider, client, said):
    provider.metadata = said
    no_answer(client.get(START))


@pytest.mark.parametrize(
    "keys", [{"keys": "none"}, {"keys": []}, {"keys": [{"kty": "oct", "k": "AAAA", "kid": "one"}]}, {}]
)
def test_keys_that_cannot_be_used_let_nobody_in(provider, keys):
    provider.published = lambda: keys
    assert sign_in().status_code in {403, 503}
    assert not User.objects.exists()
