"""Which texts may name helplines, shared blocks, documents and facts: ``guidance.includes`` puts them in."""

from collections.abc import Iterator

from guidance.models import risk_area
from guidance.models.handout import Handout
from guidance.models.page import GuidancePage
from guidance.models.publishable import Publishable
from guidance.models.risk_area import RiskArea
from guidance.models.role import Role
from guidance.models.service import Service
from guidance.models.update import Update

INCLUDING: dict[type[Publishable], tuple[str, ...]] = {
    GuidancePage: ("body",),
    Handout: ("body",),
    RiskArea: risk_area.TEXTS,
    Role: ("tasks",),
    Service: ("description", "booking_note"),
    Update: ("body",),
}


def whole_texts() -> Iterator[tuple[Publishable, str]]:
    """Yield every such row with all its texts, by kind and title. A query for each kind."""
    for model, names in INCLUDING.items():
        for row in model.objects.order_by("title"):
            yield row, "\n".join(getattr(row, name) for name in names)
