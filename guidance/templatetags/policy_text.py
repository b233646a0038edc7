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
def basis_words(clause: FrozenClause) -> str:
    """What a clause rests on, from law to good practice; empty in editions that do not say."""
    return BASES.get(clause.basis, "")
