"""Whatever is posted, the answer is a page: never a 500, and never a stored concern."""

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from enquiries import csv_export, form_tokens
from enquiries.forms import EnquiryForm
from enquiries.models import SETTING_TYPES, District, Enquiry, Topic
from lesas_portal.core import form_fields, mail_queue, reference
from tests.enquiries.answers import ANSWERS

quick = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
# UTF-8 bodies cannot carry lone surrogates.
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=400)
names = st.sampled_from(
    [*EnquiryForm.base_fields, "topic", "form_token", "step", "edit", "declared", "leave_empty", "x"]
)
OK = {200, 302, 422, 429}


class AnyPost(TestCase):
    """Hypothesis runs many posts in one test; each starts from an empty table."""

    @quick
    @given(data=st.dictionaries(names, texts), path=st.sampled_from(["new", "check"]))
    def test_any_post_is_answered(self, data, path):
        response = Client().post(f"/enquiries/{path}/", data)
        assert response.status_code in OK
        assert not Enquiry.objects.exists(), "none of these has a token"

    @quick
    @given(query=st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
    def test_any_address_is_answered(self, query):
        for path in ("", "new/", "check/"):
            response = Client().get(f"/enquiries/{path}", {"topic": query, "service": query, "asked": query})
            assert response.status_code in {200, 302, 303, 400}

    @quick
    @given(
        changes=st.fixed_dictionaries(
            {},
            optional=dict.fromkeys(
                ("name", "role", "setting_name", "phone", "subject", "message", "email"), texts
            ),
        ),
        topic=st.sampled_from(Topic.values),
        kind=st.sampled_from(sorted(SETTING_TYPES)),
        district=st.sampled_from(District.values),
    )
    def test_what_passes_the_form_is_stored_mailed_and_exported(self, changes, topic, kind, district):
        closed = {
            "topic": topic,
            "setting_type": kind,
            "district": district,
            "step": "send",
            "declared": "on",
        }
        data = {
            **ANSWERS,
            **changes,
            **closed,
            "form_token": form_tokens.issue(*form_tokens.Mark, backdate=True),
        }
        response = Client().post("/enquiries/check/", data)
        assert response.status_code in OK
        if response.status_code == 302:
            enquiry = Enquiry.objects.get()
            assert reference.parse(enquiry.reference) == enquiry.reference
            assert "\n" not in f"{enquiry.name}{enquiry.subject}{enquiry.setting_name}"
            assert csv_export.rows([enquiry])
            assert Client().get(response["Location"]).status_code == 200
            enquiry.delete()


@quick
@given(text=texts)
def test_one_line_is_one_line(text):
    line = mail_queue._one_line(text)
    assert len(line.splitlines()) <= 1
    assert len(line) <= 200


@quick
@given(text=texts)
def test_cleaning_twice_changes_nothing_more(text):
    for field in (form_fields.SingleLineField(required=False), form_fields.MultiLineField(required=False)):
        once = field.to_python(text)
        assert field.to_python(once) == once
        assert "\x00" not in once


@quick
@given(token=texts)
def test_no_text_is_a_token(token):
    assert form_tokens.read(token).state is form_tokens.State.MISSING


@pytest.mark.parametrize("token", ["", ":", "a:b", "a:b:c", "\x00", "é" * 500])
def test_forged_tokens_are_missing_ones(token):
    assert form_tokens.read(token).state is form_tokens.State.MISSING
