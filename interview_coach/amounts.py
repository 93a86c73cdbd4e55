"""Amounts and days as people write them. Lenient: what is sensible is understood, nothing is guessed."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import date, timedelta
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


MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")

_LEAP_YEARS_APART = 8
"""Years after which every day of the calendar has come round again."""
_TIME = re.compile(
    r"[\s,]+(?:(?:at|from)\b.*|@.*|\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\.?|h|o.clock)|\d{1,2}:\d\d)$"
)
_NUMBERS = ("a", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_UNITS = {"day": 1, "week": 7, "fortnight": 14}
_FILLING = re.compile(r"(?<=\d)(?:st|nd|rd|th)\b|\b(?:the|of|on|this)\b|,|(?<=[a-z])\.")


def day_meant(text: str, today: date | None) -> date | None:
    """The day in a text such as `tomorrow at 10`, `23 Nov`, `next Monday` or `in two weeks`, or None if it is none.

    Without a year the next such day is meant; a weekday is never today, with *next* or without. A time of day is ignored. What can be
    read in two ways, such as `3/4/2026`, is none. Without a `today` only days with a year are understood.
    """
    if (day := day_of(text)) is not None:
        return day
    words = _FILLING.sub(" ", _TIME.sub("", text.strip().lower())).split()
    if words[:1] in (["next"], ["coming"]) and len(words) == 2 and _nth(WEEKDAYS, words[1]):
        words = words[1:]
    weekday = _nth(WEEKDAYS, words[0]) if words else None
    if weekday is None:
        return _of_words(words, today)
    if len(words) > 1:
        found = _of_words(words[1:], today)
        return found if found is not None and found.weekday() == weekday - 1 else None
    return _after(today, (weekday - 2 - today.weekday()) % 7 + 1) if today else None


def day_at(seconds: float) -> date:
    """The day at a time in epoch seconds where the person is, whatever their time zone is set to."""
    there = time.localtime(seconds)
    return date(there.tm_year, there.tm_mon, there.tm_mday)


def day_text(day: date, today: date | None = None) -> str:
    """A day as one says it: `Monday, 23 November`, with its year unless that is this year."""
    said = f"{WEEKDAYS[day.weekday()]}, {day.day} {MONTHS[day.month - 1]}"
    return said if today is not None and day.year == today.year else f"{said} {day.year}"


def _of_words(words: list[str], today: date | None) -> date | None:
    match words:
        case ["today"]:
            return today
        case ["tomorrow"]:
            return _after(today, 1) if today else None
        case ["day", "after", "tomorrow"]:
            return _after(today, 2) if today else None
        case ["in", count, unit] if (days := _UNITS.get(unit.removesuffix("s"))) and today:
            return _after(today, days * number) if (number := _count(count)) else None
        case [digits]:
            return _of_digits(digits)
        case [first, second, *year] if len(year) <= 1:
            month = _nth(MONTHS, second)
            day = first if month else second
            month = month or _nth(MONTHS, first)
            if month is None or not re.fullmatch(r"[0-9]{1,2}", day):
                return None
            if year:
                return _date(int(year[0]), month, int(day)) if re.fullmatch(r"[0-9]{4}", year[0]) else None
            return _next(month, int(day), today) if today else None
        case _:
            return None


def _of_digits(text: str) -> date | None:
    """`23.11.2026`, day first; with other marks only what can be read in one way."""
    found = re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text)
    if found is None:
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    readings = [_date(year, second, first)]
    if found[2] != ".":
        readings.append(_date(year, first, second))
    possible = {day for day in readings if day is not None}
    return possible.pop() if len(possible) == 1 else None


def _next(month: int, day: int, today: date) -> date | None:
    for year in range(today.year, today.year + _LEAP_YEARS_APART + 1):
        found = _date(year, month, day)
        if found is not None and found >= today:
            return found
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _after(day: date, days: int) -> date | None:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def _count(word: str) -> int | None:
    """A small number in digits or letters."""
    if re.fullmatch(r"[0-9]{1,3}", word):
        return int(word)
    return _NUMBERS.index(word) + 1 if word in _NUMBERS else 1 if word == "one" else None


def _nth(names: tuple[str, ...], word: str) -> int | None:
    """Which of the names a word is or shortens, from 1."""
    if len(word) < 3:
        return None
    return next((n for n, name in enumerate(names, 1) if name.lower().startswith(word)), None)
