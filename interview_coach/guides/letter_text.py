"""Letters: their `[placeholders]` filled from what is known, what is still open, and a link for a mail program."""

from __future__ import annotations

import datetime as dt
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from interview_coach.amounts import day_text
from interview_coach.book.guides import Detail, FilledWith, Letter

EMAIL, PHONE = "email", "phone"

LINK_CHARACTERS = 2000
"""How long a mail link may be: some systems cut longer ones, and half a letter is worse than none."""

_SUBJECT = "Subject:"
_AS_THEY_ARE = frozenset((string.ascii_letters + string.digits + "-._~").encode())


@dataclass(frozen=True, slots=True)
class Filled:
    """A letter with what is known written in. `open` is what still stands there in brackets."""

    letter: Letter
    subject: str
    body: str
    wanted: tuple[Detail, ...]
    """Every detail that the letter speaks of, in the order of reading."""
    open: tuple[Detail, ...]

    @property
    def text(self) -> str:
        """Subject and body, as they are printed, edited and kept."""
        return f"{_SUBJECT} {self.subject}\n\n{self.body}" if self.subject else self.body

    @property
    def still_open(self) -> str:
        """Which places are still open, as a sentence, or nothing."""
        places = ", ".join(detail.placeholder for detail in self.open)
        return f"Still open: {places}." if places else ""


@dataclass(frozen=True, slots=True)
class MailLink:
    """A `mailto:` link. A letter too long for a link leaves its text out of it."""

    url: str
    has_body: bool


def fill(letter: Letter, details: Mapping[str, str], declared: Iterable[Detail]) -> Filled:
    """The letter with `details` (text by id) in the places of its placeholders.

    Brackets that no declared detail stands behind are left alone, and so are brackets in the details.
    """
    by_placeholder = {detail.placeholder: detail for detail in declared}
    wanted = _wanted(f"{letter.subject}\n{letter.body}", by_placeholder)
    known = {detail.placeholder: text for detail in wanted if (text := details.get(detail.id, "").strip())}

    def written(text: str) -> str:
        return _any_of(known).sub(lambda found: known[found.group()], text) if known else text

    return Filled(
        letter,
        " ".join(written(letter.subject).split()),
        written(_one_newline(letter.body)).strip(),
        wanted,
        tuple(detail for detail in wanted if detail.placeholder not in known),
    )


def days_known(
    declared: Iterable[Detail], today: dt.date, interview_day: dt.date | None = None
) -> dict[str, str]:
    """The details that the computer knows, by id: today, and the day of the interview if it is kept."""
    known = {FilledWith.TODAY: day_text(today)}
    if interview_day is not None:
        known[FilledWith.INTERVIEW_DAY] = day_text(interview_day, today)
    return {detail.id: known[what] for detail in declared if (what := detail.filled_with) in known}


def edited(letter: Letter, text: str) -> Letter:
    """The letter with a text that was edited by hand. A first line `Subject: …` is the subject."""
    text = _one_newline(text).lstrip("\ufeff").strip()
    subject = letter.subject
    first, _, rest = text.partition("\n")
    if first.lower().startswith(_SUBJECT.lower()):
        subject, text = first[len(_SUBJECT) :].strip(), rest.strip()
    return replace(letter, subject=subject, body=text)


def mail_link(filled: Filled) -> MailLink:
    """A link that starts a mail program with the letter in it (RFC 6068). To whom is left open."""
    subject, body = _quoted(filled.subject), _quoted(filled.body.replace("\n", "\r\n"))
    url = f"mailto:?subject={subject}&body={body}"
    if len(url) <= LINK_CHARACTERS:
        return MailLink(url, has_body=True)
    return MailLink(f"mailto:?subject={subject}"[:LINK_CHARACTERS], has_body=False)


def _wanted(text: str, by_placeholder: Mapping[str, Detail]) -> tuple[Detail, ...]:
    if not by_placeholder:
        return ()
    return tuple(dict.fromkeys(by_placeholder[found] for found in _any_of(by_placeholder).findall(text)))


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, texts)))


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _quoted(text: str) -> str:
    data = text.encode("utf-8", "replace")
    return "".join(chr(byte) if byte in _AS_THEY_ARE else f"%{byte:02X}" for byte in data)
