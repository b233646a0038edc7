"""From the code of an adopted policy to what changed since, for the setting that adopted it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.urls import reverse
from django.utils import timezone

from guidance.markup import Heading
from guidance.models import PolicyEdition, PolicyTemplate
from guidance.policies import reference_code
from guidance.policies.change_report import ChangeReport, counted
from guidance.policies.diff import compare
from guidance.policies.reference_code import Code, Profile, ReferenceCodeError
from guidance.policies.rows import text_of
from guidance.policies.schema import Template
from guidance.policies.setting_types import PHASES, SETTING_TYPES
from guidance.self_review import editions as self_reviews
from lesas_portal.core.setting_types import GOVERNANCES


@dataclass(frozen=True)
class CodeReport:
    """What a code leads to: the adopted edition, the newest one, and the changes between them.

    ``code`` is the code as it was read, ``told`` what the reader said of the setting because the code does
    not, ``editions`` the texts from the adopted edition to the newest.
    """

    template: PolicyTemplate
    adopted: PolicyEdition
    newest: PolicyEdition
    editions: tuple[Template, ...]
    code: Code
    told: Profile

    @property
    def profile(self) -> Profile:
        """The kind of setting: as the code says, else as the reader told, if such a setting exists."""
        known = self.code.profile or self.told
        if not known.setting_type:
            return Profile()
        governance = known.governance or self.told.governance
        return replace(known, governance=SETTING_TYPES[known.setting_type].governance(governance))

    @cached_property
    def text(self) -> ChangeReport:
        """What changed, also what is for others."""
        return ChangeReport(
            title=self.editions[-1].title,
            since=f"edition {self.adopted.number}",
            edition=self.newest.number,
            issued_on=self.newest.issued_on,
            changes=compare(self.editions, self.code.states, self.profile),
            code=self.code_text,
            page=f"{reverse('guidance:policy_changes')}?{self.query}",
            setting=self.setting_words,
            made_on=timezone.localdate(),
        )

    @property
    def count(self) -> str:
        """How many changes there are to decide on, in words."""
        return counted(self.text.to_decide)

    @property
    def contents(self) -> tuple[Heading, ...]:
        """The headings of the changes on the page."""
        changes = enumerate(self.text.to_decide, start=1)
        return tuple(Heading(2, f"change-{place}", change.title) for place, change in changes)

    @property
    def code_text(self) -> str:
        """The code as it is printed."""
        one = self.code
        return reference_code.encode(one.template, one.edition, one.states, one.profile)

    @property
    def query(self) -> str:
        """What the address of the page and of its files ends in. Nothing in it names anyone."""
        known = self.code.profile or Profile()
        told = {
            "setting_type": "" if known.setting_type else self.profile.setting_type,
            "governance": "" if known.governance or not self.asks_governance else self.profile.governance,
        }
        return urlencode({"code": self.code_text, **{name: value for name, value in told.items() if value}})

    @property
    def knows_type(self) -> bool:
        """Whether the code itself says for what type of setting the policy was made."""
        return self.code.profile is not None

    @property
    def setting_words(self) -> str:
        """The kind of setting in words; empty when it is not known."""
        profile = self.profile
        if not profile.setting_type:
            return ""
        ages = "; ".join(PHASES[phase] for phase in profile.phases)
        governed_by = GOVERNANCES.get(profile.governance, "") if self.asks_governance else ""
        return ". ".join(filter(None, (SETTING_TYPES[profile.setting_type].label, governed_by, ages)))

    @property
    def asks_governance(self) -> bool:
        """Whether settings of this type differ in who governs them."""
        setting_type = self.profile.setting_type
        return bool(setting_type) and len(SETTING_TYPES[setting_type].governances) > 1


def report_of(code: Code, told: Profile) -> CodeReport:
    """Return what ``code`` leads to. Raises ReferenceCodeError, with what to do, where that is nothing."""
    template = PolicyTemplate.objects.published().filter(code=code.template).first()
    if template is None:
        if code.template in self_reviews.shipped():
            raise ReferenceCodeError(
                "That is the code of a self-review. Paste it on the page “Carry on, or compare with last "
                "time” of the self-review."
            )
        raise ReferenceCodeError(
            f"We have no policy template whose codes start with {code.template}. Check the first two letters."
        )
    editions = list(template.editions.all())
    since = next((place for place, one in enumerate(editions) if one.number == code.edition), None)
    if since is None:
        raise ReferenceCodeError(_no_edition(template, editions, code))
    texts = tuple(text_of(one) for one in reversed(editions[: since + 1]))
    return CodeReport(
        template=template,
        adopted=editions[since],
        newest=editions[0],
        editions=texts,
        code=code.of_edition(sum(1 for _ in texts[0].clauses())),
        told=told,
    )


def _no_edition(template: PolicyTemplate, editions: Sequence[PolicyEdition], code: Code) -> str:
    """What to say of a code whose edition is not here: it may be older than all that are."""
    year, _, sequence = code.edition.partition(".")
    first = editions[-1] if editions else None
    if first and (int(year), int(sequence)) < (first.year, first.sequence):
        return (
            f"Our editions of “{template.title}” start with {first.number}. This code is of an older one, "
            f"{code.edition}. Enter the date you adopted it instead."
        )
    return f"There is no edition {code.edition} of “{template.title}”. Check the six digits."
