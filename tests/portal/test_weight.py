"""A first visit to a page costs a telephone no more than 25 kB."""

import pytest
from django.core.management import call_command

from tests.browser.page_types import PAGES
from tests.page_weight import BUDGET, files_of, weigh
from tests.portal.test_screen_styles import as_on_a_server

# The whole of a policy is on its page, its text alone 24 kB, with the drawings of its agreements.
HEAVIER = {"policy": 38_000}


@pytest.fixture(scope="module")
def collected(tmp_path_factory):
    folder = tmp_path_factory.mktemp("collected")
    with as_on_a_server(folder):
        call_command("collectstatic", interactive=False, verbosity=0)
    return folder


@pytest.mark.parametrize("kind", PAGES)
def test_a_first_visit_keeps_to_its_budget(client, content, collected, kind):
    with as_on_a_server(collected):
        weights = weigh(client, PAGES[kind], collected)
    assert len(weights) >= 3
    assert sum(weights.values()) <= HEAVIER.get(kind, BUDGET), weights


def test_every_kind_of_file_is_weighed():
    page = (
        '<link rel="stylesheet" href="/static/a.css" media="print"><script src="/static/b.js" defer></script>'
        '<img class="c" src="/static/c.svg" alt=""><svg><use href="/static/d.svg#e"/></svg>'
        '<link rel="icon" href="/static/f.svg" type="image/svg+xml"><link rel="icon" href="/favicon.ico">'
    )
    assert files_of(page) == {f"/static/{name}" for name in ("a.css", "b.js", "c.svg", "d.svg", "f.svg")}
