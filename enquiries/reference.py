"""References, by the name that the first migration knows. The code is in ``lesas_portal.core.reference``."""

from lesas_portal.core.reference import ALPHABET, LENGTH, has_slip, make, parse

__all__ = ["ALPHABET", "LENGTH", "has_slip", "make", "parse"]
