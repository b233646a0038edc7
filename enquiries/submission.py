"""One post of the form: what was typed, the step it came from, and what the screen and its token say."""

from dataclasses import dataclass
from functools import cached_property
from typing import cast

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, QueryDict
from django.views.decorators.debug import sensitive_variables

from enquiries import form_tokens, rate_limit, spam, triage
from enquiries.declaration import Declaration
from enquiries.forms import FREE_TEXTS, EnquiryForm
from enquiries.models import Diversion, Topic
from enquiries.services import screen
from lesas_portal.core.middleware import AddressedRequest

# What goes back into the page as hidden fields.
HIDDEN_FIELDS = ("topic", *EnquiryForm.base_fields)
ONCE_MORE = "Nothing you typed is lost. Check it, then press the button again."
PROBLEMS = {
    form_tokens.State.GOOD: "",
    form_tokens.State.TOO_FAST: (
        "That was quicker than we expect. Check what you typed, then press the button again."
    ),
    form_tokens.State.EXPIRED: f"This form was open for more than {{hours}} hours. {ONCE_MORE}",
    form_tokens.State.AHEAD: f"Our clock was wrong when you opened this form. {ONCE_MORE}",
    form_tokens.State.MISSING: f"We could not tell that this came from our form. {ONCE_MORE}",
}


@dataclass(frozen=True)
class Submission:
    """A post, read but not validated.

    ``is_edit_request``: they asked for the form back to change it, or with ``asks_for_topic`` for the first
    question. ``declared``: what they have ticked.
    ``going_on``: what the button of the signpost said with which they asked for the form; it comes back with
    that to tick. Both count only with a token that the signpost has given out. ``step``: check answers only
    where that page has given out the token, so that nothing is stored that its sender has not seen there.
    """

    topic: Topic
    data: QueryDict
    step: Diversion.Step
    declared: Declaration | None
    going_on: Declaration | None
    is_edit_request: bool
    asks_for_topic: bool
    token: form_tokens.Token
    address: str

    @property
    def is_elsewhere(self) -> bool:
        """Whether the screen says that it belongs elsewhere, or could not read it."""
        return self.screening.route != triage.Route.STRATEGIC

    @property
    def declaration(self) -> Declaration:
        """What the sender of a stopped message must declare to go on."""
        return Declaration.needed_for(self.screening)

    @property
    def declared_general(self) -> bool:
        """Whether the sender has declared what it takes to go on."""
        return self.declared is not None and self.declared.covers(self.declaration)

    @property
    def is_diverted(self) -> bool:
        """Whether it is stopped, and the sender has not said that we are wrong, nor is about to.

        Who has said that it is about nobody at all, or asks to, is not screened for it. Raises as
        ``screening`` does.
        """
        if self.going_on or self.declared is Declaration.NEITHER:
            return False
        if self.is_overlong and self.screening.route == triage.Route.UNREAD:
            return False  # the form refuses it in any case, and says so
        return self.is_elsewhere and not self.declared_general

    @cached_property
    @sensitive_variables()
    def screening(self) -> triage.ScreeningResult:
        """What the screen says, read when it is first asked for.

        The token was read before. It does not decide whether a text is screened: what is going to be shown or
        kept always is, so that a concern leads to the signpost from whatever page it was sent. It decides on
        whose account: to read a text costs far more than to send it, so what is read is counted for each
        sender, and for all together who come without our form. Raises rate_limit.RateLimitError when the
        account is used up.
        """
        texts = screen.within_bounds(_free_texts(self.data))
        rate_limit.count_screening(
            sum(map(len, texts.values())), address=self.address, has_token=bool(self.token.nonce)
        )
        return screen.screen(texts)

    @property
    def is_overlong(self) -> bool:
        """Whether the message is longer than the form takes, which tidies it before it is measured."""
        try:
            EnquiryForm.base_fields["message"].clean(self.data.get("message", ""))
        except ValidationError as refused:
            return any(error.code == "max_length" for error in refused.error_list)
        return False

    @property
    def initial(self) -> dict[str, object]:
        """What was typed, for the form to start from; a box to tick is never ticked for them."""
        return {**self.data.dict(), "declared": self.declared is not None and not self.going_on}

    @property
    def problem(self) -> str:
        """What is wrong with the token, in words; empty when it is good."""
        return PROBLEMS[self.token.state].format(hours=settings.FORM_HOURS_AT_MOST)

    @property
    def trap(self) -> str:
        """What the field held that no person sees."""
        return self.data.get(spam.TRAP, "")

    @property
    def next_token(self) -> str:
        """The token for the form or another page of it: the same one while it can still be used."""
        return self._token_with()

    @property
    def signpost_token(self) -> str:
        """The token for the signpost, which shows that it was seen."""
        return self._token_with(form_tokens.Mark.SIGNPOST)

    @property
    def checked_token(self) -> str:
        """The token for check answers, which shows that they were seen."""
        return self._token_with(form_tokens.Mark.CHECK_ANSWERS)

    @property
    def fresh_token(self) -> str:
        """A token as of a form opened anew, for one that has sent what it may."""
        return form_tokens.issue(*self._lasting_marks, backdate=True)

    def _token_with(self, *marks: form_tokens.Mark) -> str:
        if self.token.state in {form_tokens.State.GOOD, form_tokens.State.TOO_FAST}:
            return self.token.marked(*marks)
        was_opened = self.token.state is not form_tokens.State.MISSING
        return form_tokens.issue(*self._lasting_marks.union(marks), backdate=was_opened)

    @property
    def _lasting_marks(self) -> frozenset[form_tokens.Mark]:
        """The signpost that somebody has seen was seen, whatever becomes of the form."""
        return self.token.marks & {form_tokens.Mark.SIGNPOST}

    @property
    def raw_fields(self) -> list[tuple[str, str]]:
        """Field names and texts as they came, to be sent again, but no declaration that was not enough."""
        names = [name for name in HIDDEN_FIELDS if name in self.data]
        if "declared" in names and (self.declared is None or self.is_diverted):
            names.remove("declared")
        return [(name, self.data.get(name, "")) for name in names]


@sensitive_variables()
def read(request: HttpRequest, topic: Topic) -> Submission:
    """Read the post in ``request``: its token first, which costs nothing. Nothing is screened yet."""
    data = request.POST
    token = form_tokens.Token(form_tokens.State.MISSING)
    if not form_tokens.is_foreign(request):
        token = form_tokens.read(data.get("form_token", ""))
    has_seen_signpost = form_tokens.Mark.SIGNPOST in token.marks
    is_checked = form_tokens.Mark.CHECK_ANSWERS in token.marks
    return Submission(
        topic=topic,
        data=data,
        step=Diversion.Step.CHECK if is_checked and data.get("step") == "send" else Diversion.Step.FORM,
        declared=Declaration.read(data.get("declared")) if has_seen_signpost else None,
        going_on=Declaration.read(data.get("going_on")) if has_seen_signpost and "edit" in data else None,
        is_edit_request="edit" in data,
        asks_for_topic=data.get("edit") == "topic",
        token=token,
        address=rate_limit.sender_of(cast(AddressedRequest, request)),
    )


def _free_texts(data: QueryDict) -> dict[str, str]:
    """Whatever can hold a sentence, by the name of its field."""
    return {name: text for name in FREE_TEXTS if (text := data.get(name, ""))}
