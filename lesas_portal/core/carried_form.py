"""Carry what a person typed in the admin through a sign-in page, so that it is there to be saved afterwards.

A form of the admin names who opened it (``opened_by``, the tag of the same name). When it is posted after the
sign-in has ended, or with a security token that no longer holds, nothing is done; the page that answers
carries the fields on, signed, in one hidden field, and only for the person who opened the form.

How a sign-in view uses it, with as many steps as it likes:

1. Every page of the sign-in puts ``{% include "admin/_carried.html" %}`` into its form, with ``carried`` in
   its context: ``carried_form.packed(request)``, which hands on what was posted to the step before.
2. Once the person is signed in (``request.user`` is that person), the last step returns
   ``carried_pages.shown_again(request)`` where that is not None, in place of its redirect.

That shows the form itself, filled in, where its view is marked with ``@shows_again``; any other on a page of
its own. Passwords and files are not carried. Nothing goes to the session, a cache, a log or an address.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.http import HttpRequest, QueryDict

PACKED, OPENED_BY = "_carried", "_opened_by"
AT_MOST = 500_000  # characters of all fields together: more than any form of the admin takes
_SALT = "admin.carried"


@dataclass(frozen=True)
class CarriedForm:
    """A form that was posted and not answered: the number of who opened it, its address, what was sent."""

    person: str
    address: str
    data: QueryDict


def opened_by(person: Any) -> str:
    """Return what a form says about who opened it: signed, so that no other site can make it up."""
    return _opener().sign(str(person.pk))


def packed(request: HttpRequest) -> str:
    """Return what the next page has to carry: what the last one carried, or the form that was just posted.

    Empty for a form of nobody, for one that is too long, and for a page that was only asked for.
    """
    if request.method != "POST":
        return ""
    if text := request.POST.get(PACKED, ""):
        return text if _read(text) else ""
    return _pack(request)


def of(request: HttpRequest) -> CarriedForm | None:
    """Return what was carried to ``request``, where it belongs to the person who is signed in now."""
    form = _read(packed(request))
    return form if form and request.user.is_authenticated and form.person == str(request.user.pk) else None


def shows_again(view: Callable) -> Callable:
    """Mark a view that only shows what was posted, and does nothing else, where ``only_shows`` says so."""
    view.shows_again = True  # type: ignore[attr-defined]
    return view


def show_only(request: HttpRequest, message: str) -> None:
    """Have the view of ``request`` show what was posted, with ``message``, and save nothing."""
    request.only_shows = message  # type: ignore[attr-defined]


def only_shows(request: HttpRequest) -> str:
    """Return the message with which a form is only shown again; empty where it is to be saved."""
    return getattr(request, "only_shows", "")


def _opener() -> signing.Signer:
    return signing.Signer(salt="admin.opened_by")


def _pack(request: HttpRequest) -> str:
    try:
        person = _opener().unsign(request.POST.get(OPENED_BY, ""))
    except signing.BadSignature:
        return ""
    fields = [
        (name, values)
        for name, values in request.POST.lists()
        if "password" not in name.lower() and name != "csrfmiddlewaretoken"
    ]
    if sum(len(value) for _, values in fields for value in values) > AT_MOST:
        return ""
    return signing.dumps([person, request.get_full_path(), fields], salt=_SALT, compress=True)


def _read(text: str) -> CarriedForm | None:
    try:
        person, address, fields = signing.loads(text, salt=_SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    data = QueryDict(mutable=True)
    for name, values in fields:
        data.setlist(name, values)
    return CarriedForm(person, address, data)
