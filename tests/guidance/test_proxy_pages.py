"""The proxy's own pages: whom to ring, as of a day, in files that it can read while the portal is down."""

import os
import re
from datetime import UTC, datetime

import pytest
from django.conf import settings as project_settings
from django.db import DatabaseError, Error, connection
from lxml import html

from guidance.models import Helpline
from guidance.services import proxy_pages, publishing

pytestmark = pytest.mark.usefixtures("content")
CONF = project_settings.BASE_DIR / "deploy" / "nginx.conf"
OFFICE, OUT_OF_HOURS = "03000 41 11 11", "03000 41 91 91"
MOMENT = datetime(2026, 12, 24, 22, 30, tzinfo=UTC)


@pytest.fixture
def folder(settings):
    return settings.LAST_KNOWN_DIR / "proxy-pages"


def page(folder, name: str = "down.html") -> str:
    return (folder / name).read_text(encoding="utf-8")


@pytest.mark.parametrize("name", proxy_pages.HEADINGS)
def test_each_has_the_numbers_as_links_and_the_day_of_the_copy(folder, name):
    proxy_pages.write(MOMENT)
    read = html.fromstring(page(folder, name))
    assert read.cssselect("h1")[0].text_content() == proxy_pages.HEADINGS[name]
    numbers = [link.get("href") for link in read.cssselect(".plates a")]
    assert numbers == ["tel:999", "tel:03000411111", "tel:03000419191"]
    assert "24 December 2026" in read.cssselect("main")[0].text_content()


@pytest.mark.parametrize("name", proxy_pages.HEADINGS)
def test_none_has_a_style_a_script_or_a_form_of_its_own(folder, name):
    proxy_pages.write(MOMENT)
    read = html.fromstring(page(folder, name))
    assert read.cssselect("style, script, form, [style], [onclick]") == []
    addresses = {node.get("href") for node in read.cssselect("link[rel=stylesheet]")}
    assert addresses
    assert all(address.startswith("/static/") for address in addresses)


def test_nothing_on_it_is_true_at_one_hour_only(folder):
    proxy_pages.write(MOMENT)
    before = page(folder)
    proxy_pages.write(MOMENT.replace(hour=10))
    assert page(folder) == before


def test_it_is_renewed_each_day_and_not_written_in_between(folder):
    proxy_pages.write(MOMENT)
    inode = (folder / "down.html").stat().st_ino
    proxy_pages.write(MOMENT.replace(minute=45))
    assert (folder / "down.html").stat().st_ino == inode
    proxy_pages.write(MOMENT.replace(day=25))
    assert "25 December 2026" in page(folder)


def test_a_changed_number_is_on_it_at_once(folder, adviser, django_capture_on_commit_callbacks):
    proxy_pages.write()
    Helpline.objects.filter(slug="front-door").update(phone="03000 00 00 00")
    with django_capture_on_commit_callbacks(execute=True):
        publishing.note_change(obj=Helpline.objects.get(slug="front-door"), by=adviser, note="New number")
    assert "03000 00 00 00" in page(folder)
    assert OFFICE not in page(folder)


def test_the_mail_worker_renews_it(folder, settings):
    assert "guidance.services.proxy_pages.renew" in settings.MAIL_CHORES
    proxy_pages.renew.find_anew()
    proxy_pages.renew()
    assert OFFICE in page(folder)


def test_while_the_database_is_away_it_stays_as_it_was(folder):
    def refuse(*arguments):
        raise DatabaseError("The database is down.")

    proxy_pages.write(MOMENT)
    with connection.execute_wrapper(refuse), pytest.raises(Error):
        proxy_pages.write()
    assert "24 December 2026" in page(folder)


def test_an_empty_database_does_not_empty_it(folder):
    proxy_pages.write(MOMENT)
    Helpline.objects.all().delete()
    proxy_pages.write()
    assert OUT_OF_HOURS in page(folder)


def test_the_proxy_may_read_them_and_nobody_else_the_rest(folder, client):
    before = os.umask(0o027)
    try:
        proxy_pages.write()
        client.get("/front-door/")
    finally:
        os.umask(before)
    assert folder.stat().st_mode & 0o777 == 0o755
    assert {file.stat().st_mode & 0o777 for file in folder.iterdir()} == {0o644}
    assert (folder.parent / "front-door.json").stat().st_mode & 0o777 == 0o640


def test_the_proxy_knows_each_by_its_name():
    conf = re.sub(r"^\s*#.*$", "", CONF.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert set(re.findall(r"/proxy-pages/(\w+\.html)", conf)) == set(proxy_pages.HEADINGS)
