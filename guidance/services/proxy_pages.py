"""Pages that the proxy shows by itself, as files: when the portal does not answer, and when it is not asked.

They hold whom to ring, as it was known on a day that stands on the page, and nothing that changes with the
hour. The mail worker renews them each minute, and so does every change to a contact. While the database is
away they stay as they are.
"""

from datetime import datetime

from django.conf import settings
from django.template.loader import render_to_string

from guidance.services import front_door, snapshot_file
from guidance.services.front_door import FrontDoor
from lesas_portal.core.for_a_while import ForAWhile

FOLDER = "proxy-pages"
DOWN = "down.html"
# By the name of the file, which deploy/nginx.conf knows.
HEADINGS = {
    DOWN: "This site is not working at the moment",
    "400.html": "We could not read that request",
    "414.html": "That address is too long",
    "429.html": "Too many visits at once",
    "431.html": "Your browser sent too much",
}


def write(at: datetime | None = None) -> None:
    """Write each page that is not as it should be now. Raises Error while the database is away.

    A database without any contact is a new or a broken one, and no reason to forget the numbers.
    """
    door = front_door.from_database(at)
    if not (door.office or door.out_of_hours):
        return
    snapshot_file.make_public_folder(FOLDER)
    for name in HEADINGS:
        snapshot_file.keep(f"{FOLDER}/{name}", _page(name, door), is_public=True)


renew = ForAWhile(write, seconds=60)
"""Writes the pages if they are older than a minute. Raises Error while the database is away."""


def _page(name: str, door: FrontDoor) -> str:
    return render_to_string(
        "proxy.html",
        {
            "page": name.removesuffix(".html"),
            "heading": HEADINGS[name],
            "noindex": True,
            "is_answer": True,
            "has_own_search": True,
            "door": door,
            "contacts": door,
            "site_url": settings.SITE_URL,
            "canonical_url": f"{settings.SITE_URL}/",
        },
    )
