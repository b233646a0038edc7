"""Whom a sender can ask again."""

from guidance.models import Helpline

OWN_HELPLINE = "lesas"


def own_phone() -> str:
    """Return LESAS's own number once an adviser has confirmed one among the helplines, else an empty text."""
    row = Helpline.objects.published().filter(slug=OWN_HELPLINE).first()
    return row.public_phone if row else ""
