"""How the clauses of a policy template are shown on its page."""

from django import template

from guidance.policies import public_view

register = template.Library()

register.filter(public_view.public_title)
register.filter(public_view.public_blocks)
register.filter(public_view.describe_condition)
