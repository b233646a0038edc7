"""An adviser settles a corrected text while the content is loaded: neither waits in a circle."""

import threading
import time

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import OperationalError, connection, transaction
from django.utils import timezone

from guidance.models import GuidancePage, ShippedText
from guidance.services import shipped_texts
from tests.factories import make_page

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_who_settles_waits_for_the_page_before_the_text_is_held():
    page = make_page()
    shipped = ShippedText.objects.create(
        content_type=ContentType.objects.get_for_model(page),
        object_id=page.pk,
        part="row",
        values={"title": "As shipped"},
        fingerprint="f",
        waiting_since=timezone.now(),
    )
    waited = []

    def settle():
        try:
            with transaction.atomic():
                connection.cursor().execute("SET LOCAL lock_timeout = '3s'")
                shipped_texts.hold(ShippedText.objects.get(pk=shipped.pk))
        except OperationalError:
            waited.append(page)
        finally:
            connection.close()

    settling = threading.Thread(target=settle)
    with transaction.atomic():
        list(GuidancePage.objects.locked([page.pk]))
        settling.start()
        time.sleep(1)
        # What the loader holds next is free: this raises OperationalError otherwise.
        assert ShippedText.objects.select_for_update(nowait=True).get(pk=shipped.pk)
        settling.join(timeout=30)
    assert waited == [page]
