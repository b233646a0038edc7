"""One paper for all policies of a setting: what each decides, and a decision on each, on one page."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date

from guidance.blocks import Block, Bullets, Table
from guidance.policies.answers import Answers
from guidance.policies.approval import has_board, owner, version
from guidance.policies.board_matters import asked_of_board, choices_of
from guidance.policies.document import PUBLISHER, Document, SectionHeading, cell, paragraph, unnumbered
from guidance.policies.docx.one_page import first_that_fits
from guidance.policies.paper_words import FOOT, for_whom, request_of, signature
from guidance.policies.placeholders import long_date
from guidance.policies.tailor import Policy

MOST_SHARED = 6
MOST_OWN = 1  # beside the questions
DECISIONS = ("Yes", "With changes", "No")
CHANGES = "Changes that we ask for, and when it comes back"
HEAD = ("Policy", "What it decides, and asks of you", *DECISIONS)
ASK = "One question to ask about each, in the same order:"


def of_folder_paper(policies: Sequence[Policy], answers: Answers, *, made_on: date) -> Document:
    """Return the paper for ``policies`` of one setting; what fits one page of what each decides.

    Raises ValueError where there is no policy.
    """
    rooms = [(most, asks) for asks in (True, False) for most in range(MOST_SHARED, 0, -1)]
    return first_that_fits(_paper(policies, answers, made_on, room) for room in rooms)


def _paper(policies: Sequence[Policy], answers: Answers, made_on: date, room: tuple[int, bool]) -> Document:
    """``room`` says how many choices are told, and whether a question is asked about each policy."""
    most, asks = room
    shared, rows = _shared_and_own(policies, MOST_OWN if asks else most)
    return Document(
        title="Our online safety policies",
        author=answers.setting_name or PUBLISHER,
        subtitle=for_whom(answers),
        header_left=for_whom(answers),
        header_right=long_date(answers.adopted_on),
        footer=FOOT,
        subject="Paper for governors: all policies",
        written_on=max(policy.issued_on for policy in policies),
        made_on=made_on,
        opening=(_asked(answers, list(shared.values())[:most]),),
        parts=(
            SectionHeading("Do we approve it?", numbered=False),
            unnumbered(
                Table(tuple(map(cell, HEAD)), rows, "Decision on each policy"),
                *(_questions(policies) if asks else ()),
                signature(answers, opens=(CHANGES,)),
            ),
        ),
        contents=False,
    )


def _shared_and_own(policies: Sequence[Policy], most: int) -> tuple[dict[str, str], tuple]:
    """The choices that several policies rest on, and a row for each policy with its own."""
    found = [choices_of(policy) for policy in policies]
    often = Counter(name for choices in found for name in choices)
    shared = {name: text for choices in found for name, text in choices.items() if often[name] > 1}
    rows = tuple(
        _row(policy, [text for name, text in choices.items() if name not in shared][:most])
        for policy, choices in zip(policies, found, strict=True)
    )
    return shared, rows


def _asked(answers: Answers, shared: list[str]) -> Table:
    rows = [
        (cell("Meeting" if has_board(answers) else "Day"), cell(long_date(answers.adopted_on))),
        (cell("From"), cell(owner(answers))),
        (cell("We ask you to"), cell(request_of(answers, "these policies"))),
    ]
    if shared:
        rows.append((cell("What we chose"), cell(" ".join(shared))))
    return Table((), tuple(rows), "What is asked")


def _row(policy: Policy, choices: list[str]) -> tuple:
    acts = "; ".join(asked_of_board(policy))
    yours = [f"For you to do: {acts}."] if acts else []
    decides = choices or ([] if yours else [policy.template.purpose.partition(". ")[0].rstrip(".") + "."])
    number = version(policy.answers)
    name = f"{policy.title}, version {number}" if number else policy.title
    return cell(name), cell(" ".join([*decides, *yours])), *(() for _ in DECISIONS)


def _questions(policies: Sequence[Policy]) -> Iterator[Block]:
    """The first question on each policy; its own paper has the others, and what a good answer has."""
    asked = [one.ask for policy in policies for one in policy.template.governor_questions[:1]]
    if asked:
        yield paragraph(ASK)
        yield Bullets(tuple(map(cell, asked)))
