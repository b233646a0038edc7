"""What stands where on the admin's first page: the nouns in five groups, with what each is for.

Each stands under the name that its own list has. What is not listed here stands at the end of the last group,
so that nothing that a person may open is out of reach.
"""

from collections.abc import Iterable
from typing import Any, NamedTuple


class Noun(NamedTuple):
    """A kind of row that the person may open."""

    name: str
    purpose: str
    url: str
    add_url: str = ""


class Group(NamedTuple):
    """Some nouns under one heading."""

    title: str
    nouns: list[Noun]


# A title, and for each noun its model and what it is for.
GROUPS: dict[str, list[tuple[str, str]]] = {
    "Enquiries": [
        ("enquiries.Enquiry", "Questions from settings: read, answer, close."),
        ("enquiries.SuspectedSpam", "Held back: look for real questions among it."),
        ("enquiries.SavedReply", "Texts to begin an answer with."),
        ("enquiries.EnquiryExport", "Who took enquiries out, and whether the file is deleted."),
        ("enquiries.ErasedEnquiry", "When and by whom. No text is kept."),
        ("enquiries.Diversion", "Counted by day, without a word of it."),
        ("enquiries.Establishment", "The register of names for the enquiry form."),
    ],
    "What people read": [
        ("guidance.GuidancePage", "The pages of advice."),
        ("guidance.RiskArea", "Content, contact, conduct and commerce."),
        ("guidance.GuidedRoute", "Questions that lead somebody to what to do now."),
        ("guidance.RouteQuestion", "Each question with its answers."),
        ("guidance.RouteOutcome", "What a route ends with: the steps to take."),
        ("guidance.Resource", "The inventory: documents, sites and services of others."),
        ("guidance.Helpline", "Numbers, addresses and hours of all contacts, each once."),
        ("guidance.PolicyTemplate", "The policies that settings make their own."),
        ("guidance.PolicySection", "The parts that clauses stand in."),
        ("guidance.Clause", "The wording, with its source and its versions."),
        ("guidance.Handout", "Sheets for parents and carers, and texts for newsletters."),
        ("guidance.Role", "The doors of the home page, and the five tasks behind each."),
        ("guidance.Duty", "The planner of the school year: enter a day once it is announced."),
        ("guidance.GovernorQuestion", "What governors ask, with a good and a poor answer."),
        ("guidance.Service", "Training and support that LESAS offers, and how to book it."),
        ("guidance.Update", "News for readers, also in the feeds."),
        ("enquiries.FeedbackCount", "How often readers said that a page helped."),
        ("enquiries.FeedbackComment", "What readers missed on pages, for ninety days."),
        ("guidance.WorkingCopy", "Changes to public pages that readers do not see yet."),
        ("guidance.ContentCheck", "What is due for a check, by its day."),
        ("guidance.Link", "Links in our pages that lead nowhere."),
        ("guidance.ShippedText", "Texts of an update, beside what was changed here."),
    ],
    "Words and labels": [
        ("guidance.SharedBlock", "One text that several pages show."),
        ("guidance.Fact", "Statements with a source and a day to check them."),
        ("guidance.Synonym", "Other words that people use, and where they lead."),
        ("guidance.ZeroResultQuery", "What people looked for in vain."),
        ("guidance.Publisher", "Who publishes the resources."),
        ("guidance.Audience", "Whom a page is for."),
        ("guidance.Phase", "Early years to colleges: what a page is filtered by."),
    ],
    "The portal": [
        ("staff.Person", "Who may sign in, and what they may do."),
        ("staff.Invitation", "Colleagues who were asked to sign in, and have not yet."),
        ("core.AuditEntry", "Every change made here: by whom and when."),
        ("core.QueuedEmail", "What was sent, what waits, what was given up."),
        ("core.ClosingDay", "Working days on which the office is closed."),
        ("guidance.Term", "When helplines that open in term time are open."),
        ("core.TaskRun", "When each last ran, and what came of it."),
        ("core.StatementDetails", "The details that the two statements name."),
    ],
}
REST = "The portal"
# Of these there is one row, and its list leads to the form.
ONE_ROW = {"core.StatementDetails"}


def groups(app_list: Iterable[dict[str, Any]]) -> list[Group]:
    """Return the nouns of ``app_list``, which is what the admin site found that a person may open."""
    found = {
        model["model"]._meta.label: model for app in app_list for model in app["models"] if model["admin_url"]
    }
    answer = []
    for title, rows in GROUPS.items():
        nouns = [_noun(found.pop(label), purpose) for label, purpose in rows if label in found]
        answer.append(Group(title, nouns))
    rest = next(group for group in answer if group.title == REST)
    rest.nouns.extend(_noun(model) for model in found.values())
    return [group for group in answer if group.nouns]


def _noun(model: dict[str, Any], purpose: str = "") -> Noun:
    add_url = "" if model["model"]._meta.label in ONE_ROW else model["add_url"]
    return Noun(str(model["name"]), purpose, model["admin_url"], add_url or "")
