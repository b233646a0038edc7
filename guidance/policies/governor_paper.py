"""The paper for governors beside a policy: what is asked, what was chosen, what changed, and what to ask.

One page, so that it is read, and signed below what it is for. It names no child and no case.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guidance.blocks import Block, Bullets, Runs, Table
from guidance.policies.answers import Answers
from guidance.policies.approval import has_board, owner, version
from guidance.policies.board_matters import as_sentence, asked_of_board, choices_of
from guidance.policies.change import Change
from guidance.policies.document import Document, Part, SectionHeading, cell, unnumbered
from guidance.policies.docx.one_page import first_that_fits
from guidance.policies.paper_changes import changed, ranked_for_paper
from guidance.policies.paper_reasons import SENTENCE_END, rests_on, why_now
from guidance.policies.paper_words import FOOT, asked_of, for_whom, name_in_request, request_of, signature
from guidance.policies.placeholders import long_date
from guidance.policies.policy_parts import blank
from guidance.policies.portal import Portal
from guidance.policies.schema import Template
from guidance.policies.tailor import Policy

MOST_CHANGES, MOST_CHOICES, MOST_ASKED, MOST_SOURCES, MOST_WHYS = 5, 6, 4, 3, 3
LONGEST, SHORTER = 120, 70  # characters of a side of a change
DECISIONS = (
    "Approved as it stands",
    "Approved with these changes:",
    "Not approved: it comes back on",
)
REPLACES = "It replaces (name and date, or “none”)"


@dataclass(frozen=True)
class _Room:
    """How many changes, choices, acts of the board, sources and sentences of why there is room for.

    A side of a change has so many characters at most. Where it ``is_tight``, of the purpose and of a good
    answer the first sentence stands alone.
    """

    changes: int
    choices: int = MOST_CHOICES
    asked: int = MOST_ASKED
    sources: int = MOST_SOURCES
    whys: int = MOST_WHYS
    is_tight: bool = False
    side: int = LONGEST


def of_governor_paper(
    template: Template, policy: Policy, answers: Answers, changes: Sequence[Change] = (), *, portal: Portal
) -> Document:
    """Return the paper for ``policy``; without ``changes`` it is taken for new.

    It shows as many changes, choices and sources as fit its page: what is law first.
    """
    ranked = ranked_for_paper(changes)
    return first_that_fits(
        _paper(template, policy, answers, (ranked, room), portal) for room in _rooms(ranked)
    )


def _rooms(changes: Sequence[Change]) -> Iterator[_Room]:
    """Yield how much is shown, less each time: of changes, what they change says most."""
    if changes:
        certain = sum(not change.hangs_on_people for change in changes)
        alone = _Room(min(certain, MOST_CHANGES), choices=0, asked=0, sources=0)
        yield from (alone, replace(alone, whys=0, is_tight=True))
        for count in range(alone.changes, -1, -1):
            yield replace(alone, changes=count, whys=0, is_tight=True, side=SHORTER)
        return
    yield _Room(0)
    for whys, sources in ((3, 3), (2, 3), (2, 2), (1, 3)):
        yield _Room(0, whys=whys, sources=sources, is_tight=True)
    for choices in range(MOST_CHOICES, 1, -1):
        yield _Room(0, choices=choices, sources=2, whys=1, is_tight=True)
    yield _Room(0, choices=2, sources=1, whys=1, is_tight=True)
    yield _Room(0, choices=1, sources=1, whys=0, is_tight=True)


def _paper(
    template: Template,
    policy: Policy,
    answers: Answers,
    changes: tuple[Sequence[Change], _Room],
    portal: Portal,
) -> Document:
    return replace(
        blank(policy, portal),
        subtitle=for_whom(answers),
        header_left=f"{policy.title} · {for_whom(answers)}",
        header_right=long_date(answers.adopted_on),
        footer=FOOT,
        opening=(_asked(template, policy, answers, portal, changes[1], is_new=not changes[0]),),
        parts=(
            *_section("What changed", changed(changes[0], changes[1].changes, changes[1].side)),
            *_section("Three questions to ask", _questions(template, changes[1])),
            *_section("Decision", _decision(answers)),
        ),
    )


def paper_name(answers: Answers) -> str:
    """Return what the paper is called in lists and names of files; empty where nobody is to decide."""
    if not answers.has_paper:
        return ""
    if answers.governed_by == "nobody":
        return "Record of a decision"
    return f"Paper for {answers.governance_words.body}" if answers.setting_type else "Paper for governors"


def _asked(
    template: Template, policy: Policy, answers: Answers, portal: Portal, room: _Room, *, is_new: bool
) -> Table:
    """What is asked and why; what was chosen and what it binds to only where no changes are shown."""
    choices = list(choices_of(policy).values())[: room.choices]
    duties = as_sentence(asked_of_board(policy)[: room.asked])
    rows = (
        (cell("Meeting" if has_board(answers) else "Day"), cell(long_date(answers.adopted_on))),
        (cell("From"), cell(owner(answers))),
        (
            cell("We ask you to" if has_board(answers) else "To decide"),
            cell(request_of(answers, name_in_request(policy))),
        ),
        *_known("What it is for", _fitting(template.purpose, room) if is_new else ""),
        *_known("Why now", " ".join(why_now(template, answers)[: room.whys])),
        *_known("What we chose", " ".join(choices)),
        *_known(asked_of(answers), duties),
        *_known("It rests on", "; ".join(rests_on(policy, portal)[: room.sources])),
        *(_replaces(answers, portal) if is_new else ()),
    )
    return Table((), rows, "What is asked")


def _known(label: str, text: str) -> list[tuple[Runs, Runs]]:
    return [(cell(label), cell(text.strip()))] if text.strip() else []


def _is_first(answers: Answers) -> bool:
    return version(answers) in {"", "1"}


def _replaces(answers: Answers, portal: Portal) -> list[tuple[Runs, Runs]]:
    """Room for what a first version replaces; of a later one, where to see what changed."""
    if _is_first(answers):
        return [(cell(REPLACES), ())]
    page = portal.address(portal.changes_page)
    return _known("What changed", f"The code in the old policy brings up what changed since: {page}")


def _questions(template: Template, room: _Room) -> list[Block]:
    rows = tuple(
        (cell(one.ask), cell(_fitting(one.good_answer, room))) for one in template.governor_questions
    )
    return [Table((cell("Ask"), cell("A good answer has")), rows, "Questions to ask")] if rows else []


def _fitting(text: str, room: _Room) -> str:
    return SENTENCE_END.split(text.strip())[0] if room.is_tight else text.strip()


def _decision(answers: Answers) -> list[Block]:
    return [Bullets(tuple(cell(text) for text in DECISIONS), "ticks"), signature(answers)]


def _section(title: str, blocks: list[Block]) -> Iterator[Part]:
    if blocks:
        yield SectionHeading(title, numbered=False)
        yield unnumbered(*blocks)
