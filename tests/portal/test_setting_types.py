"""One list of setting types and age ranges: every form offers the same ones under the same slugs."""

import pytest

from enquiries.forms import EnquiryForm
from enquiries.models import Enquiry
from guidance.admin.applicability import ConditionalForm
from guidance.loading import taxonomy
from guidance.policies.setting_types import TYPE_GROUPS, WITHOUT_WORDS
from guidance.setting_form import SettingForm
from lesas_portal.core.setting_types import AGE_RANGES, PHASES, SETTING_TYPES

FORMS = {
    "enquiry": (EnquiryForm.base_fields["setting_type"], {}),
    "tailoring": (SettingForm.base_fields["setting_type"], WITHOUT_WORDS),
    "clause": (ConditionalForm.base_fields["types"], WITHOUT_WORDS),
}


@pytest.mark.parametrize("slug", SETTING_TYPES)
@pytest.mark.parametrize("form", FORMS)
def test_a_form_offers_the_setting_type_under_its_one_slug(form, slug):
    field, omitted = FORMS[form]
    offered = dict(field.choices)
    if slug in omitted:
        assert omitted[slug], "a type is left out for a reason"
        assert slug not in offered
    else:
        assert offered[slug] == SETTING_TYPES[slug].label


@pytest.mark.parametrize("form", FORMS)
def test_a_form_offers_no_setting_type_of_its_own(form):
    offered = {slug for slug, _ in FORMS[form][0].choices if slug}
    assert offered <= set(SETTING_TYPES)


def test_an_enquiry_can_hold_every_setting_type():
    field = Enquiry._meta.get_field("setting_type")
    assert dict(field.choices) == {slug: kind.label for slug, kind in SETTING_TYPES.items()}
    assert max(map(len, SETTING_TYPES)) <= field.max_length


def test_no_setting_type_is_both_left_out_and_in_a_group_of_policies():
    assert set(WITHOUT_WORDS) <= set(SETTING_TYPES)
    for members in TYPE_GROUPS.values():
        assert set(members) <= set(SETTING_TYPES) - set(WITHOUT_WORDS)


@pytest.mark.parametrize(
    "field",
    [SettingForm.base_fields["phases"], ConditionalForm.base_fields["phases"]],
    ids=["tailoring", "clause"],
)
def test_the_forms_of_policies_offer_the_age_ranges_of_the_list(field):
    assert dict(field.choices) == {slug: ages.label for slug, ages in AGE_RANGES.items()}


def test_every_age_range_belongs_to_a_phase_that_content_is_filed_under():
    assert {ages.phase for ages in AGE_RANGES.values()} <= set(PHASES)
    assert taxonomy.PHASES is PHASES


@pytest.mark.parametrize("slug", SETTING_TYPES)
def test_the_usual_ages_of_a_setting_type_are_age_ranges_of_the_list(slug):
    assert set(SETTING_TYPES[slug].age_ranges) <= set(AGE_RANGES)
