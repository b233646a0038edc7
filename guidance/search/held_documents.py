"""The documents of the index in memory, as ranking and the list of results read them.

A server process reads them all once for each version of the vocabulary, which is another one after every
change of a document. So what stands here is the same whatever was searched for.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import reduce
from operator import or_
from typing import NamedTuple, Self

from django.db.models import Case, Q, QuerySet, TextField, Value, When

from guidance.models import SearchDocument

MOST_HELD = 20_000
"""Documents, parts too: some 30 MB. Where there are more, each search reads those that it needs."""
COLUMNS = (
    *("pk", "object_type", "object_id", "part", "kind", "risk_areas", "phases"),
    *("public_from", "public_until", "url", "title", "phone", "summary", "stems"),
)
PART = COLUMNS.index("part")
# Of a whole page the body is found in, and never shown.
BODY_OF_PART = Case(When(part="", then=Value("")), default="body", output_field=TextField())
FRONT_FIELDS = 2
"""How many of the fields of a document, the first ones, are its front: title and keywords."""
SUMMARY = 1
"""Which of the others is the summary: after the headings."""

PageKey = tuple[str, int]
"""What a page and its parts have in common: the kind of row, and its number."""
Labels = tuple[str, str, str]
"""What filters ask about: kind, risk areas and phases, as a document has them."""


class Document(NamedTuple):
    """What is compared and shown of a ``SearchDocument``; of a whole page without its ``body``.

    ``front`` and ``rest`` are the stems of its fields, each field on a line of its own and between spaces.
    """

    pk: int
    page_key: PageKey
    labels: Labels
    public_from: datetime
    public_until: datetime | None
    url: str
    title: str
    phone: str
    summary: str
    front: str
    rest: str
    body: str = ""

    @classmethod
    def of(cls, row: Sequence) -> Self:
        """Return the document of a row of ``COLUMNS`` and ``BODY_OF_PART``."""
        pk, object_type, object_id, _, kind, risk_areas, phases, *moments_and_texts, stems, body = row
        fields = stems.split("\n")
        front, rest = "\n".join(fields[:FRONT_FIELDS]), "\n".join(fields[FRONT_FIELDS:])
        labels = (kind, risk_areas, phases)
        return cls._make((pk, (object_type, object_id), labels, *moments_and_texts, front, rest, body))

    def is_public(self, at: datetime) -> bool:
        """Whether its page may be read at ``at``: the dates are copied from the page."""
        return self.public_from <= at and (self.public_until is None or self.public_until > at)

    @property
    def stems(self) -> tuple[str, str]:
        """The stems of all its fields."""
        return self.front, self.rest

    @property
    def title_stems(self) -> str:
        """The stems of its title."""
        return self.front.partition("\n")[0]

    @property
    def summary_stems(self) -> str:
        """The stems of its summary."""
        return self.rest.split("\n")[SUMMARY]

    @property
    def body_stems(self) -> str:
        """The stems of its body."""
        return self.rest.rpartition("\n")[2]

    @property
    def slug(self) -> str:
        """The last part of its address."""
        return self.url.rstrip("/").rsplit("/", 1)[-1]

    @property
    def kind_label(self) -> str:
        """What its kind is called."""
        return str(SearchDocument.Kind(self.labels[0]).label)


@dataclass(frozen=True)
class Documents:
    """Whole documents by their numbers, and parts by their pages."""

    whole: dict[int, Document] = field(default_factory=dict)
    parts: dict[PageKey, list[Document]] = field(default_factory=dict)

    @classmethod
    def read(cls, rows: QuerySet[SearchDocument]) -> Self:
        """Read ``rows``; one query."""
        read = cls()
        for row in rows.values_list(*COLUMNS, BODY_OF_PART):
            document = Document.of(row)
            if row[PART]:
                read.parts.setdefault(document.page_key, []).append(document)
            else:
                read.whole[document.pk] = document
        return read

    def __len__(self) -> int:
        return len(self.whole) + sum(map(len, self.parts.values()))


class HeldDocuments:
    """The documents of one version of the vocabulary, read when the first search needs them."""

    def __init__(self) -> None:
        self._documents: Documents | None = None

    def whole(self, ids: Sequence[int]) -> list[Document]:
        """Return the documents of whole pages with these numbers, in order; what is gone is left out."""
        held = self._held().whole
        missing = [id for id in ids if id not in held]
        if missing:
            # Too many to be held, or newer than this version.
            held = held | Documents.read(SearchDocument.objects.filter(pk__in=missing)).whole
        return [held[id] for id in ids if id in held]

    def parts(self, documents: Iterable[Document]) -> dict[PageKey, list[Document]]:
        """Return the parts of these whole documents by their pages, those that have any."""
        held = self._held()
        missing = [document.page_key for document in documents if document.pk not in held.whole]
        if not missing:
            return held.parts
        named = (Q(object_type=object_type, object_id=id) for object_type, id in missing)
        return held.parts | Documents.read(SearchDocument.objects.filter(reduce(or_, named))).parts

    def _held(self) -> Documents:
        if self._documents is None:
            found = Documents.read(SearchDocument.objects.all()[: MOST_HELD + 1])
            self._documents = found if len(found) <= MOST_HELD else Documents()
        return self._documents
