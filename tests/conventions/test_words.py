"""One word for one thing: names that were given up do not come back."""

import ast
import io
import re
import tokenize
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
# Old name to new one: modules, classes, functions, arguments, attributes and variables.
NAMES = {
    "thing": "obj",
    "things": "objects, rows",
    "outbox": "mail_queue",
    "discretion": "privacy",
    "foundation": "core",
    "keeps_nothing": "no_trace",
    "DiscreetPageFailed": "RedactedError",
    "LineField": "SingleLineField",
    "OutgoingMail": "QueuedEmail",
    "put_off": "reschedule",
    "adminsite": "admin",
    "Shelf": "SearchFilters",
    "shelf": "filters",
    "EVERYWHERE": "NO_FILTERS",
    "Lexicon": "Vocabulary",
    "SearchLexicon": "SearchWord rows",
    "SearchTerm": "Synonym",
    "MissedSearch": "ZeroResultQuery",
    "count_missed": "count_zero_result",
    "wordlist": "synonyms",
    "deciding": "workflow",
    "decisions": "workflow",
    "may_decide": "may_perform",
    "DecidingAdmin": "WorkflowAdmin",
    "explains": "description",
    "Scoped": "Conditional",
    "left_out": "omitted",
    "own_words": "custom_text",
    "carried": "hidden_fields",
    "CARRIED": "HIDDEN_FIELDS",
    "as_typed": "to_plain_text",
    "from_typed": "read_pasted",
    "Numbered": "ClauseBlocks",
    "ReadClause": "PublicClause",
    "ReadSection": "PublicSection",
    "WrongCode": "ReferenceCodeError",
    "Withdrawn": "WithdrawnError",
    "NotStrategic": "NotStrategicError",
    "NotTheRegister": "GiasFormatError",
    "TooManyEnquiries": "RateLimitError",
    "BrokenFixture": "FixtureError",
    "UnknownMarkup": "UnknownMarkupError",
    "get_public": "get_published_or_404",
    "gone_if_withdrawn": "respond_410_when_withdrawn",
    "gate": "screen",
    "intake": "submit",
    "handling": "handle",
    "wants_form": "is_edit_request",
    "is_stopped": "is_diverted",
    "grown": "backdate",
    "announce": "queue_notifications",
    "fingerprints": "checksums",
    "Written": "WriteBatch",
    "WrittenPolicy": "PolicyEntry",
    "hear": "score_windows",
    "is_subject": "read_search",
    "worth": "sample_weight",
    "letterbox": "smtp_server",
    "walk": "crawler",
    "house": "conventions",
    "chaos": "resilience",
    "desk": "admin",
    "forget": "delete",
    "forget_all": "delete_all",
    "remember": "write_snapshot",
    "Piece": "Highlight",
    "Filed": "Categorised",
    "filed": "categorised",
}
# Standard names of others that read like one of ours.
OF_LIBRARIES = re.compile(r"\b(?:ast\.walk|os\.walk|mail\.outbox)\b")
# In comments, docstrings, templates, styles and documents, which are read by people who build nothing.
PICTURES = re.compile(r"\b(?:desks?|outbox|roof|ground floor|discreet)\b", re.IGNORECASE)
FOLDERS = ("lesas_portal", "guidance", "enquiries", "tests", "bench", "templates")
PYTHON = sorted(
    path
    for folder in FOLDERS
    for path in (ROOT / folder).rglob("*.py")
    if "migrations" not in path.parts and path.name != Path(__file__).name
)
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "docs/how-to-change.md", "docs/glossary.md")
PROSE = sorted(
    [
        *PYTHON,
        *(ROOT / "templates").rglob("*.html"),
        *(ROOT / "static/css").glob("*.css"),
        *(ROOT / document for document in DOCUMENTS),
    ]
)


def name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def given_up(source: str) -> set[str]:
    """Names of ``source`` that the table gave up; those of the libraries are not ours to change."""
    source = OF_LIBRARIES.sub("", source)
    tokens = tokenize.generate_tokens(io.StringIO(source).readline)
    return {token.string for token in tokens if token.type == tokenize.NAME} & NAMES.keys()


def test_the_check_can_find_a_name_and_a_picture():
    assert given_up("def publish(*, thing):\n    thing.save()\n") == {"thing"}
    assert given_up("content = 'thing'  # thing\n") == set()
    assert given_up("for node in ast.walk(tree):\n    walk(node)\n") == {"walk"}
    assert PICTURES.search("at the advisers' desk")


@pytest.mark.parametrize("path", PYTHON, ids=name)
def test_no_name_that_was_given_up(path):
    found = given_up(path.read_text(encoding="utf-8")) | ({path.stem} & NAMES.keys())
    assert {name: NAMES[name] for name in found} == {}


@pytest.mark.parametrize("path", PROSE, ids=name)
def test_no_picture_for_a_name_in_prose(path):
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        docs = [
            ast.get_docstring(node) or ""
            for node in ast.walk(ast.parse(text))
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
        ]
        comments = [line.partition("#")[2] for line in text.splitlines() if "#" in line]
        text = OF_LIBRARIES.sub("", "\n".join(docs + comments))
    assert PICTURES.findall(text) == []
