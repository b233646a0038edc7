"""What a setting makes of the clauses of a template: own words, left out, emptied, added."""

from dataclasses import replace
from functools import cached_property
from typing import cast

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict

from guidance.form_fields import OWN_WORDS_MAX_LINES_IN_ALL, OwnWordsField
from guidance.policies.answers import Answers
from guidance.policies.clause_markdown import to_markdown
from guidance.policies.old_names import old_names_in
from guidance.policies.schema import FrozenClause, Template
from guidance.policies.tailor import Policy, TailoredClause, tailor
from lesas_portal.core.form_fields import SingleLineField
from lesas_portal.core.normalisation import has_letter_or_digit, split_lines

NAMES_AT_MOST = 60
LEAVE_OUT, PUT_BACK = "out", "back"
EMPTIED = ((LEAVE_OUT, "Leave it out of our policy"), (PUT_BACK, "Put the template’s words back"))


class ClauseWordsForm(forms.Form):
    """The clauses of the preview, as they were sent. Nothing that is typed is kept anywhere.

    Of each clause that applies to the answers: ``own_`` its words, ``out_`` whether it is left out,
    ``empty_`` what is meant where it was emptied, ``drop_`` whether own words lost its source; of each
    section ``add_`` for clauses that are not in the template. A clause is in own words only where these
    differ from the template's. ``was`` are names that stood in the answers when a clause was reworded, and
    ``told`` those that the preview has pointed out.
    """

    def __init__(self, data: QueryDict, *, template: Template, answers: Answers) -> None:
        super().__init__(data, auto_id="%s")
        self.sent, self.template, self.questions = data, template, answers
        self.plain = tailor(template, answers)
        self.frozen = {clause.key: clause for _, clause in template.clauses()}
        self.custom: dict[str, str] = {}
        self.added: dict[str, str] = {}
        self.omitted: set[str] = set()
        self.emptied: list[str] = []
        self.lines_left = OWN_WORDS_MAX_LINES_IN_ALL
        self.restored: list[str] = []
        for section in self.plain.sections:
            for clause in section.clauses:
                self._add_fields(clause)
            self.fields[f"add_{section.key}"] = OwnWordsField(
                label=f"Your own clauses in “{section.title}”",
                name_in_errors=f"Your own text in “{section.title}”",
            )
        # Read at once: what was found is asked for in several ways.
        self.full_clean()

    def _add_fields(self, clause: TailoredClause) -> None:
        self.fields[f"own_{clause.key}"] = OwnWordsField(label=clause.label)
        self.fields[f"drop_{clause.key}"] = forms.BooleanField(label=clause.label, required=False)
        if may_go(self.frozen[clause.key]):
            self.fields[f"out_{clause.key}"] = forms.BooleanField(label=clause.label, required=False)
            self.fields[f"empty_{clause.key}"] = forms.ChoiceField(
                label=clause.label, choices=EMPTIED, required=False, widget=forms.RadioSelect
            )

    def clean(self) -> dict:
        """Find what differs from the template, and refuse what is too long."""
        for key, original in self.originals.items():
            text = self.cleaned_data.get(f"own_{key}")
            if self.cleaned_data.get(f"out_{key}"):
                self.omitted.add(key)
            elif text is not None and f"own_{key}" in self.sent and not _is_same(text, original):
                if has_letter_or_digit(text):
                    self._keep(self.custom, key, f"own_{key}")
                else:
                    self._decide_on_emptied(key)
        for section in self.plain.sections:
            if self.cleaned_data.get(f"add_{section.key}"):
                self._keep(self.added, section.key, f"add_{section.key}")
        return self.cleaned_data

    def reworded(self, key: str) -> str:
        """Return the words sent for the clause ``key`` where they are not the template's, too long or not."""
        if key in self.custom:
            return self.custom[key]
        text = self.cleaned_data.get(f"own_{key}")
        if text is None:
            return self.sent.get(f"own_{key}", "")
        return text if has_letter_or_digit(text) and not _is_same(text, self.originals[key]) else ""

    def _keep(self, kept: dict[str, str], key: str, name: str) -> None:
        try:
            field = cast(OwnWordsField, self.fields[name])
            self.lines_left = field.refuse_too_long(self.cleaned_data[name], lines_left=self.lines_left)
        except ValidationError as error:
            self.add_error(name, error)
        else:
            kept[key] = self.cleaned_data[name]

    def _decide_on_emptied(self, key: str) -> None:
        """An emptied clause that may go is left out, put back, or asked about; any other is put back."""
        if not may_go(self.frozen[key]):
            self.restored.append(key)
        elif self.cleaned_data.get(f"empty_{key}") == LEAVE_OUT:
            self.omitted.add(key)
        elif self.cleaned_data.get(f"empty_{key}") != PUT_BACK:
            self.emptied.append(key)

    @cached_property
    def originals(self) -> dict[str, str]:
        """The template's words of each clause that applies, as the preview offers them."""
        clauses = (clause for section in self.plain.sections for clause in section.clauses)
        return {clause.key: to_markdown(clause.blocks) for clause in clauses}

    def answers(self) -> Answers:
        """The answers with what was made of the clauses. What was refused stands as in the template."""
        return replace(
            self.questions,
            omitted=frozenset(self.omitted),
            custom_text=dict(self.custom),
            added=dict(self.added),
            dropped_sources=frozenset(filter(self._dropped, self.custom)),
        )

    def _dropped(self, key: str) -> bool:
        """Whether own words lost the source of the clause ``key``. What the law asks for keeps its own."""
        return bool(self.cleaned_data.get(f"drop_{key}")) and not self.frozen[key].is_statutory

    @cached_property
    def policy(self) -> Policy:
        """The policy that ``answers`` make."""
        return tailor(self.template, self.answers())

    def is_ready(self) -> bool:
        """Whether the file can be made. What waits for the reader first is added to the errors."""
        for key in self.emptied:
            self.add_error(f"empty_{key}", f"{self.frozen[key].label}: leave it out, or put the words back?")
        for key in self.restored:
            self.add_error(f"own_{key}", f"{self.frozen[key].label}: this clause cannot go")
        for name, old in self.old_names.items():
            if not self.names("told").issuperset(old):
                self.add_error(name, f"{self.fields[name].label}: {', '.join(old)} still in it")
        return not self.errors

    @cached_property
    def old_names(self) -> dict[str, list[str]]:
        """The names that no answer has any longer, by the field whose words still have them."""
        was = self.names("was")
        found = {name: old_names_in(text, was, self.questions) for name, text in self.own_texts().items()}
        return {name: old for name, old in found.items() if old}

    def own_texts(self) -> dict[str, str]:
        """The setting's own words, by the name of their field."""
        reworded = {f"own_{key}": text for key, text in self.custom.items()}
        return reworded | {f"add_{key}": text for key, text in self.added.items()}

    def names(self, name: str) -> set[str]:
        """Return the names that were sent under ``name``, tidied. Too long ones were not sent by us."""
        field = SingleLineField(max_length=200, required=False)
        found = set()
        for value in self.sent.getlist(name)[:NAMES_AT_MOST]:
            try:
                found.add(field.clean(value))
            except ValidationError:
                continue
        return found - {""}


def may_go(clause: FrozenClause) -> bool:
    """Whether a setting may leave ``clause`` out."""
    return not clause.required and not clause.is_statutory


def _is_same(text: str, original: str) -> bool:
    """Whether the words are the template's, however many empty lines and spaces stand around them."""
    return text == original or split_lines(text) == split_lines(original)
