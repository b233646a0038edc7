"""Links to the site have a picture, and programs that ask for an icon get one."""

import re
import struct

from django.conf import settings

from tests import site_pictures


def size_of(png):
    assert png.startswith(b"\x89PNG")
    return struct.unpack_from(">II", png, 16)


def test_a_link_to_a_page_has_a_picture(client, content):
    page = client.get("/guidance/early-years/").content.decode()
    (address,) = re.findall(r'<meta property="og:image" content="([^"]+)">', page)
    assert address.startswith(f"{settings.SITE_URL}/static/img/share")
    png = client.get(address.removeprefix(settings.SITE_URL)).getvalue()
    assert size_of(png) == (1200, 630)
    assert len(png) <= 40_000
    assert '<meta name="twitter:card" content="summary_large_image">' in page
    assert '<meta property="og:type" content="article">' in page
    assert '<meta property="og:type" content="website">' in client.get("/resources/").content.decode()


def test_icons_are_where_programs_ask_for_them(client):
    icon = client.get("/favicon.ico")
    assert icon.status_code == 200
    assert site_pictures.sizes(icon.getvalue()) == [16, 32, 48]
    assert size_of(client.get("/apple-touch-icon.png").getvalue()) == (180, 180)


def test_the_foot_of_a_page_leads_to_words_about_the_feed(client, content):
    assert '<a href="/updates/#follow">Follow updates</a>' in client.get("/about/").content.decode()
    page = client.get("/updates/").content.decode()
    assert 'id="follow"' in page
    assert "copy its address into a feed reader" in page
