"""What the lists of the admin call what the screen stopped."""

from django.utils import timezone

from enquiries.models import Diversion
from tests.document import Document


def test_what_the_screen_stopped_has_no_word_of_ours_for_it(adviser_client):
    Diversion.objects.create(
        day=timezone.localdate(), route="lado", step="form", declared_general=True, count=3
    )
    for address in ("/admin/", "/admin/enquiries/diversion/"):
        text = Document.of(adviser_client.get(address)).text.lower()
        assert "diversion" not in text
        assert "declared general" not in text
    assert "whether it was sent all the same" in text
    assert "counts of what the screen stopped" in text
