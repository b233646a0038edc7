"""The code of a policy: which template, which edition, which clauses. No personal data.

``AT-202601-7K2M-…-X``: the template's two letters, the edition's year and number; three characters for the
type of setting, who governs it and its ages, which codes of before edition 2026.3 lack; for each clause of
that edition in order whether it is absent, as written or in the setting's own words (a number to base 3); and
a check character by the hybrid scheme of ISO 7064 (modulus 33, 32), which catches every single wrong
character and nearly every swap. All in Crockford's base 32, which has no letters that look like digits.

A self-review has codes of the same kind, without a profile and to another base.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace

from stdnum.iso7064 import mod_37_36

from guidance.policies import pasted_code
from guidance.policies.pasted_code import ALPHABET, POLICY, SHAPE, ReferenceCodeError, Where

__all__ = ["ALPHABET", "Code", "Profile", "ReferenceCodeError", "encode", "parse"]

ABSENT, AS_WRITTEN, CUSTOM_TEXT = range(3)
STATES = 3
LONGEST = 60

# A place in these lists is what a code on paper holds: add at the end, never take away or change the order.
TYPE_KEYS = (
    *("nursery", "childminder", "out-of-school", "primary", "secondary", "all-through", "special", "pru"),
    *("college", "nursery-school"),
)
GOVERNANCE_KEYS = (*("governing-body", "trust-local", "trust", "proprietor", "owner", "committee", "nobody"),)
AGE_KEYS = ("early-years", "ks1", "ks2", "ks3-4", "post-16")

# Three characters are 15 bits: 31 types, 15 kinds of governance and six age ranges fit.
PROFILE_LENGTH = 3
GOVERNANCE_BITS, AGE_BITS = 4, 6


@dataclass(frozen=True)
class Profile:
    """What kind of setting a policy was made for. Empty where it did not say."""

    setting_type: str = ""
    governance: str = ""
    phases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Code:
    """A code, read: ``packed`` is empty for a whole edition.

    ``states`` and ``profile`` are known once the edition is (``of_edition``); older codes have no profile.
    """

    template: str
    edition: str
    packed: str = ""
    states: tuple[int, ...] = ()
    profile: Profile | None = None

    def of_edition(self, count: int, *, base: int = STATES) -> "Code":
        """Return the code with the states of the ``count`` clauses of its edition, and its profile.

        ``base`` is how many states each has. Raises ReferenceCodeError when it does not fit the edition.
        """
        if not self.packed:
            return self
        length = _length(count, base)
        head, tail = self.packed[:-length] if length else self.packed, self.packed[-length:] if length else ""
        if len(head) not in {0, PROFILE_LENGTH}:
            raise _misfit()
        profile = _profile(head) if head else None
        return replace(self, states=_states(tail, count, base), profile=profile)


def encode(
    template: str,
    edition: str,
    states: Iterable[int] = (),
    profile: Profile | None = None,
    *,
    base: int = STATES,
) -> str:
    """Return the code of a policy; without ``states``, of a whole edition, which holds no profile either.

    Each state is below ``base``. Raises ValueError for a state or a name it cannot hold, or a code longer
    than 60 characters.
    """
    year, _, number = edition.partition(".")
    values = list(states)
    packed = _packed(values, base)
    if values and profile and profile.setting_type:
        packed = _packed_profile(profile) + packed
    plain = f"{template}{year}{int(number):02}{packed}"
    if not SHAPE.fullmatch(plain + "0"):
        raise ValueError(f"No code can be made for {template} {edition}.")
    text = _in_groups(plain)
    if len(text) > LONGEST:
        raise ValueError(f"The code would have {len(text)} characters; {LONGEST} is the most.")
    return text


def _in_groups(plain: str) -> str:
    """``plain`` with hyphens, so that it can be read aloud, and with its check character."""
    body = plain[8:]
    groups = [body[start : start + 4] for start in range(0, len(body), 4)]
    return "-".join([plain[:2], plain[2:8], *groups, check_character(plain)])


def parse(text: str, *, where: Where = POLICY) -> Code:
    """Return what ``text`` says, whatever its spaces, hyphens and case and whatever was copied with it.

    Raises ReferenceCodeError, which says to a reader what to do: ``where`` the code stands.
    """
    plain = pasted_code.find(text)
    match = SHAPE.fullmatch(plain)
    if not match or len(plain) > LONGEST:
        raise ReferenceCodeError(pasted_code.advice(plain, where))
    if check_character(match[0][:-1]) != match["check"]:
        raise ReferenceCodeError(
            f"One character or more is wrong or missing. Check it against the code in {where.name}: "
            "it is easily cut short at the end of a line."
        )
    return Code(match["template"], f"{match['year']}.{int(match['number'])}", match["packed"])


def check_character(plain: str) -> str:
    """Return the character that ends a code after ``plain``."""
    return mod_37_36.calc_check_digit(plain, alphabet=ALPHABET)


def _misfit() -> ReferenceCodeError:
    return ReferenceCodeError("The code does not fit the edition it names. Copy it again, all of it.")


def _states(packed: str, count: int, base: int) -> tuple[int, ...]:
    number = _number(packed)
    if len(packed) != _length(count, base) or number >= base**count:
        raise _misfit()
    return tuple(number // base**place % base for place in range(count))


def _packed(values: list[int], base: int) -> str:
    if not all(0 <= value < base for value in values):
        raise ValueError(f"A state must be from 0 to {base - 1}.")
    number = sum(value * base**place for place, value in enumerate(values))
    return _characters(number, _length(len(values), base))


def _profile(packed: str) -> Profile:
    number = _number(packed)
    ages = number % 2**AGE_BITS
    governance = number >> AGE_BITS & 2**GOVERNANCE_BITS - 1
    setting_type = number >> AGE_BITS + GOVERNANCE_BITS
    if setting_type > len(TYPE_KEYS) or governance > len(GOVERNANCE_KEYS) or ages >> len(AGE_KEYS):
        raise _misfit()
    return Profile(
        ("", *TYPE_KEYS)[setting_type],
        ("", *GOVERNANCE_KEYS)[governance],
        tuple(key for place, key in enumerate(AGE_KEYS) if ages >> place & 1),
    )


def _packed_profile(profile: Profile) -> str:
    """The profile in three characters. Raises ValueError for a key that is in none of the lists."""
    ages = sum(1 << AGE_KEYS.index(key) for key in set(profile.phases))
    governance = ("", *GOVERNANCE_KEYS).index(profile.governance)
    setting_type = ("", *TYPE_KEYS).index(profile.setting_type)
    number = (setting_type << GOVERNANCE_BITS | governance) << AGE_BITS | ages
    return _characters(number, PROFILE_LENGTH)


def _number(characters: str) -> int:
    number = 0
    for character in characters:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def _characters(number: int, length: int) -> str:
    size = len(ALPHABET)
    return "".join(ALPHABET[number // size**place % size] for place in reversed(range(length)))


def _length(count: int, base: int) -> int:
    """How many characters hold the states of ``count`` clauses."""
    return math.ceil(count * math.log2(base) / 5)
