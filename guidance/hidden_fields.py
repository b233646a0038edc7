"""What pages carry in hidden fields, so that nothing that was made of clauses is lost or kept elsewhere."""

from django.http import QueryDict

from guidance.clause_forms import ClauseWordsForm
from guidance.policies.old_names import standing_in, typed_names
from guidance.policies.schema import Template

OF_CLAUSES = ("own", "out", "empty", "drop")
OF_NAMES = ("was", "told")

HiddenFields = list[tuple[str, str]]
"""Names and values of hidden fields."""


def as_sent(data: QueryDict, template: Template) -> HiddenFields:
    """Return all that was sent about clauses as it came: for a page on which the questions were refused."""
    names = [f"{kind}_{clause.key}" for _, clause in template.clauses() for kind in OF_CLAUSES]
    names += [*(f"add_{section.key}" for section in template.sections), *OF_NAMES]
    return [(name, value) for name in names for value in data.getlist(name)]


def beside_the_preview(words: ClauseWordsForm) -> HiddenFields:
    """Return what the preview has no box for: words for clauses left out or not in it, and names."""
    sent = as_sent(words.sent, words.template)
    elsewhere = [
        (name, value) for name, value in sent if value and name not in words.fields and name not in OF_NAMES
    ]
    aside = [(f"own_{key}", text) for key in sorted(words.omitted) if (text := words.reworded(key))]
    return elsewhere + aside + _names(words)


def beside_the_questions(words: ClauseWordsForm) -> HiddenFields:
    """Return everything that differs from the template, for a page without the clauses."""
    found = beside_the_preview(words)
    for key in words.originals:
        if key in words.omitted:
            found.append((f"out_{key}", "on"))
        elif key in words.emptied:
            found.append((f"own_{key}", ""))
        elif text := words.reworded(key):
            found.append((f"own_{key}", text))
            if words.sent.get(f"drop_{key}"):
                found.append((f"drop_{key}", "on"))
    names = [f"add_{section.key}" for section in words.plain.sections]
    return found + [(name, text) for name in names if (text := words.sent.get(name, ""))]


def labels_elsewhere(words: ClauseWordsForm) -> list[str]:
    """Return the labels of clauses in own words that are not in the policy with the answers as they are."""
    names = {name for name, value in as_sent(words.sent, words.template) if value}
    return [
        *(
            clause.label
            for key, clause in words.frozen.items()
            if f"own_{key}" in names - words.fields.keys()
        ),
        *(
            f"Your own clauses in “{section.title}”"
            for section in words.template.sections
            if f"add_{section.key}" in names - words.fields.keys()
        ),
    ]


def _names(words: ClauseWordsForm) -> HiddenFields:
    """The names in own words that stand in the answers or did, and those that are pointed out by now."""
    known = words.names("was") | typed_names(words.questions)
    was = {name for text in words.own_texts().values() for name in standing_in(known, text)}
    told = {name for old in words.old_names.values() for name in old}
    return [("was", name) for name in sorted(was)] + [("told", name) for name in sorted(told)]
