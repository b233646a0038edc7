"""The form of an enquiry in groups, as the page shows it."""

from crispy_forms.layout import HTML, Fieldset, Layout
from django import forms

ABOUT_SETTING = ("role", "setting_name", "setting_type", "district")
QUOTE_FIELDS = ("service", "preferred_dates", "attendees", "delivery", "order_number")


def layout_of(form: forms.Form, *, is_open_to_all: bool) -> Layout:
    """Return the groups of the fields that ``form`` has.

    ``is_open_to_all``: whoever writes need not work in a setting, so where we answer is asked before that.
    """
    setting = [*ABOUT_SETTING]
    setting.insert(2, HTML("{% include 'enquiries/_find_setting.html' %}"))
    groups = {
        "Your message": ["declared", "subject", "message"],
        "For your quote": [*QUOTE_FIELDS],
    }
    if is_open_to_all:
        groups["Where we answer"] = ["email", "name", "phone"]
        groups["If you work in a school or setting"] = setting
    else:
        groups["About you"] = ["name", *setting, "email", "phone"]
    shown = {
        title: [name for name in names if isinstance(name, HTML) or name in form.fields]
        for title, names in groups.items()
    }
    return Layout(*(Fieldset(title, *names) for title, names in shown.items() if names))
