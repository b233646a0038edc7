"""What readers choose a resource by, and what it is to those whom it binds.

There were fifteen kinds once, which said both. Addresses, spreadsheets and earlier versions that hold one of
them are read as the kind that took it in.
"""

from collections.abc import Mapping
from typing import Any

from django.db import models


class Kind(models.TextChoices):
    """What people look for: six, so that the list of them is read."""

    STANDARD = "standard", "Duties and standards"
    GUIDANCE = "guidance", "Guidance and advice"
    CURRICULUM = "curriculum", "Teaching resources"
    TOOL = "tool", "Tools and templates"
    TRAINING = "training", "Training and services"
    HELPLINE = "helpline", "Helplines and reporting"


class Standing(models.TextChoices):
    """What a document is to settings, the most binding first: sources of policies say so."""

    LAW = "law", "Law"
    STATUTORY_GUIDANCE = "statutory-guidance", "Statutory guidance"
    STANDARD = "standard", "National standard"
    GUIDANCE = "guidance", "Guidance"


ONE_OF_A_KIND: Mapping[str, str] = {
    Kind.STANDARD.value: Standing.STANDARD.label,
    Kind.GUIDANCE.value: "Advice",
    Kind.CURRICULUM.value: "Teaching resource",
    Kind.TOOL.value: "Tool or template",
    Kind.TRAINING.value: "Training or service",
    Kind.HELPLINE.value: "Helpline or reporting",
}
"""What a source without a standing is called."""

FORMER_KINDS: Mapping[str, str] = {
    "statutory-guidance": Kind.STANDARD.value,
    **dict.fromkeys(["advice", "research", "news"], Kind.GUIDANCE.value),
    "policy-template": Kind.TOOL.value,
    "service": Kind.TRAINING.value,
    **dict.fromkeys(["reporting", "contact", "portal"], Kind.HELPLINE.value),
}
"""The kinds that are no longer there, each with the one that took it in."""


class KindField(models.CharField):
    """A kind; the word of a former one is read as what took it in."""

    def to_python(self, value: Any) -> Any:
        """Return the kind of today."""
        return FORMER_KINDS.get(value, super().to_python(value))

    def get_prep_value(self, value: Any) -> Any:
        """Return it as it is: a query asks for what is written, in migrations too."""
        return models.Field.get_prep_value(self, value)


def standing_of_former(kind: str, *, statutory: bool) -> str:
    """Return what a resource of the former ``kind`` was to settings; empty where the kind said nothing."""
    if kind == Standing.STATUTORY_GUIDANCE:
        return Standing.STATUTORY_GUIDANCE.value
    if statutory:
        return Standing.LAW.value  # an Act, whatever kind it was filed under
    return kind if kind in {Standing.STANDARD, Standing.GUIDANCE} else ""


def former_kinds_of(kind: str, standing: str, *, statutory: bool) -> list[str]:
    """Return the former kinds that a resource with these values may have had."""
    names = [kind, *(old for old, new in FORMER_KINDS.items() if new == kind)]
    return [name for name in names if standing_of_former(name, statutory=statutory) == standing]
