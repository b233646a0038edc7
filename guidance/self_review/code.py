"""The code of a self-review: what was said, in a line that a setting keeps. Nothing about who or where.

Letters of the self-review, its edition, and a state for each question to base 7 (``answers``), built as the
codes of policies are (``guidance.policies.reference_code``).
"""

from dataclasses import replace

from guidance.policies import reference_code
from guidance.policies.pasted_code import ReferenceCodeError, Where
from guidance.self_review import editions
from guidance.self_review.answers import NOT_ANSWERED, STATES, Answers

__all__ = ["ReferenceCodeError", "decode", "encode"]

PLACE = Where("your result", "the end of your result", "SR-202601")


def encode(answers: Answers) -> str:
    """Return the code, at most 60 characters long."""
    edition = answers.edition
    return reference_code.encode(edition.code, edition.number, answers.in_order, base=STATES)


def decode(text: str) -> Answers:
    """Return what a code says, of the edition it names. Raises ReferenceCodeError with what to do."""
    code = reference_code.parse(text, where=PLACE)
    found = editions.shipped().get(code.template)
    if found is None:
        raise ReferenceCodeError(
            f"No self-review has codes that start with {code.template}. A policy has a code too: paste it "
            "where the page of policy templates offers to see what changed."
        )
    edition = next((one for one in found if one.number == code.edition), None)
    if edition is None:
        raise ReferenceCodeError(
            f"There is no edition {code.edition} of this self-review. Check the six digits after the letters."
        )
    states = code.of_edition(len(edition.questions), base=STATES).states
    if not states:
        raise ReferenceCodeError("The code holds no answers. Copy it again, all of it.")
    named = zip(edition.questions, states, strict=True)
    return Answers(edition, states={one.id: state for one, state in named if state != NOT_ANSWERED})


def in_newest(answers: Answers) -> Answers:
    """Return the answers as those of the newest edition: questions that are no longer asked are left out."""
    newest = editions.newest_of(answers.edition.code)
    kept = {one.id for one in newest.questions if not one.moved_after(answers.edition.number)}
    states = {name: state for name, state in answers.states.items() if name in kept}
    return replace(answers, edition=newest, states=states)
