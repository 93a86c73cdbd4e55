"""Amounts and days as people write them. Lenient: what is sensible is understood, nothing is guessed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

SIGNS = {"£": "GBP", "€": "EUR", "$": "USD", "₹": "INR", "¥": "JPY", "zł": "PLN"}
"""A dollar sign alone may be any dollar; the text itself is what is shown."""

DIGITS_AT_MOST = 15
"""Digits of the longest number that is taken for an amount of money."""

_NUMBER = re.compile(r"\d+(?:[., '\u2019\u00a0\u202f]\d+)*")
_CODE = re.compile(r"(?<![A-Za-z])[A-Z]{3}(?![A-Za-z])")
_PERIODS = (
    ("hour", r"\bh\b|\bhr\b|hour"),
    ("day", r"\bday|\bdaily|/\s*d\b"),
    ("week", r"week|\bpw\b|\bwk\b"),
    ("month", r"month|\bpcm\b|\bpm\b|\bmo\b"),
    ("year", r"year|annum|annual|\bpa\b|\bp\.a|\byr\b|/\s*y\b"),
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount: the text as it was written, and what could be read in it. Currency and period may be empty."""

    text: str
    number: Decimal
    currency: str = ""
    period: str = ""


def amount_of(text: str) -> Amount | None:
    """The amount in a text such as `45,000`, `45000 EUR a year` or `£18/h`, or None if there is no number."""
    found = _NUMBER.search(text)
    if found is None or sum(map(str.isdecimal, found[0])) > DIGITS_AT_MOST:
        return None
    number = _number(found[0])
    following = text[found.end() :].lstrip()[:1].lower()
    if following == "k" and not text[found.end() :].lstrip()[1:2].isalpha():
        number *= 1000
    currency = next((code for sign, code in SIGNS.items() if sign in text), "")
    if code := _CODE.search(text):
        currency = code[0]
    lowered = text.lower()
    period = next((name for name, pattern in _PERIODS if re.search(pattern, lowered)), "")
    return Amount(" ".join(text.split()), number, currency, period)


def _number(digits: str) -> Decimal:
    """A number with thousands separated as people do: the last mark is a decimal one unless three digits follow."""
    parts = re.split(r"[., '\u2019\u00a0\u202f]", digits)
    marks = re.findall(r"[.,]", digits)
    is_fraction = len(parts) > 1 and len(parts[-1]) != 3 and bool(marks) and marks.count(marks[-1]) == 1
    if is_fraction:
        return Decimal("".join(parts[:-1]) + "." + parts[-1])
    return Decimal("".join(parts))


def day_of(text: str) -> date | None:
    """The day in a text such as `2026-11-22`, or None if it is none."""
    found = re.fullmatch(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})\s*", text)
    if found is None:
        return None
    try:
        return date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
