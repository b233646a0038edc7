"""The choice of a training or service: the list is read once for a page, and the form stands without it."""

import re
from collections.abc import Sequence
from typing import TypeAlias

from django import forms
from django.core.exceptions import ValidationError
from django.db import Error

from enquiries.models import Topic
from guidance.models import Service
from lesas_portal.core.lost_connection import with_one_retry

QUOTE_TOPICS = {Topic.TRAINING, Topic.REVIEW}
# What a form offers; None while the list cannot be read.
Services: TypeAlias = Sequence[Service] | None
NOT_SURE = "I’m not sure yet"
# What an address of ours may hold; nothing else can name a service, whether its list was read or not.
SLUG = re.compile(r"[-\w]{1,60}", re.ASCII)


class ServiceUnreadError(Error):
    """A service was chosen that could not be looked up, so that the enquiry cannot be stored either."""


def offered_services(topic: Topic) -> Services:
    """Return what the form for ``topic`` offers; nothing where it does not ask, None without a database."""
    if topic not in QUOTE_TOPICS:
        return []
    try:
        return with_one_retry(lambda: list(Service.objects.published()))
    except Error:
        return None


class ServiceField(forms.ChoiceField):
    """One service out of a list that ``offer`` brings.

    Cleaned it is the row. While the list is away it is the slug as it came, so that it can be shown, carried
    and sent again: nothing can be stored then in any case.
    """

    def __init__(self, **options) -> None:
        invalid = f"Choose a training or service from the list, or “{NOT_SURE}”"
        super().__init__(error_messages={"invalid_choice": invalid}, required=False, **options)
        self._services: dict[str, Service] | None = {}

    def offer(self, services: Services, typed: object) -> None:
        """Take the list as it was read. ``typed``: what was chosen before, the only choice without a list."""
        self._services = None if services is None else {service.slug: service for service in services}
        known = [(service.slug, str(service)) for service in services or ()]
        if services is None and _is_slug(typed):
            known = [(str(typed), str(typed))]
        self.choices = [("", NOT_SURE), *known]

    def clean(self, value: object) -> Service | str | None:
        """Return the service, the slug while the list is away, or None for none.

        Raises ValidationError for a service that is not in the list.
        """
        if value in self.empty_values:
            return None
        if self._services is None and _is_slug(value):
            return str(value)
        if not self._services or value not in self._services:
            raise ValidationError(self.error_messages["invalid_choice"], code="invalid_choice")
        return self._services[str(value)]


def _is_slug(value: object) -> bool:
    return isinstance(value, str) and bool(SLUG.fullmatch(value))
