"""What the database refuses, a person is told in words."""

import pytest
from django.apps import apps

from guidance.models import ContentCheck, Publishable

MODELS = [*(model for model in apps.get_models() if issubclass(model, Publishable)), ContentCheck]


@pytest.mark.parametrize("model", MODELS)
def test_every_constraint_that_a_form_can_meet_has_words(model):
    silent = {
        constraint.name
        for constraint in model._meta.constraints
        if constraint.violation_error_message == constraint.default_violation_error_message
    }
    assert not silent
