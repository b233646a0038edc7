"""What stands where on the admin's first page: the nouns in five groups, with what each is for.

Advisers know a noun by the name here. What is not named here stands at the end of the last group, under its
own name, so that nothing that a person may open is out of reach.
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


# A title, and for each noun its model, its name and what it is for.
GROUPS: dict[str, list[tuple[str, str, str]]] = {
    "Enquiries": [
        ("enquiries.Enquiry", "Enquiries", "Questions from settings: read, answer, close."),
        (
            "enquiries.SuspectedSpam",
            "Suspected spam",
            "Held back: look for real questions among it.",
        ),
        ("enquiries.SavedReply", "Saved replies", "Texts to begin an answer with."),
        ("enquiries.EnquiryExport", "Exports", "Who took enquiries out, and whether the file is deleted."),
        (
            "enquiries.ErasedEnquiry",
            "Erased as about a child",
            "When and by whom. No text is kept.",
        ),
        (
            "enquiries.Diversion",
            "What the screen stopped",
            "Counted by day, without a word of it.",
        ),
        (
            "enquiries.Establishment",
            "Schools and settings",
            "The register of names for the enquiry form.",
        ),
    ],
    "What people read": [
        ("guidance.GuidancePage", "Guidance pages", "The pages of advice."),
        (
            "guidance.RiskArea",
            "Risk areas",
            "Content, contact, conduct and commerce.",
        ),
        ("guidance.GuidedRoute", "Guided routes", "Questions that lead somebody to what to do now."),
        ("guidance.RouteQuestion", "Questions of guided routes", "Each question with its answers."),
        (
            "guidance.RouteOutcome",
            "Outcomes of guided routes",
            "What a route ends with: the steps to take.",
        ),
        ("guidance.Resource", "Resources", "The inventory: documents, sites and services of others."),
        (
            "guidance.Helpline",
            "Helplines and contacts",
            "Numbers, addresses and hours, each once.",
        ),
        ("guidance.PolicyTemplate", "Policy templates", "The policies that settings make their own."),
        ("guidance.PolicySection", "Sections of policies", "The parts that clauses stand in."),
        ("guidance.Clause", "Clauses of policies", "The wording, with its source and its versions."),
        ("guidance.Handout", "Hand-outs", "Sheets for parents, pupils and newsletters."),
        ("guidance.Service", "Training and services", "What LESAS offers, and how to book it."),
        ("guidance.Update", "Updates", "News for readers, also in the feeds."),
        ("guidance.WorkingCopy", "Working copies", "Changes to public pages that readers do not see yet."),
        ("guidance.ContentCheck", "Checks", "What is due for a check, by its day."),
        ("guidance.Link", "Broken links", "Links in our pages that lead nowhere."),
        (
            "guidance.ShippedText",
            "Corrected texts",
            "Texts of an update, beside what was changed here.",
        ),
    ],
    "Words and labels": [
        ("guidance.SharedBlock", "Shared blocks", "One text that several pages show."),
        ("guidance.Fact", "Facts", "Statements with a source and a day to check them."),
        ("guidance.Synonym", "Search words", "Other words that people use, and where they lead."),
        ("guidance.ZeroResultQuery", "Searches that found too little", "What people looked for in vain."),
        ("guidance.Publisher", "Publishers", "Who publishes the resources."),
        ("guidance.Audience", "Audiences", "Whom a page is for."),
        ("guidance.Phase", "Phases", "Early years to colleges: what a page is filtered by."),
    ],
    "The portal": [
        ("staff.Person", "People", "Who may sign in, and what they may do."),
        ("staff.Invitation", "Invitations", "Colleagues who were asked to sign in, and have not yet."),
        ("core.AuditEntry", "Who did what", "Every change made here: by whom and when."),
        ("core.QueuedEmail", "E-mail", "What was sent, what waits, what was given up."),
        ("core.ClosingDay", "Closing days", "Working days on which the office is closed."),
        ("guidance.Term", "Term dates", "When helplines that open in term time are open."),
        ("core.TaskRun", "Scheduled tasks", "When each last ran, and what came of it."),
        (
            "core.StatementDetails",
            "Privacy and accessibility",
            "The details that the two statements name.",
        ),
    ],
}
REST = "The portal"


def groups(app_list: Iterable[dict[str, Any]]) -> list[Group]:
    """Return the nouns of ``app_list``, which is what the admin site found that a person may open."""
    found = {
        model["model"]._meta.label: model for app in app_list for model in app["models"] if model["admin_url"]
    }
    answer = []
    for title, rows in GROUPS.items():
        nouns = [_noun(found.pop(label), name, purpose) for label, name, purpose in rows if label in found]
        answer.append(Group(title, nouns))
    rest = next(group for group in answer if group.title == REST)
    rest.nouns.extend(_noun(model, model["name"], "") for model in found.values())
    return [group for group in answer if group.nouns]


def _noun(model: dict[str, Any], name: str, purpose: str) -> Noun:
    return Noun(str(name), purpose, model["admin_url"], model["add_url"] or "")
