"""Letters: which fit, by the word that a person guessed and after something unsafe, and their `[placeholders]` filled."""

from __future__ import annotations

import datetime as dt
import difflib
import re
import string
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from msgspec.structs import replace

from interview_coach.amounts import day_text
from interview_coach.book.guides import Body, Country, Detail, FilledWith, Followup, Group, Letter, LetterKind
from interview_coach.engine.answers import NOT_SURE, YES
from interview_coach.problems import BadInput, no_such

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
    found = _any_of(by_placeholder).findall(f"{letter.subject}\n{letter.body}")
    wanted = tuple(dict.fromkeys(by_placeholder[placeholder] for placeholder in found))
    known = {detail.placeholder: text for detail in wanted if (text := details.get(detail.id, "").strip())}

    def written(text: str) -> str:
        return _any_of(known).sub(lambda found: known[found.group()], text)

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


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Matches each of these texts, and nothing where there are none."""
    return re.compile("|".join(map(re.escape, texts)) or r"(?!)")


def _quoted(text: str) -> str:
    data = text.encode("utf-8", "replace")
    return "".join(chr(byte) if byte in _AS_THEY_ARE else f"%{byte:02X}" for byte in data)


def _one_newline(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


MEANINGS: dict[str, tuple[str, ...]] = {
    "thank-you": ("thanks", "thank", "thankyou", "thx", "gratitude", "note", "thank-you-note"),
    "withdraw": ("withdraw", "cancel", "left", "leave", "left-early", "walked-out", "pull-out", "quit", "stop", "exit"),
    "decline-next-round": ("decline", "reject", "refuse", "turn-down", "no", "round", "next-round", "second-round"),
    "decline-offer": ("decline", "reject", "refuse", "turn-down", "no", "offer", "job-offer"),
    "feedback-request": ("feedback", "why", "ask", "tips", "improve", "call"),
    "keep-in-mind": ("mind", "remember", "future", "other-jobs", "other-roles", "colleagues", "later"),
    "reconnect": ("rejected", "rejection", "connect", "network", "bridge", "linkedin", "turned-down"),
    "answer-contact": ("answer", "reply", "respond", "contact", "wrote", "message"),
    "share-news": ("news", "share", "update", "new-job", "got-job", "good-news"),
    "tell-outcome": ("reject", "rejection", "decline", "refuse", "no", "outcome", "result", "answer", "tell"),
    "invite-again": ("invite", "again", "second-chance", "reschedule", "another-talk"),
    "give-feedback": ("feedback", "tips", "why", "reply"),
    "invoice": ("bill", "pay", "payment", "paid", "unpaid", "money", "owed", "reminder"),
    "tell-agency": ("agency", "recruiter", "headhunter", "agent", "tell", "hr", "boss", "partner", "platform"),
    "report": (
        "complain", "complaint", "harassment", "harassed", "discrimination", "scam", "fraud", "police", "unsafe",
        "danger", "threat", "assault", "official", "evidence",
    ),
}  # fmt: skip
"""Words that people guess, by the kinds that they may mean."""


def is_guarded(unsafe: str) -> bool:
    """Whether something unsafe happened, or may have. Then nothing is offered that thanks or explains."""
    return unsafe in (YES, NOT_SURE)


def is_offered(kind: LetterKind, unsafe: str) -> bool:
    return kind.after_danger or not is_guarded(unsafe)


def kinds_offered(followup: Followup, unsafe: str) -> tuple[LetterKind, ...]:
    """The kinds that fit, in the order of the menu."""
    return tuple(kind for kind in followup.kinds if is_offered(kind, unsafe))


def groups_offered(followup: Followup, unsafe: str) -> tuple[tuple[Group, tuple[LetterKind, ...]], ...]:
    """The groups that have a kind that fits, each with those kinds."""
    groups = ((group, tuple(k for k in group.kinds if is_offered(k, unsafe))) for group in followup.groups)
    return tuple((group, kinds) for group, kinds in groups if kinds)


def find_kind(followup: Followup, word: str) -> LetterKind:
    """The kind of this id. Raises BadInput with what the word may have meant."""
    wanted = "-".join(word.lower().replace("_", " ").replace("-", " ").split())
    by_id = {kind.id: kind for kind in followup.kinds}
    if wanted in by_id:
        return by_id[wanted]
    meant = [id_ for id_, words in MEANINGS.items() if wanted in words and id_ in by_id]
    meant = meant or difflib.get_close_matches(wanted, by_id, n=1)
    if not meant:
        words = {word: id_ for id_, words in MEANINGS.items() for word in words if id_ in by_id}
        meant = [words[near] for near in difflib.get_close_matches(wanted, words, n=1, cutoff=0.8)]
    if meant:
        commands = " or ".join(f"`coach followup {id_}`" for id_ in meant)
        raise BadInput(f"no kind of follow-up is called {word!r}; did you mean {commands}?")
    raise BadInput(f"no kind of follow-up is called {word!r}; known: {', '.join(by_id)}")


def letters_through(kind: LetterKind, channel: str) -> tuple[Letter, ...]:
    """The letters of a kind for a channel, or all. Raises BadInput if there is none."""
    if not channel:
        return kind.letters
    letters = tuple(letter for letter in kind.letters if letter.channel == channel)
    if not letters:
        known = dict.fromkeys(letter.channel for letter in kind.letters)
        raise BadInput(f"--channel: {no_such(f'channel of {kind.id}', channel, known)}")
    return letters


def find_letter(letters: Iterable[Letter], wanted: str) -> Letter:
    """The letter with this id, or the first. Raises BadInput if there is none of this id."""
    by_id = {letter.id: letter for letter in letters}
    if not wanted:
        return next(iter(by_id.values()))
    if wanted not in by_id:
        raise BadInput(f"--variant: {no_such('variant', wanted, by_id)}")
    return by_id[wanted]


def country_named(countries: Iterable[Country], id_: str) -> Country | None:
    """The country with this id, if it is known."""
    return next((country for country in countries if country.id == id_), None)


def bodies_for(kind: LetterKind, country: Country | None) -> tuple[Body, ...]:
    """The official bodies that a kind names in a country, in the order of the kind's concerns."""
    if country is None:
        return ()
    return tuple(body for about in kind.bodies for body in country.bodies if body.about == about)
