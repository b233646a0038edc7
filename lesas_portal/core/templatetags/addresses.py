"""``{% url %}`` as Django has it, with each address worked out once. A builtin: templates load nothing."""

from django import template
from django.template import Context, Node
from django.template.base import Parser, Token
from django.template.defaulttags import URLNode
from django.template.defaulttags import url as url_of_django
from django.urls import NoReverseMatch
from django.utils.html import conditional_escape

from lesas_portal.core.addresses import address_of

register = template.Library()


OF_CONTENT = "guidance:"
"""The arguments of these are names of content; those of others may lead to what somebody sent."""


class AddressNode(URLNode):
    """Django's node, which works out anew only what may hold more than names of content."""

    def render(self, context: Context) -> str:
        """Return the address, or put it into the context where the tag says ``as``."""
        name = self.view_name.resolve(context)
        if self.kwargs or name.startswith("admin:") or (self.args and not name.startswith(OF_CONTENT)):
            return super().render(context)
        try:
            address = address_of(name, *(str(one.resolve(context)) for one in self.args))
        except NoReverseMatch:
            if self.asvar is None:
                raise
            address = ""
        if self.asvar is None:
            return conditional_escape(address)
        context[self.asvar] = address
        return ""


@register.tag
def url(parser: Parser, token: Token) -> Node:
    """The address of a page by its name; see Django's own ``url``."""
    node = url_of_django(parser, token)
    return AddressNode(node.view_name, node.args, node.kwargs, node.asvar)
