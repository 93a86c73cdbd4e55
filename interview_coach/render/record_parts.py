"""A kept record in plain words: parts with facts, which every form of it is made of."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from msgspec import Struct

from interview_coach.book.guides import Debrief, Followup, Guides, Section, Settles, Step, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import JournalEntry, Record, Value
from interview_coach.guides.path import lines_of
from interview_coach.guides.review import fixes_of, review

BEFORE, DURING, FOLLOW_UP, AFTERWARDS = "BEFORE", "DURING", "FOLLOW-UP", "AFTERWARDS"
NEXT, LETTERS = "WHAT COMES NEXT", "FOR YOUR LETTERS"

GUIDES = ("prep", "debrief")
ENTRIES = ("assessment", "followup")
NOTHING_TICKED = "none of these"


class Known(Struct, frozen=True):
    """What helps to put a record into words, as far as it could be loaded.

    `done` are the fixes that were ticked off in a later prep.
    """

    guides: Guides | None = None
    book: Book | None = None
    done: frozenset[str] = frozenset()


class Fact(Struct, frozen=True):
    """One thing that is kept: what was asked, and the answer in one or more paragraphs.

    The `key` is the same for the same thing of another interview.
    """

    key: str
    label: str
    texts: tuple[str, ...]
    short: tuple[str, ...] = ()
    """What is enough to compare it by, where that is not all of it."""

    @property
    def in_short(self) -> tuple[str, ...]:
        return self.short or self.texts


class Part(Struct, frozen=True):
    """What belongs to one stage of an interview."""

    title: str
    facts: tuple[Fact, ...]


def title_of(record: Record) -> str:
    """The name of the interview, or that it is about every one."""
    return "For every interview" if record.interview.is_general else record.interview.name


def parts_of(record: Record, known: Known) -> tuple[Part, ...]:
    """Everything that is kept of an interview, in the order in which it happens."""
    prep = known.guides.prep if known.guides else None
    debrief = known.guides.debrief if known.guides else None
    parts = [
        Part(BEFORE, tuple(_guide("prep", prep.sections if prep else (), record, known))),
        *(Part(DURING, tuple(_assessment(entry, known))) for entry in record.of_kind("assessment")),
        *(Part(FOLLOW_UP, tuple(_followup(entry, known))) for entry in record.of_kind("followup")),
        Part(AFTERWARDS, tuple(_guide("debrief", debrief.sections if debrief else (), record, known))),
        *(Part(guide.upper(), tuple(_guide(guide, (), record, known))) for guide in _others(record.answers)),
        Part(NEXT, tuple(_next(record, known))),
        Part(LETTERS, tuple(_details(record, known))),
        *(Part(e.kind.upper(), (_other(e),)) for e in record.entries if e.kind not in ENTRIES),
    ]
    return tuple(part for part in parts if part.facts)


def _others(guides: Iterable[str]) -> tuple[str, ...]:
    return tuple(guide for guide in guides if guide not in GUIDES)


def stages(record: Record) -> tuple[str, ...]:
    """What there is of an interview, in a few words each."""
    followups = [str(entry.body.get("kind", "")) for entry in record.of_kind("followup")]
    verdicts = [verdict_of(entry) for entry in record.of_kind("assessment")]
    return (
        *(["prepared"] if record.answers.get("prep") else []),
        *dict.fromkeys(filter(None, verdicts)),
        *dict.fromkeys(filter(None, followups)),
        *(["debriefed"] if record.answers.get("debrief") else []),
    )


def verdict_of(entry: JournalEntry) -> str:
    """What an assessment said: its headline, or at least its verdict."""
    return str(entry.body.get("headline") or entry.body.get("verdict") or "")


def day(seconds: float) -> str:
    """The day of a time in epoch seconds, where the person is."""
    return dt.datetime.fromtimestamp(seconds).astimezone().date().isoformat()


def fixes_to_do(record: Record, known: Known) -> tuple[str, ...]:
    """The fixes of its debrief that were not ticked off yet."""
    debrief = known.guides.debrief if known.guides else None
    if debrief is None:
        return ()
    fixes = fixes_of(debrief, record.answers.get("debrief", {}))
    return tuple(dict.fromkeys(fix.fix for fix in fixes if fix.fix and fix.fix not in known.done))


def _guide(guide: str, sections: Sequence[Section], record: Record, known: Known) -> Iterator[Fact]:
    """The answers to a guide: in its order and its words, then those to steps that it does not have."""
    answers = record.answers.get(guide, {})
    steps = {step.id: step for section in sections for step in section.steps}
    for step in steps.values():
        if step.id in answers and step.settles not in (Settles.ACTION, Settles.ACTION_DATE):
            over = lines_of(answers.get(step.for_each)) if step.for_each else ()
            yield Fact(f"{guide}/{step.id}", step.ask, _answer(step, answers[step.id], over, known))
    for id_, value in answers.items():
        if id_ not in steps:
            yield Fact(f"{guide}/{id_}", id_.replace("-", " "), _given(value))


def _answer(step: Step, value: Value, over: Sequence[str], known: Known) -> tuple[str, ...]:
    if step.for_each:
        return tuple(f"{line}: {text}" for line, text in zip(over, lines_of(value), strict=False) if text)
    texts = {option.id: option.text for option in step.options}
    if step.kind is StepKind.COUNTRY and known.guides:
        texts = {country.id: country.name for country in known.guides.countries}
    if step.kind is StepKind.DEAL_BREAKERS and known.book:
        texts = {flag.id: flag.finding for flag in known.book.flags}
    if isinstance(value, tuple):
        return _given(tuple(texts.get(id_, id_) for id_ in value))
    return _given(texts.get(value, value))


def _given(value: Value) -> tuple[str, ...]:
    return lines_of(value) or (NOTHING_TICKED,)


def _assessment(entry: JournalEntry, known: Known) -> Iterator[Fact]:
    body = entry.body
    yield Fact("assessment/verdict", "What the coach said", (f"{verdict_of(entry)} ({day(entry.at)})",))
    flags = known.book.flag_by_id if known.book else {}
    found = [str(flag.get("id", "")) for flag in _dicts(body.get("flags"))]
    if found:
        texts = tuple(flags[id_].finding if id_ in flags else id_ for id_ in found)
        yield Fact("assessment/flags", "Because", texts)
    if line := body.get("line"):
        yield Fact("assessment/line", "The line to say", (str(line),))


def _followup(entry: JournalEntry, known: Known) -> Iterator[Fact]:
    kind = str(entry.body.get("kind", ""))
    followup = known.guides.followup if known.guides else None
    named = next((each.text for each in followup.kinds if each.id == kind), kind) if followup else kind
    subject = entry.body.get("subject")
    text = (f"Subject: {subject}\n" if subject else "") + str(entry.body.get("text") or "")
    lines = (line for line in text.splitlines() if line.strip())
    written = f"Written on {day(entry.at)}"
    yield Fact(f"followup/{kind}", named, (written, *lines), (_label(entry, followup) or written,))


def _label(entry: JournalEntry, followup: Followup | None) -> str:
    """What the letter is called on the menu. Empty where that is not known."""
    if label := entry.body.get("label"):
        return str(label)
    letters = (letter for kind in (followup.kinds if followup else ()) for letter in kind.letters)
    return next((letter.text for letter in letters if letter.id == entry.body.get("letter")), "")


def _next(record: Record, known: Known) -> Iterator[Fact]:
    if fixes := fixes_to_do(record, known):
        yield Fact("next/fixes", "To do better next time", fixes)
    debrief = known.guides.debrief if known.guides else None
    if debrief is not None and (action := _action(debrief, record)):
        yield Fact("next/action", "Your next step", (action,))


def _action(debrief: Debrief, record: Record) -> str:
    done = review(debrief, record.answers.get("debrief", {}))
    return f"{done.action} ({done.action_date})" if done.action and done.action_date else done.action


def _details(record: Record, known: Known) -> Iterator[Fact]:
    asked: dict[str, str] = {}
    for guide in (known.guides.prep, known.guides.followup) if known.guides else ():
        asked.update({detail.id: detail.ask for detail in guide.details} if guide else {})
    for name, value in record.details.items():
        yield Fact(f"detail/{name}", asked.get(name, name.replace("-", " ")), (value,))


def _other(entry: JournalEntry) -> Fact:
    """An entry of a kind that this version does not know."""
    texts = tuple(f"{name}: {value}" for name, value in entry.body.items())
    return Fact(f"{entry.kind}/", day(entry.at), texts or (entry.kind,))


def _dicts(value: Any) -> Iterable[dict[str, Any]]:
    return (each for each in value if isinstance(each, dict)) if isinstance(value, (list, tuple)) else ()
