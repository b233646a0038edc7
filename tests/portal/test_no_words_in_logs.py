"""What fails while it holds somebody's words leaves its kind and place in the log, and no word of theirs."""

import io
import logging

import pytest
from django.apps import apps
from django.contrib import admin
from django.db import connection
from django.test import Client
from django.urls import reverse

from lesas_portal.core.log_lines import PlainLine
from lesas_portal.watching import LINES, logging_for

TYPED = "aoife-thompsett"
# Every address that takes typed words by a query, and how.
PUBLIC = [
    "/search/",
    "/search.json",
    "/resources/",
    "/resources.json",
    "/policies/changes/",
]
NAMES = {"/policies/changes/": "code"}


@pytest.fixture
def log():
    """What the console of LOGGING would have written on this machine."""
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(PlainLine())
    loggers = [logging.getLogger(name) for name in ("django.request", "django", "")]
    for logger in loggers:
        logger.addHandler(handler)
    yield stream
    for logger in loggers:
        logger.removeHandler(handler)


class Broken:
    """A database whose complaint quotes what it was asked with."""

    def __call__(self, execute, sql, params, many, context):
        raise RuntimeError(f"cannot do {sql} with {params} for {TYPED}")


def ask(client, address, name):
    with connection.execute_wrapper(Broken()):
        return client.get(address, {name: TYPED})


@pytest.mark.parametrize("production", [True, False])
def test_every_handler_takes_words_out(production):
    logging_settings = logging_for(production=production, debug=False)
    handlers = [one for one in logging_settings["handlers"].values() if "NullHandler" not in one["class"]]
    assert {one["formatter"] for one in handlers} == {"line"}
    assert logging_settings["formatters"]["line"] in (LINES["json"], LINES["plain"])


@pytest.mark.parametrize("address", PUBLIC)
def test_a_page_that_fails_quotes_nothing(db, log, address):
    ask(Client(raise_request_exception=False), address, NAMES.get(address, "q"))
    assert TYPED not in log.getvalue()


LISTS = sorted(
    reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
    for model, model_admin in admin.site._registry.items()
    if model_admin.search_fields
)


def test_there_are_lists_that_search():
    assert len(LISTS) > 5
    assert apps.ready


@pytest.mark.parametrize("address", LISTS)
def test_a_search_of_the_admin_that_fails_quotes_nothing(admin_client, log, address, monkeypatch):
    def fail(*arguments, **named):
        raise RuntimeError(f"cannot search for {TYPED}")

    monkeypatch.setattr(admin.ModelAdmin, "get_search_results", fail)
    admin_client.raise_request_exception = False
    answer = admin_client.get(address, {"q": TYPED})
    assert TYPED not in log.getvalue()
    if answer.status_code == 500:
        assert "RuntimeError at" in log.getvalue()
