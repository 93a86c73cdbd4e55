"""Which follow-ups fit: after something unsafe, through which channel, by the word that a person guessed."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

from interview_coach.book.guides import Body, Country, Followup, Group, Letter, LetterKind
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.problems import BadInput, no_such

SAFETY_ANSWERS = (NO, YES, NOT_SURE)

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
