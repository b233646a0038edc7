"""What nobody knows yet is stated nowhere: start dates, hours, numbers and paragraphs that were not read.

The list follows the part "Not known" of the corrections that the content of November 2026 rests on. When an
adviser has settled one of these, its line here goes with the commit that states it.
"""

import re

import pytest

from guidance.models import Helpline, PolicyTemplate, Resource, SharedBlock
from guidance.models.including import whole_texts
from guidance.policies import rows
from guidance.services import routes

pytestmark = pytest.mark.usefixtures("portal")

PARAGRAPHS = {14, 15, 16, 56, 59, 60, 74, 78, 159, 160, 165, 557}
"""Those of KCSIE 2026 that two readers agree on."""
NEVER = {
    "the start of the duty to report": r"(duty to report|section 85)[^.;]{0,160}"
    r"(in force since|came into force|comes into force on|starts? (on|in)|started|began|applies from) ",
    "the start of the offences on AI tools": r"(46A|section 99|nudif\w+)[^.;]{0,120}\b(since|from|on) \d",
    "a ban on ransoms that is in force": r"ransom[^.]{0,80}(?<!whether the )\bban\b[^.]{0,60}"
    r"(is in force|applies now|since \d)",
    "an age for live streams and strangers": r"(live.?stream\w*|strangers?)[^.]{0,80}(blocked|banned)"
    r"[^.]{0,40}under.(16|18)",
    "the LADO's telephone or mail": r"03000 41 08 88|kentchildrenslado",
    "hours of the Front Door": r"Front Door[^.]{0,80}\b\d{1,2}(\.\d\d)?(am|pm)",
    "one working day as Kent's own rule": r"Kent\b[^.]{0,60} (says|asks|requires)[^.]{0,40}one working day",
    "crisis lines of old copies": r"KENT to 85258|0800 107 0160",
    "CEOP's times to reply": r"CEOP[^.]{0,80}(answers?|repl(y|ies)) (within|in) ",
    "a telephone of the ICO": r"0303 123",
    "screen time from 5 to 16": r"(aged?|children of) (5|6) to 16[^.]{0,80}hours? a day",
    "the age for consent to Channel": r"Channel[^.]{0,60}(aged?|under) 1[68]",
}


def texts() -> dict[str, str]:
    found = {f"{row._meta.model_name} {row.slug}": text for row, text in whole_texts()}
    found |= {f"block {block.key}": block.text for block in SharedBlock.objects.all()}
    for template in PolicyTemplate.objects.published():
        clauses = (clause for _, clause in rows.text_of(template.edition).clauses())
        found[f"policy {template.slug}"] = "\n".join(f"{one.text}\n{one.what_to_do}" for one in clauses)
    for slug, route in routes.public_book().routes.items():
        found[f"route {slug}"] = "\n".join(text for one in route.outcomes for text in one.texts())
    for model in (Resource, Helpline):
        found |= {f"{model._meta.model_name} {row.slug}": row.summary for row in model.objects.published()}
    return found


@pytest.mark.parametrize("what", NEVER)
def test_what_is_not_known_is_not_stated(what):
    pattern = re.compile(NEVER[what], re.IGNORECASE)
    assert {place: match[0] for place, text in texts().items() if (match := pattern.search(text))} == {}


def test_no_paragraph_of_kcsie_is_named_that_was_not_read():
    named = {
        f"{place}: {number}"
        for place, text in texts().items()
        for number in re.findall(r"paragraphs? (\d+)", text)
        if int(number) not in PARAGRAPHS
    }
    assert named == set()


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (
            "the start of the duty to report",
            "The duty to report abuse came into force last week.",
        ),
        (
            "the start of the offences on AI tools",
            "Section 46A makes it a crime since 29 June.",
        ),
        ("the LADO's telephone or mail", "Ring the LADO on 03000 41 08 88."),
        ("hours of the Front Door", "The Front Door answers from 9am."),
        ("an age for live streams and strangers", "Live streaming will be blocked for all under 16."),
    ],
)
def test_the_patterns_find_what_must_not_be_said(what, text):
    assert re.search(NEVER[what], text, re.IGNORECASE)
