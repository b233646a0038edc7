"""A reply from the box to the mail: every press of a button comes here with the text, and none loses it."""

from typing import cast

from django.contrib.auth.models import User
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.decorators import method_decorator
from django.views.decorators.debug import sensitive_post_parameters

from enquiries import placeholders
from enquiries.admin import enquiry_page
from enquiries.admin.page_admin import NOT_DONE, EnquiryPageAdmin, find
from enquiries.admin.reply_forms import Reply, ReplyAndClose
from enquiries.models import Enquiry, SavedReply
from enquiries.services import answer, portal_pages
from enquiries.services.lock import TooLateError, in_words
from lesas_portal.core import audit
from lesas_portal.core.normalisation import unix_line_ends

# Buttons that add to the text or lead back to it.
WRITE_ON = {"use", "search", "insert", "edit"}
SEND = {"send", "send_close"}


class ReplyingAdmin(EnquiryPageAdmin):
    """Answers by mail."""

    @method_decorator(sensitive_post_parameters())
    def reply_view(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """Do what the pressed button says; without one the reply is shown before it goes."""
        enquiry = self.posted_to(request, object_id)
        if isinstance(enquiry, HttpResponse):
            return enquiry
        person, pressed = cast(User, request.user), request.POST
        if WRITE_ON & pressed.keys():
            return self._write_on(request, enquiry)
        form_class = ReplyAndClose if "send_close" in pressed else Reply
        form = form_class(pressed, enquiry=enquiry, person=person)
        if form.is_valid():
            return self._send(request, form) if SEND & pressed.keys() else self._preview(request, form)
        if isinstance(form, ReplyAndClose) and not {"text", "__all__"} & form.errors.keys():
            return self._show(request, form, status=422)
        return self.page(request, enquiry, Reply(pressed, enquiry=enquiry, person=person), status=422)

    def _write_on(self, request: HttpRequest, enquiry: Enquiry) -> HttpResponse:
        """The page again, with the text as it was and what was asked for added at its end."""
        posted, found = request.POST, None
        typed: dict = {name: posted.get(name, "") for name in ("text", "seen", "saved", "find")}
        typed["store_anyway"] = "store_anyway" in posted
        form = Reply(enquiry=enquiry, person=cast(User, request.user), initial=typed)
        if "use" in posted and (saved := _chosen(posted.get("saved", ""))):
            _append(form, form.filled(saved))
        elif "insert" in posted and (page := portal_pages.at(posted["insert"])):
            text = unix_line_ends(form.initial["text"])
            form.initial["text"] = placeholders.put_link(text, f"{page.title}: {page.address}")
        elif "search" in posted:
            found = portal_pages.find(posted.get("find", ""))
        return self.page(request, enquiry, form, found_pages=found)

    def _preview(self, request: HttpRequest, form: Reply) -> HttpResponse:
        """The mail before it goes, unless a colleague was quicker: then both texts, as at the end."""
        news = enquiry_page.since(form.enquiry, form.seen_event, answer.NEWS)
        return self._both_texts(request, form, in_words(news[-1])) if news else self._show(request, form)

    def _show(self, request: HttpRequest, form: Reply, status: int = 200) -> TemplateResponse:
        """The mail as its reader will see it, with the buttons that send it."""
        closing = form
        if not isinstance(form, ReplyAndClose):
            known = _typed(form) | _answered_by(form.cleaned_data["text"])
            closing = ReplyAndClose(enquiry=form.enquiry, person=form.person, initial=known)
        context = {
            **self.admin_site.each_context(request),
            "title": "Your reply, before it goes",
            "subtitle": form.enquiry.reference,
            "opts": self.opts,
            "list_query": self.list_query(request),
            "enquiry": form.enquiry,
            "form": closing,
            "preview": answer.preview(enquiry=form.enquiry, text=form.cleaned_data["text"]),
        }
        return TemplateResponse(request, "admin/enquiries/reply_preview.html", context, status=status)

    def _send(self, request: HttpRequest, form: Reply) -> HttpResponse:
        """Send it, or say that a colleague was quicker."""
        try:
            said = form.perform(by=audit.signed_in(request))
        except Enquiry.DoesNotExist:
            return self.gone(request, NOT_DONE)
        except TooLateError as error:
            return self._both_texts(request, form, str(error))
        return self.done(request, form.enquiry, said)

    def _both_texts(self, request: HttpRequest, form: Reply, said: str) -> HttpResponse:
        """The page with both texts; the next press knows of the other."""
        now = find(str(form.enquiry.pk))
        if now is None:
            return self.gone(request, NOT_DONE)
        news = enquiry_page.since(now, form.seen_event, answer.NEWS)
        last = news[-1].pk if news else form.seen_event
        again = Reply(enquiry=now, person=form.person, initial={**_typed(form), "seen": last})
        refused = f"Nothing was sent. {said}"
        return self.page(request, now, again, status=409, theirs=news, refused=refused)


def _typed(form: Reply) -> dict:
    names = ("text", "seen", "store_anyway")
    return {name: form.cleaned_data[name] for name in names}


def _answered_by(text: str) -> dict[str, str]:
    """What most likely answers the enquiry: the page that the reply links to."""
    page = portal_pages.first_in(text)
    return {"outcome": Enquiry.Outcome.PAGE.value, "page": page.path} if page else {}


def _append(form: Reply, text: str) -> None:
    before = unix_line_ends(form.initial.get("text", "")).rstrip()
    form.initial["text"] = f"{before}\n\n{text}" if before else text


def _chosen(number: str) -> SavedReply | None:
    return SavedReply.objects.filter(pk=number).first() if number.isdecimal() and len(number) < 19 else None
