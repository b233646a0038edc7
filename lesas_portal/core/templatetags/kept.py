"""``{% kept %}``: an include that is rendered once for each set of inputs, for parts that many pages share.

``{% kept "partials/_icon.html" name="phone" %}`` is ``{% include … with … only %}``, remembered by the values
of its inputs. So no stale part can appear: another value is another part. It is for parts that show nothing
but their inputs, no clock and no query, and never for what somebody typed: that may not stay in memory. A
builtin: templates load nothing.
"""

from functools import lru_cache

from django import template
from django.conf import settings
from django.core.signals import setting_changed
from django.db.models import Model
from django.template import Context, Engine

register = template.Library()
Inputs = tuple[tuple[str, type, object], ...]


@register.simple_tag
def kept(of_part: str, **inputs: object) -> str:
    """Return the template ``of_part`` rendered with ``inputs`` alone.

    Raises TypeError for a row of the database, which is equal to any other state of the same row, and for
    what cannot be a key, as a list.
    """
    key = tuple((one, type(value), value) for one, value in inputs.items())
    if any(isinstance(value, Model) for value in inputs.values()):
        raise TypeError(f"{of_part}: give the fields of a row, not the row, which hides what has changed.")
    return _render(of_part, key) if settings.DEBUG else _rendered(of_part, key)


def _render(name: str, inputs: Inputs) -> str:
    context = Context({one: value for one, _, value in inputs})
    return Engine.get_default().get_template(name).render(context)


_rendered = lru_cache(maxsize=2048)(_render)


def _forget(**_: object) -> None:
    """A test has put other settings in place: addresses and names of files may be others."""
    _rendered.cache_clear()


setting_changed.connect(_forget)
