"""Frozen dataclasses back from what JSON keeps of them."""

from collections.abc import Hashable
from dataclasses import fields, is_dataclass
from datetime import date
from functools import cache
from types import UnionType
from typing import Any, TypeVar, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


def unfreeze(kind: type[T], data: Any) -> T:
    """Return ``data`` as an instance of the dataclass ``kind``, and so on inside it.

    Fields that ``data`` lacks take their defaults, and those that ``kind`` no longer has are passed over, so
    that what an older version froze can be read. Raises TypeError, ValueError or AttributeError for anything
    else.
    """
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _value(hint, data[name]) for name, hint in hints.items() if name in data})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {field.name: hints[field.name] for field in fields(kind)}


def _value(hint: Any, value: Any) -> Any:
    if isinstance(hint, UnionType):
        return None if value is None else _value(get_args(hint)[0], value)
    origin = get_origin(hint)
    if origin is tuple:
        return tuple(_value(get_args(hint)[0], item) for item in value)
    if origin is dict:
        return {key: _value(get_args(hint)[1], item) for key, item in value.items()}
    if hint is date:
        return date.fromisoformat(value)
    return unfreeze(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value
