"""What differs between two states of a row, field by field, in words that its editors know."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db.models import Model
from reversion.models import Version

from guidance.models import PolicyTemplate
from guidance.policies.diff import DiffSegment, side_by_side
from guidance.policies.questions import LOCAL_CHOICES
from guidance.services import overlay, shipped_values, versions
from lesas_portal.core import word_diff

Sides = tuple[tuple[DiffSegment, ...], tuple[DiffSegment, ...]]


@dataclass(frozen=True)
class FieldChange:
    """One field with its words before and after, and why it needs a second look, if it does."""

    label: str
    before: str
    after: str
    warning: str = ""

    @cached_property
    def sides(self) -> Sides:
        """Both texts, with what the other lacks marked."""
        return side_by_side(self.before, self.after)

    @property
    def shown(self) -> Sides:
        """Both texts, with what is the same cut down to what stands beside a change."""
        old, new = self.sides
        return _shortened(old), _shortened(new)

    @property
    def words_gone(self) -> int:
        """How many words of the text before are not in the one after."""
        return _changed_words(self.sides[0])

    @property
    def words_new(self) -> int:
        """How many words of the text after were not in the one before."""
        return _changed_words(self.sides[1])


def _shortened(side: tuple[DiffSegment, ...]) -> tuple[DiffSegment, ...]:
    kinds = [("new" if segment.is_changed else "same", segment.text) for segment in side]
    words = (text for _, text in word_diff.shortened(kinds))
    return tuple(replace(segment, text=text) for segment, text in zip(side, words, strict=True))


def count(changes: Iterable[FieldChange]) -> str:
    """Return how many words changed: "12 words new, 3 words gone"."""
    listed = list(changes)
    new, gone = sum(one.words_new for one in listed), sum(one.words_gone for one in listed)
    return f"{new} word{'' if new == 1 else 's'} new, {gone} word{'' if gone == 1 else 's'} gone"


def compare_values(
    model: type[Model], before: Mapping[str, Any], after: Mapping[str, Any], warnings: Mapping[str, str]
) -> list[FieldChange]:
    """Return the fields in which two sets of plain values differ, in the order of the model."""
    return [
        FieldChange(
            label_of(model, name),
            in_words(model, name, before.get(name)),
            in_words(model, name, value),
            warnings.get(name, ""),
        )
        for name, value in _in_order(model, after)
        if value != before.get(name)
    ]


def compare_versions(earlier: Version, later: Version) -> list[FieldChange]:
    """Return the fields in which two versions of one row differ, its opening hours among them."""
    model = earlier.content_type.model_class()
    before, after = (dict(_texts(model, version)) for version in (earlier, later))
    labels = [*before, *(label for label in after if label not in before)]
    pairs = ((label, before.get(label, ""), after.get(label, "")) for label in labels)
    return [FieldChange(label, old, new) for label, old, new in pairs if old != new]


def _texts(model: type[Model], version: Version) -> Iterator[tuple[str, str]]:
    """The words of a version by the labels of their fields."""
    row = overlay.of_version(version)
    for name in versions.content_fields(model):
        if name != model._meta.pk.name:
            value = shipped_values.of_row(row, [name])[name]
            yield label_of(model, name), in_words(model, name, value)
    parts: dict[str, list[str]] = {}
    for part, fields in versions.parts_in(version):
        label = str(part._meta.verbose_name_plural).capitalize()
        parts.setdefault(label, []).append(_line(part, fields))
    yield from ((label, "\n".join(sorted(lines))) for label, lines in parts.items())


def _line(model: type[Model], fields: dict[str, Any]) -> str:
    own = [field for field in model._meta.concrete_fields if not field.is_relation and not field.primary_key]
    told = [(field, fields.get(field.name)) for field in own]
    return ", ".join(
        f"{field.verbose_name} {_choice(field, value)}" for field, value in told if value not in (None, "")
    )


def label_of(model: type[Model], name: str) -> str:
    """Return what a form calls a field."""
    words = str(getattr(model._meta.get_field(name), "verbose_name", name))
    return words[:1].upper() + words[1:]


def in_words(model: type[Model], name: str, value: Any) -> str:
    """Return the plain value of a field as people read it: titles for links, labels for choices."""
    field: Any = model._meta.get_field(name)
    if field.is_relation and value:
        keys = value if isinstance(value, list) else [value]
        titles = {shipped_values.natural_key(row): str(row) for row in overlay.rows_named(field, keys)}
        return "\n".join(sorted(titles.get(key) or str(key) for key in keys))
    if isinstance(value, list):
        return "\n".join(_item(model, name, item) for item in value)
    return _choice(field, value)


def _item(model: type[Model], name: str, item: Any) -> str:
    if model is PolicyTemplate and name == "questions" and item in LOCAL_CHOICES:
        return LOCAL_CHOICES[item].label
    return " | ".join(map(str, item.values())) if isinstance(item, dict) else str(item)


def _choice(field: Any, value: Any) -> str:
    label = dict(field.flatchoices).get(value) if field.flatchoices else None
    return str(label) if label is not None else shipped_values.in_words(value)


def _in_order(model: type[Model], values: Mapping[str, Any]) -> list[tuple[str, Any]]:
    """As the model has its fields: a JSON field keeps no order."""
    return [(name, values[name]) for name in versions.content_fields(model) if name in values]


def _changed_words(segments: Iterable[DiffSegment]) -> int:
    return sum(len(segment.text.split()) for segment in segments if segment.is_changed)
