"""Why a paper comes to those who decide: what is new for such a setting, and what the policy rests on."""

import re

from guidance.policies.answers import Answers
from guidance.policies.approval import EYFS, KCSIE, binds_others, followed
from guidance.policies.policy_document import GUIDANCE
from guidance.policies.portal import Portal
from guidance.policies.schema import Template
from guidance.policies.setting_types import TYPE_GROUPS
from guidance.policies.tailor import Policy

STANDINGS = ("Law", "Statutory guidance", "National standard", GUIDANCE)
"""What a policy can rest on, the most binding first."""
ON_ONE_SUBJECT = {"mobile-phones"}
"""Statutory guidance on the subject of one template, which its clauses name only where it binds."""
SCHOOLS_MUST = re.compile(r"\bschools?\b.*\bmust\b")
NAMED_DUTIES = (
    (re.compile(r"\bKCSIE\b|Keeping children safe in education"), KCSIE),
    (re.compile(r"Early years providers"), EYFS),
)
"""What a sentence names where it speaks of a duty, and the document that those follow whom it binds."""
SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


def why_now(template: Template, answers: Answers) -> list[str]:
    """Return the sentences on why this edition was written, without those on duties of others."""
    sentences = SENTENCE_END.split(template.why_now.strip())
    return [one for one in sentences if not _speaks_of_others(one, answers)]


def _speaks_of_others(sentence: str, answers: Answers) -> bool:
    """Whether ``sentence`` is about a duty that does not bind the setting; any may bind an unknown one."""
    if not answers.setting_type:
        return False
    if SCHOOLS_MUST.search(sentence) and answers.setting_type not in TYPE_GROUPS["schools"]:
        return True
    bound = followed(answers)
    return any(named.search(sentence) and document not in bound for named, document in NAMED_DUTIES)


def rests_on(policy: Policy, portal: Portal) -> list[str]:
    """The titles of what it rests on: the most binding first, of these what is about its very subject."""
    own = [key for key in policy.sources if key in ON_ONE_SUBJECT]
    keys = dict.fromkeys((*own, *followed(policy.answers), *policy.sources))
    sources = [portal.sources[key] for key in keys if key in portal.sources]
    sources = [one for one in sources if one.standing in STANDINGS and not binds_others(one, policy.answers)]
    return [one.title for one in sorted(sources, key=lambda one: STANDINGS.index(one.standing))]
