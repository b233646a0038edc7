"""Atom feeds of updates and of notable changes: all of them, and those of each risk area (RFC 4287).

Ids and addresses are made from SITE_URL, never from the host that was asked: a reader must not take every
entry for new after a move, nor be sent to a host that is going away.
"""

import re
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.xmlutils import SimplerXMLGenerator

from guidance import markup
from guidance.models import RiskArea, Update
from guidance.services import included
from guidance.templatetags.formatting import update_day
from guidance.update_entries import UpdateEntries, UpdateEntry, tag

ENTRIES = 30
OWN_ADDRESS = re.compile(r'href="(?=[/#])')


class UpdatesAtom(Atom1Feed):
    """Atom with the whole text in ``content``, and the address from which relative links go out."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class UpdatesFeed(Feed):
    """The newest entries, of every risk area or of the one in the address."""

    feed_type = UpdatesAtom
    language = "en-GB"
    subtitle = "What is new or has changed in online safety for Kent settings."
    author_name = "LESAS, Kent County Council"

    def get_object(self, request: HttpRequest, risk: str | None = None) -> RiskArea | None:
        return get_object_or_404(RiskArea.objects.published(), slug=risk) if risk else None

    def title(self, area: RiskArea | None) -> str:
        return f"LESAS online safety updates: {area.title}" if area else "LESAS online safety updates"

    def link(self, area: RiskArea | None) -> str:
        return absolute(area.get_absolute_url() if area else reverse("guidance:updates"))

    def feed_url(self, area: RiskArea | None) -> str:
        name, arguments = ("risk_feed", [area.slug]) if area else ("feed", [])
        return absolute(reverse(f"guidance:{name}", args=arguments))

    def feed_guid(self, area: RiskArea | None) -> str:
        return tag(f"feed/{area.slug}" if area else "feed")

    def items(self, area: RiskArea | None) -> list[UpdateEntry]:
        return UpdateEntries(area=area)[:ENTRIES]

    def item_title(self, item: UpdateEntry) -> str:
        return item.title if item.update else f"{item.kind} changed: {item.title}"

    def item_link(self, item: UpdateEntry) -> str:
        return absolute(item.path)

    def item_guid(self, item: UpdateEntry) -> str:
        return item.tag

    def item_description(self, item: UpdateEntry) -> str:
        return escape(item.note)

    def item_pubdate(self, item: UpdateEntry) -> datetime:
        return item.published

    def item_updateddate(self, item: UpdateEntry) -> datetime:
        return item.updated

    def item_extra_kwargs(self, item: UpdateEntry) -> dict[str, str]:
        html = _of_update(item.note, item.update) if item.update else format_html("<p>{}</p>", item.note)
        more = format_html('<p><a href="{}">{}</a></p>', item.path, item.title)
        return {"content": _with_whole_addresses(html + more, absolute(item.path))}


def absolute(path: str) -> str:
    """Return the whole address of a page of this site."""
    return f"{settings.SITE_URL}{path}"


def _of_update(summary: str, update: Update) -> str:
    body = markup.render(included.annotated(update.body).texts[0])
    lead = format_html("<p>{}</p>", summary) if summary else ""
    return format_html("{}<p>{}</p>{}", lead, update_day(update), body)


def _with_whole_addresses(html: str, address: str) -> str:
    """Several readers hand links out as they stand, whatever ``xml:base`` says."""
    page = re.sub(r"#.*", "", address)
    return OWN_ADDRESS.sub(
        lambda found: f'href="{page if html[found.end()] == "#" else settings.SITE_URL}', html
    )
