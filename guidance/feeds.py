"""Atom feeds of updates and of notable changes: all, and those of each risk area, role and phase (RFC 4287).

Ids and addresses are made from SITE_URL, never from the host that was asked: a reader must not take every
entry for new after a move, nor be sent to a host that is going away.
"""

import re
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.contrib.syndication.views import Feed
from django.http import HttpRequest
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape, format_html
from django.utils.xmlutils import SimplerXMLGenerator

from guidance import markup
from guidance.services import included
from guidance.update_entries import ENTRIES, UpdateEntries, UpdateEntry, tag
from guidance.update_scope import Scope, scope_or_404
from lesas_portal.core.addresses import absolute

OWN_ADDRESS = re.compile(r'href="(?=[/#])')


@dataclass(frozen=True)
class FeedItem:
    """An entry, and the text of its update with what that names."""

    entry: UpdateEntry
    body: str


class UpdatesAtom(Atom1Feed):
    """Atom with the whole text in ``content``, and the address from which relative links go out."""

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xml:base": f"{settings.SITE_URL}/"}

    def add_item_elements(self, handler: SimplerXMLGenerator, item: dict) -> None:
        super().add_item_elements(handler, item)
        handler.addQuickElement("content", item["content"], {"type": "html"})


class UpdatesFeed(Feed):
    """The newest entries: all of them, or those of the risk area, role or phase in the address."""

    feed_type = UpdatesAtom
    language = "en-GB"
    subtitle = "What is new or has changed in online safety for Kent settings."
    author_name = "LESAS, Kent County Council"

    def get_object(self, request: HttpRequest, **named: str) -> Scope:
        return scope_or_404(**named)

    def title(self, scope: Scope) -> str:
        return f"LESAS online safety updates: {scope.name}" if scope.name else "LESAS online safety updates"

    def link(self, scope: Scope) -> str:
        return absolute(scope.page_path)

    def feed_url(self, scope: Scope) -> str:
        return absolute(scope.feed_path)

    def feed_guid(self, scope: Scope) -> str:
        return tag(f"feed/{scope.key}" if scope.key else "feed")

    def items(self, scope: Scope) -> list[FeedItem]:
        entries = UpdateEntries(scope=scope)[:ENTRIES]
        bodies = included.all_expanded([entry.update.body if entry.update else "" for entry in entries])
        return list(map(FeedItem, entries, bodies))

    def item_title(self, item: FeedItem) -> str:
        entry = item.entry
        return entry.title if entry.update else f"{entry.kind} changed: {entry.title}"

    def item_link(self, item: FeedItem) -> str:
        return absolute(item.entry.path)

    def item_guid(self, item: FeedItem) -> str:
        return item.entry.tag

    def item_description(self, item: FeedItem) -> str:
        return escape(item.entry.note)

    def item_pubdate(self, item: FeedItem) -> datetime:
        return item.entry.published

    def item_updateddate(self, item: FeedItem) -> datetime:
        return item.entry.updated

    def item_extra_kwargs(self, item: FeedItem) -> dict[str, str]:
        return {"content": _with_whole_addresses(_content(item), absolute(item.entry.path))}


def _content(item: FeedItem) -> str:
    """The whole text of an entry, and the way to its page."""
    entry = item.entry
    return format_html(
        '{}{}{}<p><a href="{}">{}</a></p>',
        format_html("<p>{}</p>", entry.note) if entry.note else "",
        format_html("<p>{}</p>", entry.update.day_words) if entry.update else "",
        markup.render(item.body),
        entry.path,
        entry.title,
    )


def _with_whole_addresses(html: str, address: str) -> str:
    """Several readers hand links out as they stand, whatever ``xml:base`` says."""
    page = re.sub(r"#.*", "", address)
    return OWN_ADDRESS.sub(
        lambda found: f'href="{page if html[found.end()] == "#" else settings.SITE_URL}', html
    )
