"""House rules of every form in the admin: refusals in words, and no pop-up windows."""

import pytest
from django.contrib import admin
from django.db.models import CheckConstraint, UniqueConstraint
from django.test import RequestFactory

from tests.factories import make_person

# Their pages are their own, and none of them is a form of the row.
WITHOUT_FORM = {"enquiries.Enquiry", "enquiries.EnquiryExport"}


@pytest.fixture
def request_of_all(db):
    """A request of somebody who may do everything."""
    request = RequestFactory().get("/admin/")
    request.user = make_person(is_staff=True, is_superuser=True)
    return request


def forms(request):
    """Every form of the admin for a new row and of the rows below it, with its name."""
    for model, model_admin in admin.site._registry.items():
        if model._meta.label in WITHOUT_FORM:
            continue
        may_add = model_admin.has_add_permission(request)
        if not may_add and not model_admin.has_change_permission(request, model()):
            continue
        row = None if may_add else model()
        yield model._meta.label, model, model_admin.get_form(request, row, change=not may_add).base_fields
        for inline in model_admin.get_inline_instances(request):
            yield str(inline), inline.model, inline.get_formset(request).form.base_fields


def test_every_constraint_that_a_form_can_meet_refuses_in_words(request_of_all):
    silent = {
        constraint.name
        for _, model, fields in forms(request_of_all)
        for constraint in model._meta.constraints
        if can_meet(constraint, fields) and not has_words(constraint)
    }
    assert silent == set()


def can_meet(constraint, fields):
    """Whether the form has every field that the constraint is about; Django judges no other."""
    if isinstance(constraint, CheckConstraint):
        named = set(names_in(constraint.condition))
    else:
        named = {*constraint.fields, *names_in(constraint.condition)}
    return named & set(fields) != set() and all(name in fields for name in named)


def names_in(condition):
    """The fields that a condition asks about."""
    for child in getattr(condition, "children", []):
        if isinstance(child, tuple):
            yield child[0].partition("__")[0]
        else:
            yield from names_in(child)


def has_words(constraint):
    """Whether it has a sentence of its own, or Django's "already exists"."""
    is_plain = isinstance(constraint, UniqueConstraint) and constraint.condition is None
    return is_plain or constraint.violation_error_message != constraint.default_violation_error_message


def test_no_form_opens_pop_up_windows(request_of_all):
    named = ("can_add_related", "can_change_related", "can_delete_related", "can_view_related")
    open_them = [
        f"{label}: {name}"
        for label, _, fields in forms(request_of_all)
        for name, field in fields.items()
        if any(getattr(field.widget, icon, False) for icon in named)
    ]
    assert open_them == []
