"""Two people changed one page: what differs, whose words are kept, and the form that comes of it."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from django.http import QueryDict

from lesas_portal.core import word_diff
from lesas_portal.core.admin.form_parts import FormParts, Part, Rows, as_came
from lesas_portal.core.admin.saving_token import Token

MINE, THEIRS = "mine", "theirs"
CHOICE = "_choice-"
LONG = 200  # characters, from which on a text is compared word by word


@dataclass(frozen=True)
class Difference:
    """One field or row that says something else in the form that was sent than in what is stored now.

    ``chosen`` is whose is kept, empty where both sides changed it and nobody has chosen yet.
    """

    name: str
    label: str
    mine: Part | None
    theirs: Part | None
    chosen: str

    @property
    def field(self) -> str:
        """The name of the choice in the form that asks."""
        return f"{CHOICE}{self.name}"

    @cached_property
    def changes(self) -> list[word_diff.Change]:
        """Theirs and mine compared word by word; nothing where both can be read at a glance."""
        mine, theirs = (part.words if part else "" for part in (self.mine, self.theirs))
        if not (mine and theirs) or max(len(mine), len(theirs)) < LONG:
            return []
        return word_diff.shortened(word_diff.compare(theirs, mine))


def differences(mine: FormParts, theirs: FormParts, token: Token | None) -> list[Difference]:
    """Return what differs, the fields first; what only one side changed since the token is chosen already."""
    sent, now = {part.name: part for part in mine.fields()}, {part.name: part for part in theirs.fields()}
    # A note that goes along with a save, and is no part of what is stored, is not asked about.
    names = [name for name in now if name in sent and not _is_note(now[name], theirs, token)]
    found = [_difference(sent[name], now[name], token) for name in names]
    for ours, stored in zip(mine.rows, theirs.rows, strict=True):
        rows, here = ({part.name: part for part in each.kept()} for each in (ours, stored))
        found += [
            _difference(rows.get(name), here.get(name), token) for name in dict.fromkeys([*here, *rows])
        ]
    return [one for one in found if one]


def with_choices(found: Iterable[Difference], sent: QueryDict, token: Token | None) -> list[Difference]:
    """Return them with what was chosen on the page with ``token``, as far as theirs is still the same."""
    return [
        replace(one, chosen=choice)
        if token
        and (choice := sent.get(one.field, "")) in {MINE, THEIRS}
        and token.has_same(one.name, one.theirs.text if one.theirs else None)
        else one
        for one in found
    ]


def settled(data: QueryDict, mine: FormParts, theirs: FormParts, found: Iterable[Difference]) -> QueryDict:
    """Return what was sent, with theirs in place of mine where that is chosen. Rows are numbered anew."""
    chosen = {one.name: one.chosen for one in found}
    result = data.copy()
    sent = {part.name: part for part in mine.fields()}
    for part in theirs.fields():
        if chosen.get(part.name) == THEIRS:
            _replace(result, sent[part.name].sent, part.sent)
    for ours, stored in zip(mine.rows, theirs.rows, strict=True):
        _number_anew(result, ours, stored, chosen)
    return result


def _difference(mine: Part | None, theirs: Part | None, token: Token | None) -> Difference | None:
    texts = [part.text if part else None for part in (mine, theirs)]
    either = mine or theirs
    if either is None or texts[0] == texts[1]:
        return None
    chosen = ""
    if token:
        # A row that they added was not in the form that I had, so it is theirs that changed.
        changed = [not token.has_same(either.name, text) for text in texts]
        chosen = {(False, True): THEIRS, (True, False): MINE}.get((changed[0], changed[1]), "")
    return Difference(either.name, either.label, mine, theirs, chosen)


def _is_note(theirs: Part, parts: FormParts, token: Token | None) -> bool:
    model = getattr(getattr(parts.form, "_meta", None), "model", None)
    is_stored = model is None or theirs.name in {field.name for field in model._meta.get_fields()}
    return not is_stored and not theirs.text and (token is None or token.has_same(theirs.name, ""))


def _replace(data: QueryDict, old: Mapping[str, list[str]], new: Mapping[str, list[str]]) -> None:
    for name in (*old, *new):
        data.pop(name, None)
    for name, values in new.items():
        if values:
            data.setlist(name, values)


def _number_anew(data: QueryDict, ours: Rows, stored: Rows, chosen: Mapping[str, str]) -> None:
    """Write the rows of one kind again: those that exist, then those that are to be added."""
    sent, prefix = {part.name: part for part in ours.kept()}, ours.prefix
    existing = [_row(part, sent.get(part.name), chosen.get(part.name, "")) for part in stored.kept()]
    here = {part.name for part in stored.kept()}
    again = [part for name, part in sent.items() if name not in here and chosen.get(name) == MINE]
    added = [*map(_without_key(ours), again), *(part.sent for part in ours.new())]
    for name in as_came(data, f"{prefix}-"):
        if name.removeprefix(f"{prefix}-")[:1].isdigit():
            del data[name]
    for number, row in enumerate([*existing, *added]):
        _replace(data, {}, {f"{prefix}-{number}-{name}": values for name, values in row.items()})
    data[f"{prefix}-INITIAL_FORMS"] = str(len(existing))
    data[f"{prefix}-TOTAL_FORMS"] = str(len(existing) + len(added))


def _row(stored: Part, sent: Part | None, choice: str) -> Mapping[str, list[str]]:
    if sent is None:
        return {**stored.sent, "DELETE": ["on"]} if choice == MINE else stored.sent
    return stored.sent if choice == THEIRS else sent.sent


def _without_key(rows: Rows) -> Callable[[Part], Mapping[str, list[str]]]:
    key = rows.model._meta.pk.name

    def bare(part: Part) -> Mapping[str, list[str]]:
        return {name: values for name, values in part.sent.items() if name != key}

    return bare
