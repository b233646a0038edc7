"""The panels "Where used" and "Links that do not work" on the form of what people read."""

from django.contrib import admin

from guidance.services import links, uses


class WhereUsed(admin.ModelAdmin):
    """For an admin whose form says where its row is used, and which of its own links do not work."""

    change_form_template = "admin/guidance/where_used_form.html"

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        if obj:
            context["uses"] = uses.of(obj)
            context["public_uses"] = len(uses.public(context["uses"]))
            context["broken_links"] = links.broken_of(obj)
            context["may_see_links"] = request.user.has_perm("guidance.view_link")
        return super().render_change_form(request, context, add, change, form_url, obj)
