"""One post of the form: what was typed, the step it came from, and what the screen and its token say."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, QueryDict
from django.views.decorators.debug import sensitive_variables

from enquiries import gate, tokens, triage
from enquiries.forms import FREE_TEXTS, EnquiryForm
from enquiries.models import Diversion, Topic

# What goes back into the page as hidden fields.
CARRIED = ("topic", *EnquiryForm.base_fields)
PROBLEMS = {
    tokens.State.GOOD: "",
    tokens.State.TOO_FAST: "That was quicker than we expect. Check your answers, then continue.",
    tokens.State.EXPIRED: (
        "This form was open for more than {hours} hours. Nothing you typed is lost. Check it, then continue."
    ),
    tokens.State.MISSING: (
        "We could not tell that this came from our form. Nothing you typed is lost. Check it, then continue."
    ),
}


@dataclass(frozen=True)
class Submission:
    """A post, read but not validated. ``wants_form``: they asked for the form back, to change something."""

    topic: Topic
    data: QueryDict
    step: Diversion.Step
    declared: bool
    wants_form: bool
    token: tokens.Token
    decision: triage.Decision

    @property
    def is_stopped(self) -> bool:
        """Whether it belongs elsewhere and the sender has not said that it does not."""
        return self.decision.route != gate.STRATEGIC and not self.declared

    @property
    def problem(self) -> str:
        """What is wrong with the token, in words; empty when it is good."""
        return PROBLEMS[self.token.state].format(hours=settings.FORM_HOURS_AT_MOST)

    @property
    def next_token(self) -> str:
        """The token for the page that answers: the same one while it can still be used."""
        if self.token.state in {tokens.State.GOOD, tokens.State.TOO_FAST}:
            return self.data["form_token"]
        return tokens.issue(grown=self.token.state is tokens.State.EXPIRED)

    @property
    def typed(self) -> list[tuple[str, str]]:
        """Field names and texts as they came, to be sent again."""
        return [(name, self.data[name]) for name in CARRIED if name in self.data]


@sensitive_variables()
def read(request: HttpRequest, topic: Topic) -> Submission:
    """Read the post in ``request``: the screen comes first, before anything is validated or kept."""
    data = request.POST
    token = tokens.Token(tokens.State.MISSING)
    if not tokens.is_foreign(request):
        token = tokens.read(data.get("form_token", ""))
    return Submission(
        topic=topic,
        data=data,
        step=Diversion.Step.CHECK if data.get("step") == "send" else Diversion.Step.FORM,
        declared="declared" in data,
        wants_form="edit" in data,
        token=token,
        decision=gate.screen(_free_texts(data)),
    )


def _free_texts(data: QueryDict) -> dict[str, str]:
    """What the screen reads: of each field as much as the form does, which refuses what is longer."""
    fields = EnquiryForm.base_fields
    return {name: data[name][: fields[name].reads_at_most] for name in FREE_TEXTS if data.get(name)}
