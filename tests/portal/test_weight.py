"""A first visit to a page costs a telephone no more than 25 kB."""

import pytest
from django.core.management import call_command

from guidance.models import PolicyTemplate
from guidance.policies.rows import text_of
from lesas_portal.core.setting_types import SETTING_TYPES
from tests.browser.page_types import PAGES
from tests.guidance.policies import SLUGS
from tests.page_weight import BUDGET, files_of, weigh, weigh_page
from tests.portal.test_screen_styles import as_on_a_server


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
    assert sum(weights.values()) <= BUDGET, weights


@pytest.mark.parametrize("slug", SLUGS)
def test_every_page_of_every_policy_keeps_to_it(client, content, collected, slug):
    page = f"/policies/{slug}/"
    sections = text_of(PolicyTemplate.objects.get(slug=slug).edition).sections
    sheets = [f"{page}sheets/{section.sheet}/" for section in sections if section.sheet]
    with as_on_a_server(collected):
        for path in (page, f"{page}reasons/", f"{page}tailor/", f"{page}sheets/contacts/", *sheets):
            weights = weigh(client, path, collected)
            assert sum(weights.values()) <= BUDGET, (path, weights)


@pytest.mark.parametrize("slug", SLUGS)
def test_the_preview_of_a_policy_keeps_to_it_for_every_type_of_setting(client, content, collected, slug):
    """Its styles and icons came with the questions before it; its pictures are new."""
    path = f"/policies/{slug}/tailor/"
    with as_on_a_server(collected):
        had = weigh(client, path, collected)
        for kind, setting_type in SETTING_TYPES.items():
            data = {"setting_name": "Elm", "setting_type": kind, "step": "preview"}
            answer = client.post(path, data | {"phases": setting_type.age_ranges})
            new = weigh_page(client, answer.content, collected)
            weight = sum(weight for file, weight in new.items() if file == "page" or file not in had)
            assert weight <= BUDGET, (kind, new)


def test_every_kind_of_file_is_weighed():
    page = (
        '<link rel="stylesheet" href="/static/a.css" media="print"><script src="/static/b.js" defer></script>'
        '<img class="c" src="/static/c.svg" alt=""><svg><use href="/static/d.svg#e"/></svg>'
        '<link rel="icon" href="/static/f.svg" type="image/svg+xml"><link rel="icon" href="/favicon.ico">'
    )
    assert files_of(page) == {f"/static/{name}" for name in ("a.css", "b.js", "c.svg", "d.svg", "f.svg")}
