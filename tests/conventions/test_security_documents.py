"""The table of OWASP's requirements and that of faults found: whole, counted right, with tests that exist."""

import re
from collections import Counter
from pathlib import Path

from django.conf import settings

ROOT = Path(settings.BASE_DIR)
ASVS = (ROOT / "docs" / "asvs-5.0.md").read_text(encoding="utf-8")
FOUND = (ROOT / "docs" / "security.md").read_text(encoding="utf-8")
# Of the published list: how many of levels 1 and 2 each chapter has.
IN_CHAPTER = {1: 27, 2: 11, 3: 19, 4: 10, 5: 9, 6: 35, 7: 18, 8: 7, 9: 7, 10: 29, 11: 14, 12: 9, 13: 13}
IN_CHAPTER |= {14: 9, 15: 13, 16: 16, 17: 7}
ROW = re.compile(r"^\| ([\d.]+) \| [\d-]+ \| (met|partly|not|not ours) \| (.+?) \| (.*) \|$", re.MULTILINE)


def weight(asks):
    """How many requirements a line stands for."""
    several = re.search(r": (\d+) requirements$", asks)
    return int(several[1]) if several else 1


def test_each_requirement_of_the_published_list_has_a_line():
    rows = ROW.findall(ASVS)
    assert len(rows) == len({number for number, *_ in rows})
    chapters = Counter()
    for number, _, asks, _ in rows:
        chapters[int(number.split(".")[0])] += weight(asks)
    assert dict(chapters) == IN_CHAPTER


def test_the_counts_at_the_head_are_those_of_the_table():
    states = Counter()
    for _, state, asks, _ in ROW.findall(ASVS):
        states[state] += weight(asks)
    told = re.search(r"Of (\d+) requirements: (\d+) met, (\d+) partly, (\d+) not, (\d+) not ours", ASVS)
    counted = [sum(states.values()), *(states[state] for state in ("met", "partly", "not", "not ours"))]
    assert [int(number) for number in told.groups()] == counted


def test_each_line_has_evidence_or_a_reason():
    assert all(evidence.strip() for *_, evidence in ROW.findall(ASVS))


def test_each_test_that_is_named_is_there():
    named = set(re.findall(r"`(tests/[\w/.]+)`", ASVS + FOUND))
    assert len(named) > 60
    assert [path for path in sorted(named) if not (ROOT / path).is_file()] == []


def test_each_fault_that_was_found_has_a_line_with_a_test_or_a_reason():
    rows = re.findall(r"^\| (SEC-\d\d) \| .+ \| (.+) \|$", FOUND, re.MULTILINE)
    assert [number for number, _ in rows] == [f"SEC-{number:02}" for number in range(1, 27)]
