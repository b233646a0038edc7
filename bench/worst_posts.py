"""What the worst that may be sent to each public address costs: processor time, and memory at the most.

Addresses are found in the URLconf: every one that answers a visitor's POST with anything but 405 must have
its worst cases here (``tests/portal/test_worst_posts.py``). Each is as long as its form, or the limit of its
body, takes, and of what costs most: lists, marks of Markdown that match nothing, letters that swell. The
agreed limit is one second of processor time. Runs on the content that ships, in a throw-away database of the
configured kind, with the real hashing of passwords.
"""

import argparse
import os
import re
import sys
import time
import tomllib
import tracemalloc
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import django

ROOT = Path(__file__).resolve().parent.parent
LIMIT_SECONDS = 1.0
ROUNDS = 3  # the least of them counts: whatever else runs makes only longer
MEGABYTE = 1024 * 1024
# Of the admin, what somebody who is not signed in may send something to.
DOORS = {"login", "admin_password_reset", "password_reset_confirm", "invitation"}
SWELLING = "\ufdfa"
OWN_WORDS = 4_000
SHAPES = {
    "lists": "- a b c d e f g h i\n" * 200,
    "numbered lists, deep": "".join(f"{'   ' * (n % 30)}1. a\n" for n in range(200)),
    "quotes in quotes": "> " * 1_900 + "a",
    "stars": "**a " * 1_000,
    "stars and lines": "*_" * 2_000,
    "open brackets": "[" * 4_000,
    "links": "[a](/b) " * 500,
    "half links": "[a](" * 1_000,
    "ticks": "".join("`" * (n % 60 + 1) + " " for n in range(130)),
    "tags": "<a " * 1_300,
    "entities": "&amp;" * 800,
    "paragraphs": "a\n\n" * 100 + "a" * 3_000,
    "swelling": SWELLING * 4_000,
    "marks": "a" + "\u0315\u0300" * 1_990,
    "1,000 lines": "- a\n" * 1_000,
}
TAILOR_STEPS = ("", "preview", "edit", "paper", "answers", "questions")
LARGEST = "acceptable-use"


class Case(NamedTuple):
    """One post: what is bad about it, and its fields, made anew for each round."""

    label: str
    path: str
    fields: Callable[[], dict]


def main() -> None:
    """Measure every case and print the worst of each address; 1 at the end if one is over."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--all", action="store_true", help="print every case")
    given = parser.parse_args()
    warnings.filterwarnings("ignore", message="No directory at")
    sys.path.insert(0, str(ROOT))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lesas_portal.settings")
    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test.utils import override_settings

    from guidance.loading import content

    name = connection.settings_dict["NAME"]
    connection.creation.create_test_db(verbosity=0, serialize=False)
    static = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    plain = {**settings.STORAGES, "staticfiles": static}
    try:
        with override_settings(ALLOWED_HOSTS=["*"], DEBUG=False, STORAGES=plain):
            content.load(settings.FIXTURES_DIR)
            sys.exit(measure_all(prints_all=given.all))
    finally:
        connection.creation.destroy_test_db(name, verbosity=0)


def measure_all(*, prints_all: bool) -> int:
    """Print a line for each address, or for each case; return 1 if one is over the limit."""
    from django.test import Client

    client = Client()
    print(f"worst posts: seconds of processor time (limit {LIMIT_SECONDS:.0f} s), MB at the most, answer")
    over = 0
    for name in sorted(post_addresses()):
        found = []
        for case in WORST[name]():
            seconds, status = cost(client, case)
            found.append((seconds, status, case))
            if prints_all:
                print(f"  {name:<28} {seconds:.2f} s  {status}  {case.label}", flush=True)
        seconds, status, worst = max(found, key=lambda one: one[0])
        over |= seconds > LIMIT_SECONDS
        memory = megabytes(client, worst)
        print(f"{name:<30} {seconds:.2f} s {memory:6.1f} MB  {status}  {worst.label}", flush=True)
    return over


def cost(client, case: Case) -> tuple[float, int]:
    """The least processor time of some rounds, and the status of the answer."""
    taken = []
    for _ in range(ROUNDS):
        fields = case.fields()
        started = time.process_time()
        response = client.post(case.path, fields)
        taken.append(time.process_time() - started)
    return min(taken), response.status_code


def megabytes(client, case: Case) -> float:
    """The most memory that Python held for one."""
    fields = case.fields()
    tracemalloc.start()
    try:
        client.post(case.path, fields)
        return tracemalloc.get_traced_memory()[1] / MEGABYTE
    finally:
        tracemalloc.stop()


def post_addresses() -> dict[str, str]:
    """Every public address that takes a post, by the name of its pattern."""
    from django.test import Client
    from django.urls import get_resolver

    client = Client()
    found = {}
    for name, route in patterns(get_resolver(), ""):
        if route.startswith("admin/") and name not in DOORS:
            continue
        path = "/" + re.sub(r"<[^>]*>", "x", route)
        if client.post(path).status_code != 405:
            found[name] = path
    return found


def patterns(resolver, before: str) -> Iterator[tuple[str, str]]:
    """The name and the route of every pattern under ``resolver``."""
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from patterns(pattern, route)
        else:
            yield pattern.name or route, route.removeprefix("^/")


def screen_shapes() -> dict[str, str]:
    """What costs the screen most, to be repeated, by what it is."""
    found = tomllib.loads((ROOT / "bench" / "shapes.toml").read_text(encoding="utf-8"))
    return {**found, "swelling": SWELLING, "marks": "\u0315\u0300"}


def enquiry(path: str, *, steps: tuple[str, ...]) -> Iterator[Case]:
    """The enquiry form, with every field as long as it takes, and longer."""
    from enquiries import form_tokens
    from enquiries.forms import EnquiryForm

    shapes = screen_shapes()
    lengths = {
        name: getattr(field, "max_length", None) or 40 for name, field in EnquiryForm.base_fields.items()
    }
    chosen = {"topic": "training", "setting_type": "primary", "district": "swale", "delivery": "online"}
    chosen |= {"email": "robin@example.org"}
    for step in steps:
        for label, shape in shapes.items():
            for kind, factor in (("full", 1), ("too long", 3)):
                typed = {
                    name: ("Policy " + shape * size)[: size * factor if name == "message" else size]
                    for name, size in lengths.items()
                }

                def fields(typed=typed, step=step) -> dict:
                    token = form_tokens.issue(form_tokens.Mark.CHECK_ANSWERS, backdate=True)
                    edit = {} if step == "send" else {"edit": step}
                    return typed | chosen | edit | {"form_token": token, "step": step}

                yield Case(f"{kind} of {label}, step {step or 'first'}", path, fields)


def feedback() -> Iterator[Case]:
    """An answer about a page; and what was missing on it, as long as its box takes and as a body may be."""
    from enquiries import feedback_tokens
    from enquiries.models.feedback import COMMENT_AT_MOST

    yield Case("an answer", "/feedback/", lambda: {"page": "/guidance/", "helped": "yes"})
    yield Case("a page of any length", "/feedback/", lambda: {"page": "/a" * 9_000, "helped": "yes"})
    for label, shape in screen_shapes().items():
        for kind, most in (("full", COMMENT_AT_MOST), ("too long", 5_000)):

            def fields(shape=shape, most=most) -> dict:
                token = feedback_tokens.issue("/guidance/", helped=False, backdate=True)
                return {"feedback_token": token, "text": ("Policy " + shape * most)[:most]}

            yield Case(f"{kind} of {label}", "/feedback/", fields)


def answers(shape: str) -> dict[str, str]:
    """The answers of a setting, each as long as its box takes."""
    from guidance.forms import AnswersForm

    texts = {
        name: (f"A {shape}" * 200)[: field.max_length]
        for name, field in AnswersForm.base_fields.items()
        if getattr(field, "max_length", None)
    }
    setting = {"setting_name": f"A {shape} " * 9, "setting_type": "all-through", "governance": "trust-local"}
    return texts | {name: value[:200] for name, value in setting.items()}


def tailoring() -> Iterator[Case]:
    """The largest template with every clause in own words, and own clauses in every section."""
    from guidance.models import PolicyTemplate
    from guidance.policies.rows import text_of
    from guidance.views.policy_files import get_edition

    text = text_of(get_edition(PolicyTemplate.objects.get(slug=LARGEST)))
    names = [f"own_{clause.key}" for _, clause in text.clauses()]
    names += [f"add_{section.key}" for section in text.sections]
    for label, shape in SHAPES.items():
        words = shape if label == "1,000 lines" else shape[:OWN_WORDS]
        own = dict.fromkeys(names, words) | {"was": [f"{n} {shape[:150]}" for n in range(500)]}
        for step in TAILOR_STEPS:
            typed = answers(shape[:20]) | own | {"step": step}
            yield Case(
                f"{len(names)} × {label}, step {step or 'Word'}",
                f"/policies/{LARGEST}/tailor/",
                lambda typed=typed: typed,
            )


def folder() -> Iterator[Case]:
    for step in ("folder", "edit", "answers", "questions", ""):
        for label in ("stars", "swelling", "links"):
            typed = answers(SHAPES[label][:20]) | {"step": step}
            yield Case(f"{label}, step {step or 'none'}", "/policies/all/", lambda typed=typed: typed)
    yield Case("an answers file that is not one", "/policies/all/", lambda: {"answers_file": saved_file()})


def saved_file():
    """A file of answers as long as it may be, of brackets in brackets."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    return SimpleUploadedFile("policy-answers.json", b'{"answers": ' + b"[" * 63_000, "application/json")


def changes() -> Iterator[Case]:
    for label in ("swelling", "marks", "stars"):
        typed = {"template": LARGEST, "adopted": SHAPES[label] * 10, "setting_type": SHAPES[label]}
        yield Case(label, "/policies/changes/", lambda typed=typed: typed)
    yield Case(
        "a day before this site", "/policies/changes/", lambda: {"template": "1", "adopted": "1 May 2001"}
    )


def sheet_in_word() -> Iterator[Case]:
    for label, shape in SHAPES.items():
        typed = {"setting_name": shape}
        yield Case(label, "/parents/group-chats/word/", lambda typed=typed: typed)


def self_review(path: str) -> Callable[[], Iterator[Case]]:
    """Every answer and the largest comparison, by each step; and what no page of it sends."""

    def cases() -> Iterator[Case]:
        from guidance.self_review import code, editions
        from guidance.self_review.answers import Answers

        edition = editions.newest()[0]
        states = {one.id: 1 + place % 4 for place, one in enumerate(edition.questions)}
        then, now = (code.encode(Answers(edition, states=one)) for one in (dict.fromkeys(states, 3), states))
        whole = {"setting_type": "primary", "before": then, "code": then, "newer": now}
        whole |= {name: str(state) for name, state in states.items()}
        for step in ("", "begin", "theme:lead", "plan", "report", "list"):
            yield Case(f"step {step or 'result'}", path, lambda step=step: whole | {"step": step})
        for name in ("LEAD1", "before", "code", "setting_type", "step"):
            for label, typed in {"swelling": SWELLING * 300_000, "letters": "A" * 900_000}.items():
                yield Case(f"{label} in {name}", path, lambda name=name, typed=typed: whole | {name: typed})

    return cases


def sign_in() -> Iterator[Case]:
    from django.contrib.auth.models import User

    User.objects.get_or_create(username="bench@example.org", defaults={"is_staff": True})
    counter = iter(range(10_000))
    for label, password in {
        "128 letters": "a" * 128,
        "5,000": "a" * 5_000,
        "1.9 MB": "a" * 1_900_000,
    }.items():
        yield Case(
            f"a password of {label}",
            "/admin/login/",
            lambda password=password: {"username": f"x{next(counter)}@example.org", "password": password},
        )
    yield Case(
        "a long name", "/admin/login/", lambda: {"username": SWELLING * 600_000, "password": "a" * 100}
    )
    yield Case("a long carried form", "/admin/login/", lambda: {"carried": "a:" * 900_000, "username": "x"})


def lost_password() -> Iterator[Case]:
    for label, typed in {"swelling": SWELLING * 600_000, "dots": "a@" + "a." * 900_000}.items():
        yield Case(label, "/admin/password_reset/", lambda typed=typed: {"email": typed})


def secret_link(path: str) -> Callable[[], Iterator[Case]]:
    def cases() -> Iterator[Case]:
        yield Case("a wrong link", path, lambda: {"password": "a" * 900_000, "again": "a" * 900_000})

    return cases


WORST: dict[str, Callable[[], Iterator[Case]]] = {
    "new": lambda: enquiry("/enquiries/new/?topic=training", steps=("edit",)),
    "check": lambda: enquiry("/enquiries/check/", steps=("send", "find-setting")),
    "feedback": feedback,
    "policy_tailor": tailoring,
    "policy_folder": folder,
    "policy_changes": changes,
    "handout_word": sheet_in_word,
    "self_review": self_review("/self-review/"),
    "self_review_set": self_review("/self-review/school/"),
    "self_review_compare": self_review("/self-review/compare/"),
    "login": sign_in,
    "admin_password_reset": lost_password,
    "password_reset_confirm": secret_link("/admin/reset/MQ/x-x/"),
    "invitation": secret_link("/admin/invitation/x/"),
}


if __name__ == "__main__":
    main()
