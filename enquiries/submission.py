"""One post of the form: what was typed, the step it came from, and what the screen and its token say."""

from dataclasses import dataclass
from typing import cast

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.views.decorators.debug import sensitive_variables

from enquiries import form_tokens, triage
from enquiries.declaration import Declaration
from enquiries.forms import FREE_TEXTS, EnquiryForm
from enquiries.models import Diversion, Topic
from enquiries.services import screen
from lesas_portal.core.form_fields import SingleLineField

# What goes back into the page as hidden fields.
HIDDEN_FIELDS = ("topic", *EnquiryForm.base_fields)
PROBLEMS = {
    form_tokens.State.GOOD: "",
    form_tokens.State.TOO_FAST: "That was quicker than we expect. Check your answers, then continue.",
    form_tokens.State.EXPIRED: (
        "This form was open for more than {hours} hours. Nothing you typed is lost. Check it, then continue."
    ),
    form_tokens.State.MISSING: (
        "We could not tell that this came from our form. Nothing you typed is lost. Check it, then continue."
    ),
}


@dataclass(frozen=True)
class Submission:
    """A post, read but not validated.

    ``is_edit_request``: they asked for the form back to change it. ``declared``: what they have ticked.
    ``going_on``: what the button of the signpost said with which they asked for the form; it comes back with
    that to tick.
    """

    topic: Topic
    data: QueryDict
    step: Diversion.Step
    declared: Declaration | None
    going_on: Declaration | None
    is_edit_request: bool
    token: form_tokens.Token
    screening: triage.ScreeningResult

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
        """Whether it is stopped, and the sender has neither said that we are wrong nor is about to."""
        return self.is_elsewhere and not (self.declared_general or self.going_on)

    @property
    def initial(self) -> dict[str, object]:
        """What was typed, for the form to start from; a box to tick is never ticked for them."""
        return {**self.data.dict(), "declared": self.declared is not None and not self.going_on}

    @property
    def problem(self) -> str:
        """What is wrong with the token, in words; empty when it is good."""
        return PROBLEMS[self.token.state].format(hours=settings.FORM_HOURS_AT_MOST)

    @property
    def next_token(self) -> str:
        """The token for the page that answers: the same one while it can still be used."""
        if self.token.state in {form_tokens.State.GOOD, form_tokens.State.TOO_FAST}:
            return self.data.get("form_token", "")
        return form_tokens.issue(backdate=self.token.state is form_tokens.State.EXPIRED)

    @property
    def raw_fields(self) -> list[tuple[str, str]]:
        """Field names and texts as they came, to be sent again, but no declaration that was not enough."""
        names = [name for name in HIDDEN_FIELDS if name in self.data]
        if self.is_diverted and "declared" in names:
            names.remove("declared")
        return [(name, self.data.get(name, "")) for name in names]


@sensitive_variables()
def read(request: HttpRequest, topic: Topic) -> Submission:
    """Read the post in ``request``: the screen comes first, before anything is validated or kept."""
    data = request.POST
    token = form_tokens.Token(form_tokens.State.MISSING)
    if not form_tokens.is_foreign(request):
        token = form_tokens.read(data.get("form_token", ""))
    return Submission(
        topic=topic,
        data=data,
        step=Diversion.Step.CHECK if data.get("step") == "send" else Diversion.Step.FORM,
        declared=Declaration.read(data.get("declared")),
        going_on=Declaration.read(data.get("going_on")) if "edit" in data else None,
        is_edit_request="edit" in data,
        token=token,
        screening=screen.screen(_free_texts(data)),
    )


def _free_texts(data: QueryDict) -> dict[str, str]:
    """What the screen reads: of each field as much as the form does, which refuses what is longer."""
    given = {name: data.get(name, "") for name in FREE_TEXTS}
    fields = {name: cast(SingleLineField, EnquiryForm.base_fields[name]) for name in FREE_TEXTS}
    return {name: text[: fields[name].reads_at_most] for name, text in given.items() if text}
