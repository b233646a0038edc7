"""The chart of a guided route in the words of one type of setting. Pure.

A chart is written for any reader, so it says "head", and asks about owners where there is none. In the
file of one setting it has that setting's people, and only rows that it can have. Who works alone gets none.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from guidance import includes, markup
from guidance.blocks import Paragraph, Run, Runs, plain
from guidance.policies.answers import Answers
from guidance.policies.chart_telegrams import IN_FULL
from guidance.policies.people import leader_words
from guidance.policies.portal import Portal
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.policies.typed_names import opening
from guidance.routes.book import Book
from guidance.routes.schema import Answer

OLDER_ONLY = ("nudes",)
"""Charts for children who can have a device of their own: with under-fives an adult is behind a picture."""

OWNER, LEADER, CHILDMINDER = "do/a4", "do/a3", "do/a5"
BODIES = ("governing-body", "trust-local", "trust", "committee")
OWNERS = ("owner", "proprietor")


def has_chart(slug: str, answers: Answers) -> bool:
    """Whether the chart of the route ``slug`` can be right for a setting with these answers."""
    if answers.type_words.sole:
        return False  # it sends to a head, a manager and colleagues
    return slug not in OLDER_ONLY or not answers.ages or set(answers.ages) != {"early-years"}


def book_for(slug: str, answers: Answers, book: Book) -> Book:
    """Return ``book`` with the answers of the route ``slug`` that such a setting can give."""
    route = book.routes[slug]
    if not answers.setting_type or slug != "adult":
        return book
    gone = _not_here(answers)
    questions = tuple(
        replace(question, answers=tuple(one for one in question.answers if not _is_gone(one, gone)))
        for question in route.questions
    )
    return replace(book, routes={**book.routes, slug: replace(route, questions=questions)})


def _is_gone(answer: Answer, gone: set[str]) -> bool:
    return answer.next in gone and not answer.unsure


def _not_here(answers: Answers) -> set[str]:
    """Where nobody of this setting is sent: an owner it has not, a leader who answers to nobody."""
    gone = set()
    if answers.governed_by in BODIES:
        gone.add(OWNER)
    if answers.all_choices["concern"] == "lado":
        gone.add(LEADER)
    if answers.setting_type not in TYPE_GROUPS["kcsie"]:
        gone.add(CHILDMINDER)
    return gone


class ChartText:
    """The words of one route's chart, as this setting reads them."""

    def __init__(self, slug: str, answers: Answers, portal: Portal) -> None:
        self.book, self.slug = portal.book, slug
        self.is_kent = answers.all_choices["area"] == "kent"
        self.phrases = {**phrases_for(answers), **IN_FULL}
        role = leader_words(answers).removeprefix("the ")
        self.leader = "" if not answers.setting_type or role == "headteacher" else role

    def words(self, text: str) -> str:
        """Return Markdown ``text`` as plain words; elsewhere than in Kent there is no Front Door."""
        blocks = markup.blocks(includes.expand(text, self.book, self.slug))
        said = " ".join(plain(block.runs) for block in blocks if isinstance(block, Paragraph))
        for phrase, ours in self.phrases.items():
            said = said.replace(phrase, ours)
        said = _led_by(said, self.leader).strip()
        return said if self.is_kent else _elsewhere(said)

    def listed(self, label: str, texts: Iterable[str]) -> Runs:
        """Return ``texts`` as one point under a bold label."""
        said = (self.words(text).rstrip(".") for text in texts)
        return Run(f"{label} ", bold=True), Run(f"{'; '.join(one for one in said if one)}.")


def phrases_for(answers: Answers) -> dict[str, str]:
    """Return what a chart says, with what it says instead in a setting of this type; empty for no type."""
    if not answers.setting_type:
        return {}
    staff = {} if answers.setting_type in TYPE_GROUPS["kcsie"] else _without_classes(answers)
    return {
        **_concerns(answers),
        "Many procedures: one working day": "One working day at the latest",
        "Ofsted or agency: 14 days.": _registration(answers),
        **staff,
    }


def _concerns(answers: Answers) -> dict[str, str]:
    """Whom a concern goes to: never the person whom it is about."""
    role = _capital(leader_words(answers))
    hears = answers.concern_words
    leads = f"{role}: tell {hears}." if hears else f"{role} or family: straight to the LADO."
    if not hears:
        after = ""
    elif answers.governed_by in OWNERS:
        after = f"{_capital(answers.governance_words.body)} or family: straight to the LADO."
    else:
        after = "If it is about them too: straight to the LADO."
    return {
        "Head: tell the chair, trust or owner.": leads,
        "Owner or family: straight to the LADO. ": f"{after} ".lstrip(),
        "Chair or owner": opening(hears) or "LADO",
        "Head or manager": role,
        "Owner, family": "Owner, family" if hears else f"{role}, family",
        "Tell your manager today": f"Tell your manager today ({role.lower()}: {hears or 'the LADO'})",
    }


def _without_classes(answers: Answers) -> dict[str, str]:
    """What a school has and a nursery or club has not."""
    leader = leader_words(answers)
    hears = answers.concern_words
    told = leader if hears else f"{leader}, or the LADO,"
    above = f" ({leader.removeprefix('the ')}: {hears})" if hears else ""
    return {
        "Tell your manager today": f"Tell {told} today{above}",
        "Supply or agency": "Agency",
        "tell a class, a year, all parents": "tell the other children, all parents",
    }


def _registration(answers: Answers) -> str:
    """Who registers childcare hears of it (Welfare Requirements, 2012). A club may not be registered."""
    if answers.setting_type not in TYPE_GROUPS["registered"]:
        return ""
    if answers.setting_type == "out-of-school":
        return "Ofsted or agency, if we are registered: within 14 days."
    return "Ofsted: within 14 days."


def _capital(words: str) -> str:
    words = words.removeprefix("the ")
    return words[:1].upper() + words[1:]


def _led_by(text: str, role: str) -> str:
    """Say ``role`` where a chart says head; nothing changes where a head leads."""
    if not role:
        return text
    text = re.sub(r"\bHead\b", _capital(role), text)
    return re.sub(r"\b(?:the )?head\b", f"the {role}", text)


def _elsewhere(text: str) -> str:
    """The Front Door is Kent's name for what every council has."""
    text = re.sub(r"\b[Tt]he (?:Kent )?Front Door", "children’s services", text)
    text = re.sub(r"\b(?:Kent )?Front Door", "children’s services", text)
    return re.sub(r"(^|[.!?] )children’s", r"\1Children’s", text)
