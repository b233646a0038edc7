"""Policies have printed apostrophes, also after a placeholder; what people typed stays as typed."""

import re

import pytest

from guidance.policies.answers import Answers
from guidance.policies.placeholders import fill_text, placeholder_values
from tests.document import Document
from tests.guidance.policies import SLUGS

TYPED = re.compile(r"\w'\w|s' ")


@pytest.mark.parametrize("slug", SLUGS)
def test_no_page_of_a_policy_has_a_typed_apostrophe(client, content, slug):
    for path in (f"/policies/{slug}/", f"/policies/{slug}/reasons/"):
        assert TYPED.findall(Document.of(client.get(path)).text) == [], path


@pytest.mark.parametrize("slug", SLUGS)
def test_no_question_of_a_policy_has_a_typed_apostrophe(client, content, slug):
    for setting_type in ("primary", "childminder"):
        asked = {"setting_name": "Elm", "setting_type": setting_type, "step": "questions"}
        page = Document.of(client.post(f"/policies/{slug}/tailor/", asked))
        assert TYPED.findall(page.text) == [], setting_type


def test_ours_are_printed_ones_and_what_a_setting_typed_stays():
    values = placeholder_values(Answers(setting_name="St Mary's", setting_type="primary"))
    filled = fill_text("{leader}'s list, {learners_own} phones and {learners}' bags at {setting}", values)
    assert filled == "the headteacher’s list, pupils’ phones and pupils’ bags at St Mary's"
