"""How the clauses of a policy template are shown on its page."""

from django import template

from guidance.policies import public_view
from guidance.policies.schema import FrozenClause
from guidance.standing import BASES

register = template.Library()

register.filter(public_view.public_title)
register.filter(public_view.public_blocks)
register.filter(public_view.describe_condition)
register.filter(public_view.named)


@register.filter
def standing_words(clause: FrozenClause) -> str:
    """What a clause rests on, from law to good practice, and whether it may go: that a statutory one may not
    is not said of each. Older editions do not say what a clause rests on."""
    fate = "" if clause.is_statutory else "required" if clause.required else "optional"
    said = ", ".join(filter(None, [BASES.get(clause.basis, ""), fate]))
    return f"{said[0].upper()}{said[1:]}."
