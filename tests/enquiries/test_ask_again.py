"""Whom to ask about an enquiry that was sent."""

from tests.document import Document
from tests.factories import make_helpline

ASK = "To ask about it later, write to enquiries@example.org"


def test_the_sent_page_names_the_mailbox_that_answers(sender, settings):
    settings.ENQUIRIES_MAILBOX = "enquiries@example.org"
    make_helpline(slug="lesas", phone="03000 00 00 00", phone_confirmed=False)
    page = Document.of(sender.client.get(sender.send()["Location"]))
    assert f"{ASK}, and give the reference." in page.main
    assert page.select("main a[href='mailto:enquiries@example.org']")
    assert not page.select("main a[href^='tel:']"), "a number that nobody has confirmed is not given"


def test_the_sent_page_gives_the_number_once_it_is_confirmed(sender, settings):
    settings.ENQUIRIES_MAILBOX = "enquiries@example.org"
    make_helpline(slug="lesas", phone="03000 00 00 00", phone_confirmed=True)
    page = Document.of(sender.client.get(sender.send()["Location"]))
    assert f"{ASK} or ring 03000 00 00 00, and give the reference." in page.main
