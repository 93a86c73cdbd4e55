"""A kept record in plain words: chapters with facts, which every form of it is made of."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from interview_coach.amounts import day_at
from interview_coach.book.guides import Guides, Settles, Step, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import JournalEntry, Record, Value
from interview_coach.guides.path import lines_of
from interview_coach.guides.review import open_fixes, review
from interview_coach.guides.settled import texts_of

BEFORE, DURING, FOLLOW_UP, AFTERWARDS = "BEFORE", "DURING", "FOLLOW-UP", "AFTERWARDS"
NEXT, LETTERS = "WHAT COMES NEXT", "FOR YOUR LETTERS"

GUIDES = ("prep", "debrief")
ENTRIES = ("assessment", "followup")
NOTHING_TICKED = "none of these"


class Glossary(Struct, frozen=True):
    """What puts a record into words, as far as it could be loaded.

    `done` are the fixes that were ticked off in a later prep.
    """

    guides: Guides
    book: Book | None = None
    done: frozenset[str] = frozenset()

    def steps(self, guide: str) -> dict[str, Step]:
        """The steps of a guide (`prep`, `debrief`) by id, in its order."""
        found = {"prep": self.guides.prep, "debrief": self.guides.debrief}.get(guide)
        return {step.id: step for step in found.steps} if found else {}

    def options(self, step: Step) -> dict[str, str]:
        """What can be chosen at a step, by id, in words."""
        match step.kind:
            case StepKind.CHOICE | StepKind.TICKS:
                return {option.id: option.text for option in step.options}
            case StepKind.DEAL_BREAKERS if self.book:
                return {flag.id: flag.finding for flag in self.book.flags}
            case StepKind.COUNTRY:
                return {"none": "none"} | {country.id: country.name for country in self.guides.countries}
            case _:
                return {}


class KeptFact(Struct, frozen=True):
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


class Chapter(Struct, frozen=True):
    """What belongs to one stage of an interview."""

    title: str
    facts: tuple[KeptFact, ...]


def title_of(record: Record) -> str:
    """The name of the interview, or that it is about every one."""
    return "For every interview" if record.interview.is_general else record.interview.name


def chapters_of(record: Record, glossary: Glossary) -> tuple[Chapter, ...]:
    """Everything that is kept of an interview, in the order in which it happens."""
    chapters = [
        Chapter(BEFORE, tuple(_guide("prep", record, glossary))),
        *(Chapter(DURING, tuple(_assessment(entry, glossary))) for entry in record.of_kind("assessment")),
        *(Chapter(FOLLOW_UP, tuple(_followup(entry, glossary))) for entry in record.of_kind("followup")),
        Chapter(AFTERWARDS, tuple(_guide("debrief", record, glossary))),
        *(
            Chapter(name.upper(), tuple(_guide(name, record, glossary)))
            for name in record.answers
            if name not in GUIDES
        ),
        Chapter(NEXT, tuple(_next(record, glossary))),
        Chapter(LETTERS, tuple(_details(record, glossary))),
        *(Chapter(e.kind.upper(), tuple(_other(e))) for e in record.entries if e.kind not in ENTRIES),
    ]
    return tuple(chapter for chapter in chapters if chapter.facts)


def stages(record: Record, glossary: Glossary | None = None) -> tuple[str, ...]:
    """What there is of an interview, in a few words each; as data, which has no glossary, by ids."""
    followups = [str(entry.body.get("kind", "")) for entry in record.of_kind("followup")]
    assessments = record.of_kind("assessment")
    if glossary:
        followups = [_kind_in_words(kind, glossary) for kind in followups]
        verdicts = [_verdict_in_words(entry, glossary) for entry in assessments]
    else:
        verdicts = [str(e.body.get("headline") or e.body.get("verdict") or "") for e in assessments]
    return (
        *(["prepared"] if record.answers.get("prep") else []),
        *dict.fromkeys(filter(None, verdicts)),
        *dict.fromkeys(filter(None, followups)),
        *(["debriefed"] if record.answers.get("debrief") else []),
    )


def day(seconds: float) -> str:
    """The day of a time in epoch seconds, where the person is."""
    return day_at(seconds).isoformat()


def _verdict_in_words(entry: JournalEntry, glossary: Glossary) -> str:
    """What an assessment said: its headline, that of its row, or at least its verdict."""
    rows = glossary.book.rows if glossary.book else ()
    of_row = (row.headline for row in rows if row.id == entry.body.get("row"))
    return str(entry.body.get("headline") or next(of_row, _words(str(entry.body.get("verdict") or ""))))


def _kind_in_words(kind: str, glossary: Glossary) -> str:
    kinds = glossary.guides.followup.kinds if glossary.guides.followup else ()
    return next((each.text for each in kinds if each.id == kind), _words(kind))


def _words(id_: str) -> str:
    """An id that nothing is known of any more, as it can be read."""
    return id_.replace("-", " ")


def _guide(guide: str, record: Record, glossary: Glossary) -> Iterator[KeptFact]:
    """The answers to a guide: in its order and its words, then those to steps that it does not have."""
    answers = record.answers.get(guide, {})
    steps = glossary.steps(guide)
    for step in steps.values():
        if step.id in answers and step.settles not in (Settles.ACTION, Settles.ACTION_DATE):
            yield KeptFact(f"{guide}/{step.id}", step.ask, _answer(step, answers, glossary))
    for id_, value in answers.items():
        if id_ not in steps:
            yield KeptFact(f"{guide}/{id_}", _words(id_), _given(value))


def _answer(step: Step, answers: Mapping[str, Value], glossary: Glossary) -> tuple[str, ...]:
    if step.for_each:
        return texts_of(step, answers)
    value, texts = answers[step.id], glossary.options(step)
    if isinstance(value, tuple):
        return _given(tuple(texts.get(id_, id_) for id_ in value))
    return _given(texts.get(value, value))


def _given(value: Value) -> tuple[str, ...]:
    return lines_of(value) or (NOTHING_TICKED,)


def _assessment(entry: JournalEntry, glossary: Glossary) -> Iterator[KeptFact]:
    body = entry.body
    verdict = _verdict_in_words(entry, glossary)
    yield KeptFact("assessment/verdict", "What the coach said", (f"{verdict} ({day(entry.at)})",))
    flags = glossary.book.flag_by_id if glossary.book else {}
    found = [str(flag.get("id", "")) for flag in body.get("flags") or () if isinstance(flag, dict)]
    if found:
        texts = tuple(flags[id_].finding if id_ in flags else _words(id_) for id_ in found)
        yield KeptFact("assessment/flags", "Because", texts)
    if line := body.get("line"):
        yield KeptFact("assessment/line", "The line to say", (str(line),))


def _followup(entry: JournalEntry, glossary: Glossary) -> Iterator[KeptFact]:
    kind = str(entry.body.get("kind", ""))
    subject = entry.body.get("subject")
    text = (f"Subject: {subject}\n" if subject else "") + str(entry.body.get("text") or "")
    lines = (line for line in text.splitlines() if line.strip())
    written = f"Written on {day(entry.at)}"
    kinds = glossary.guides.followup.kinds if glossary.guides.followup else ()
    letters = (letter for kind in kinds for letter in kind.letters)
    on_menu = (letter.text for letter in letters if letter.id == entry.body.get("letter"))
    yield KeptFact(
        f"followup/{kind}",
        _kind_in_words(kind, glossary),
        (written, *lines),
        (str(entry.body.get("label") or next(on_menu, written)),),
    )


def _next(record: Record, glossary: Glossary) -> Iterator[KeptFact]:
    """The fixes of its debrief that were not ticked off yet, and the next step."""
    if glossary.guides.debrief is None:
        return
    answers = record.answers.get("debrief", {})
    looked_back = review(glossary.guides.debrief, answers)
    if fixes := open_fixes(glossary.guides.debrief, [answers], glossary.done):
        yield KeptFact("next/fixes", "To do better next time", tuple(fix.fix for fix in fixes))
    if looked_back.action:
        yield KeptFact("next/action", "Your next step", (looked_back.next_step,))


def _details(record: Record, glossary: Glossary) -> Iterator[KeptFact]:
    asked: dict[str, str] = {}
    for guide in (glossary.guides.prep, glossary.guides.followup):
        asked.update({detail.id: detail.ask for detail in guide.details} if guide else {})
    for name, value in record.details.items():
        yield KeptFact(f"detail/{name}", asked.get(name, _words(name)), (value,))


def _other(entry: JournalEntry) -> Iterator[KeptFact]:
    """An entry of a kind that this version does not know."""
    texts = tuple(f"{name}: {value}" for name, value in entry.body.items())
    yield KeptFact(f"{entry.kind}/", day(entry.at), texts or (entry.kind,))
