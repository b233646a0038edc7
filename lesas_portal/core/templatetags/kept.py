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
from django.template import Context, Engine, Node, TemplateSyntaxError
from django.template.base import FilterExpression, Parser, Token, token_kwargs

register = template.Library()


def kept(of_part: str, **inputs: object) -> str:
    """Return the template ``of_part`` rendered with ``inputs`` alone.

    Raises TypeError for a row of the database, which is equal to any other state of the same row, and for
    what cannot be a key, as a list.
    """
    values = tuple(inputs.values())
    for value in values:
        if isinstance(value, Model):
            raise TypeError(f"{of_part}: give the fields of a row; the row hides what has changed.")
    make = _render if settings.DEBUG else _rendered
    # With their types: what is equal may read differently, as 1 and True.
    return make(of_part, tuple(inputs), values, tuple(map(type, values)))


class KeptNode(Node):
    """The part in its place. A node of its own, for Django's ``simple_tag`` takes longer than the part."""

    def __init__(self, of_part: str, inputs: dict[str, FilterExpression]) -> None:
        self._of_part, self._inputs = of_part, inputs

    def render(self, context: Context) -> str:
        """Return the part for what its inputs are now."""
        return kept(self._of_part, **{name: one.resolve(context) for name, one in self._inputs.items()})


@register.tag("kept")
def kept_tag(parser: Parser, token: Token) -> Node:
    """``{% kept "part.html" name=value … %}``. Raises TemplateSyntaxError for anything else."""
    _, of_part, *bits = token.split_contents()
    inputs = token_kwargs(bits, parser)
    if bits or of_part.strip("\"'") == of_part:
        raise TemplateSyntaxError("kept: give the name of a template, in quotes, and inputs by name.")
    return KeptNode(of_part.strip("\"'"), inputs)


def _render(name: str, inputs: tuple[str, ...], values: tuple, _types: tuple[type, ...]) -> str:
    context = Context(dict(zip(inputs, values, strict=True)))
    return Engine.get_default().get_template(name).render(context)


_rendered = lru_cache(maxsize=2048)(_render)


def _forget(**_: object) -> None:
    """A test has put other settings in place: addresses and names of files may be others."""
    _rendered.cache_clear()


setting_changed.connect(_forget)
