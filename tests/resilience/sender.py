"""One sender of an enquiry while something fails, and the mail worker beside them."""

from contextlib import suppress
from datetime import timedelta
from uuid import uuid4

from django.conf import settings
from django.core.cache import cache
from django.db import Error, close_old_connections, connection
from django.test import Client
from django.utils import timezone

from enquiries import form_tokens
from enquiries.models import Enquiry
from guidance.models import Service
from lesas_portal.core import mail_queue
from lesas_portal.core.models import QueuedEmail
from tests import factories
from tests.document import Document
from tests.enquiries.answers import ANSWERS

CHECK = "/enquiries/check/"
SERVICE = "injected-training"
HOURS_AT_MOST = 48


class BrokenPromiseError(AssertionError):
    """What must not become of an enquiry."""


class Attempt:
    """One enquiry, from Send to its mails. Each step returns what happened, in words."""

    def __init__(self, kind: str, n: int, mailserver) -> None:
        self.mailserver = mailserver
        self.subject = f"Fault {kind} {n} ({uuid4().hex[:6]})"
        # Not from this machine, which is not counted, and with nothing remembered.
        self.client = Client(REMOTE_ADDR=f"198.18.{n // 250}.{n % 250 + 1}")
        cache.clear()
        make_service()
        # Each from another address: one gets only so many acknowledgements a day.
        self.hidden = {
            **ANSWERS,
            "topic": "training",
            "service": SERVICE,
            "preferred_dates": "Any Tuesday",
            "subject": self.subject,
            "email": f"{kind.replace(' ', '-')}-{n}@example.org",
            "form_token": form_tokens.issue(form_tokens.Mark.CHECK_ANSWERS, backdate=True),
            "step": "send",
        }
        self.confirmation = ""

    def send(self) -> list[str]:
        """Press the button, and open the confirmation if there is one."""
        said = self._press()
        if self.confirmation:
            status = self._as_served(self.client.get, self.confirmation).status_code
            self._must(status in {200, 503}, f"the confirmation answers {status}")
            said.append("confirmed" if status == 200 else "confirmation later")
        return said

    def work(self) -> None:
        """One pass of the mail worker, whose loop goes on after an error of the database."""
        close_old_connections()
        with suppress(Error):
            mail_queue.send_due()
        close_old_connections()

    def press_again(self) -> list[str]:
        """Nothing fails any more: who was told that it was not sent presses the button of that page."""
        close_old_connections()
        if self.confirmation:
            self._must(self._stored() == 1, "confirmed and not stored")
            return []
        stored_before = self._stored()
        self._press()
        self._must(bool(self.confirmation), "the second press did not go through")
        self._must(self._stored() == 1, "stored twice")
        known = "it was stored, the second press finds it" if stored_before else "the second press stores it"
        return [known]

    def settle(self) -> list[str]:
        """Let hours pass until both mails are out; then count everything."""
        page = self.client.get(self.confirmation)
        enquiry = Enquiry.objects.get(subject=self.subject)
        self._must(enquiry.reference in page.content.decode(), "the confirmation has another reference")
        mails = QueuedEmail.objects.filter(about=enquiry.reference)
        self._must(mails.count() == 2, f"{mails.count()} mails queued")
        for hours in range(HOURS_AT_MOST):
            if not mails.filter(sent_at=None).exists():
                break
            mail_queue.send_due(at=timezone.now() + timedelta(hours=hours))
        arrived = [number for _, about, number in self.mailserver.taken if enquiry.reference in about]
        self._must(len(set(arrived)) == 2, f"{len(set(arrived))} of 2 mails arrived")
        again = len(arrived) - 2
        return [f"two mails, {again} of them again with its Message-ID" if again else "two mails"]

    def _press(self) -> list[str]:
        answer = self._as_served(self.client.post, CHECK, self.hidden)
        if answer.status_code == 302:
            self.confirmation = answer["Location"]
            return ["stored"]
        self._must(answer.status_code == 503, f"Send answers {answer.status_code}")
        page = answer.content.decode()
        back = Document(page).hidden
        typed = {name: text for name, text in self.hidden.items() if name != "form_token"}
        self._must(back.items() >= typed.items(), "the page of refusal lacks what was typed")
        self._must(settings.ENQUIRIES_MAILBOX in page, "the page of refusal names no mailbox")
        self.hidden = back
        return ["told (503), everything kept"]

    def _as_served(self, ask, *arguments):
        # The test client leaves out what a server does before and after each request.
        close_old_connections()
        try:
            return ask(*arguments)
        except Exception as error:
            raise BrokenPromiseError(f"{self.subject}: {type(error).__name__} left the view") from error
        finally:
            close_old_connections()

    def _stored(self) -> int:
        return Enquiry.objects.filter(subject=self.subject).count()

    def _must(self, is_kept: bool, otherwise: str) -> None:
        if not is_kept:
            raise BrokenPromiseError(f"{self.subject}: {otherwise}")


def make_service() -> None:
    """One training to choose, so that its list is read on the way."""
    connection.ensure_connection()
    if not Service.objects.filter(slug=SERVICE).exists():
        factories.make_service(slug=SERVICE)
