"""A small identity provider of the tests' own on loopback, which can forge what a real one never would, and
checks what the portal sends it: client, secret, redirect address, and the proof of PKCE (RFC 7636)."""

import json
import subprocess
import sys
import time
from base64 import b64decode, urlsafe_b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

import httpx
import jwt
from cryptography.hazmat.primitives.asymmetric import ec, rsa

from tests.portal.smtp_server import free_port

CLIENT, SECRET = "portal", "a secret of/the: portal"
RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
OTHER_RSA = rsa.generate_private_key(public_exponent=65537, key_size=2048)
EC = ec.generate_private_key(ec.SECP256R1())


class Provider:
    """``claims``: what tokens say of the person; None leaves one out, a function is given the time. ``sign``:
    makes the token of what it says. ``keys``: the private keys that it publishes, by number. ``ways``: how
    clients may show the secret. ``metadata``: what it says otherwise of itself. ``broken``: the paths that
    answer 500. ``asked``: every path that was asked for.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.issuer = f"http://127.0.0.1:{self.port}"
        self.claims: dict = {}
        self.keys: dict = {"one": RSA}
        self.sign = lambda said: jwt.encode(said, RSA, "RS256", headers={"kid": "one"})
        self.ways: list[str] = ["client_secret_basic"]
        self.metadata: dict = {}
        self.broken: set[str] = set()
        self.seconds = 0.0
        self.asked: list[str] = []
        self.codes: dict[str, dict] = {}
        self.posted: list[dict] = []

    def about(self) -> dict:
        return {
            "issuer": self.issuer,
            "authorization_endpoint": f"{self.issuer}/authorize",
            "token_endpoint": f"{self.issuer}/token",
            "jwks_uri": f"{self.issuer}/keys",
            "end_session_endpoint": f"{self.issuer}/sign-out",
            "token_endpoint_auth_methods_supported": self.ways,
            **self.metadata,
        }

    def published(self) -> dict:
        return {"keys": [_public(number, key) for number, key in self.keys.items()]}

    def authorize(self, asked: dict) -> str:
        """Sign the person in at once; return where the browser goes."""
        assert (asked["response_type"], asked["client_id"]) == ("code", CLIENT)
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        code = f"code-{len(self.codes)}"
        self.codes[code] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': asked['state']})}"

    def token(self, form: dict, authorization: str) -> tuple[int, dict]:
        self.posted.append(form)
        asked = self.codes.pop(form.get("code", ""), None)
        shown = (form.get("client_id"), form.get("client_secret"))
        if authorization:
            shown = tuple(unquote(part) for part in b64decode(authorization[6:]).decode().split(":"))
        challenge = urlsafe_b64encode(sha256(form.get("code_verifier", "").encode()).digest())
        if (
            asked is None
            or shown != (CLIENT, SECRET)
            or form["redirect_uri"] != asked["redirect_uri"]
            or challenge.rstrip(b"=").decode() != asked["code_challenge"]
        ):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        said = {
            **{"iss": self.issuer, "aud": CLIENT, "nonce": asked["nonce"], "iat": now, "exp": now + 300},
            **{"sub": "sub-1", "name": "Kim Vale", "email": "Kim.Vale@example.org", "roles": ["Adviser"]},
            **self.claims,
        }
        said = {name: value(now) if callable(value) else value for name, value in said.items()}
        said = {name: value for name, value in said.items() if value is not None}
        return 200, {"access_token": "x", "token_type": "Bearer", "id_token": self.sign(said)}


def _public(number: str, key) -> dict:
    algorithm = (
        jwt.algorithms.RSAAlgorithm if isinstance(key, rsa.RSAPrivateKey) else jwt.algorithms.ECAlgorithm
    )
    return {
        **algorithm.to_jwk(key.public_key(), as_dict=True),
        "kid": number,
        "use": "sig",
        "key_ops": ["verify"],
    }


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:  # noqa: N802
            parts = urlsplit(self.path)
            provider.asked.append(parts.path)
            if parts.path == "/authorize":
                self.send_response(302)
                self.send_header("Location", provider.authorize(dict(parse_qsl(parts.query))))
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            pages = {"/.well-known/openid-configuration": provider.about(), "/keys": provider.published()}
            self.answer(parts.path, 200, pages.get(parts.path, {}))

        def do_POST(self) -> None:  # noqa: N802
            provider.asked.append(self.path)
            form = dict(parse_qsl(self.rfile.read(int(self.headers["Content-Length"])).decode()))
            self.answer(self.path, *provider.token(form, self.headers.get("Authorization", "")))

        def answer(self, path: str, status: int, data: dict) -> None:
            time.sleep(provider.seconds)
            body = json.dumps(data).encode()
            self.send_response(500 if path in provider.broken else status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *arguments) -> None:
            pass

    return Handler


@contextmanager
def run_provider() -> Iterator[Provider]:
    """Run the tests' own provider for as long as the block lasts."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", provider.port), _handler(provider))
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


@contextmanager
def run_real_provider(*people: dict) -> Iterator[str]:
    """Run oidc-provider-mock, a provider process of others' making, which knows these people; its issuer."""
    port = free_port()
    told = [argument for person in people for argument in ("--user-claims", json.dumps(person))]
    command = [
        sys.executable,
        "-m",
        "oidc_provider_mock",
        "--port",
        str(port),
        "--require-nonce",
        "true",
        *told,
    ]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    issuer = f"http://127.0.0.1:{port}"
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            try:
                httpx.get(issuer)
                break
            except httpx.HTTPError:
                time.sleep(0.1)
        yield issuer
    finally:
        process.terminate()
        process.wait(20)
