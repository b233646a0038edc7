"""How the clauses of a policy template are shown on its page."""

from dataclasses import replace

from django import template

from guidance.apostrophes import printed
from guidance.blocks import Pictures, Runs
from guidance.policies import public_view
from guidance.policies.schema import FrozenClause
from guidance.standing import BASES

register = template.Library()

KEEP, DROP = "Keep it; reword it as you like.", "You may drop it."

register.filter(printed)
register.filter(public_view.public_title)
register.filter(public_view.public_blocks)
register.filter(public_view.describe_condition)
register.filter(public_view.named)


@register.filter
def standing_words(clause: FrozenClause) -> str:
    """Why a clause is there, from law to good practice, and whether it may go. Older editions do not say why
    a clause is there."""
    basis = BASES.get(clause.basis, "")
    fate = "It must stay." if clause.is_statutory else KEEP if clause.required else DROP
    return f"{basis}. {fate}" if basis else fate


@register.filter
def clause_notes(clause: FrozenClause) -> str:
    """What sets a clause apart: that it must stay or may go, and whom it is for.

    Nothing for most, and nothing below pictures, which a child is shown.
    """
    if any(isinstance(block, Pictures) for block in public_view.public_blocks(clause)):
        return ""
    is_usual = clause.required and not clause.is_statutory
    lines = public_view.describe_condition(clause.condition)
    return " ".join(lines if is_usual else (standing_words(clause), *lines))


@register.filter
def unbroken(runs: Runs) -> Runs:
    """Return ``runs`` with hyphens at which no line ends: a child who learns to read meets whole words."""
    return tuple(replace(run, text=run.text.replace("-", "\N{NON-BREAKING HYPHEN}")) for run in runs)
