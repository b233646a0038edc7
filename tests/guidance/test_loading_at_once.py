"""An adviser saves a page while the content is loaded: the edit waits, and is not overwritten."""

import threading

import pytest
from django.db import OperationalError, connection, transaction

from guidance.loading import writer
from guidance.loading.entries import ContentEntry
from guidance.models import GuidancePage
from tests.factories import make_page

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_nobody_edits_a_page_between_the_loader_s_look_at_it_and_the_end_of_the_load():
    page = make_page()
    entry = ContentEntry(source="a file", model=GuidancePage, slug=page.slug, values={"title": "As loaded"})
    held = []

    def edit():
        try:
            with transaction.atomic():
                GuidancePage.objects.select_for_update(nowait=True).get(pk=page.pk)
        except OperationalError:
            held.append(page)
        finally:
            connection.close()

    with transaction.atomic():
        writer.write(GuidancePage, [entry])
        editing = threading.Thread(target=edit)
        editing.start()
        editing.join(timeout=30)
    assert held == [page]
