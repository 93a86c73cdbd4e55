"""Which parts of a pack its cases exercise, and which nobody has tried yet.

A *flag* counts when a case fires it, a *row* when a case is decided by it, an *option* when a case
ticks it, a *question* when a case answers it. A *line* counts when a case is offered it: to leave
with, or to say now. Lines of purposes that are never offered unasked (to make them repeat a question,
say) count when a case holds what they fit and asking for that purpose gives them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coach.book.pack import Book, Flag, Line, Row
from interview_coach.book.vocabulary import Channel, Purpose, Raise, RaiseState, Severity
from interview_coach.engine.answers import YES, atoms_of, gate, prompts_of, topic_raised
from interview_coach.engine.engine import Engine
from interview_coach.engine.lines import lines_for
from interview_coach.engine.measures import MEASURE
from interview_coach.engine.recommendation import recommend
from interview_coach.rulebook.cases import WrittenCase, situation_of

KINDS = ("flag", "row", "line", "option", "question")
OFFERED = frozenset({Purpose.EXIT, Purpose.RAISE})
"""The purposes that a recommendation offers whenever they fit; the others are asked for."""

CURES = {
    "flag": "write a case that ticks what fires it",
    "row": "write a case that this row decides, and name it under `row`",
    "line": "write a case in which someone would need it",
    "option": "write a case that ticks it",
    "question": "write a case that answers it",
}


@dataclass(frozen=True, slots=True)
class Exercise:
    """Something that a case can exercise: its kind (of `KINDS`), id and topic ("" if it has none)."""

    kind: str
    id: str
    topic: str


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every part of a pack, and those that no case exercises, both in the order of the book."""

    pack: str
    parts: tuple[Exercise, ...]
    uncovered: tuple[Exercise, ...]

    def counts(self, kind: str) -> tuple[int, int]:
        """How many parts of a kind are exercised, of how many."""
        all_ = sum(part.kind == kind for part in self.parts)
        return all_ - sum(part.kind == kind for part in self.uncovered), all_

    @property
    def percent(self) -> int:
        """The exercised share of all parts, rounded down: 100 only when nothing is missing."""
        return 100 * (len(self.parts) - len(self.uncovered)) // max(1, len(self.parts))


def covered_by(engine: Engine, cases: Iterable[WrittenCase]) -> Coverage:
    """What `cases` exercise of the engine's book. The cases must be well written."""
    parts = tuple(_parts(engine.book))
    touched: set[tuple[str, str]] = set()
    for case in cases:
        lines = [line for line in engine.book.lines if ("line", line.id) not in touched]
        touched.update(_touched(engine, case, lines))
    uncovered = tuple(part for part in parts if (part.kind, part.id) not in touched)
    return Coverage(engine.book.info.id, parts, uncovered)


def _parts(book: Book) -> Iterator[Exercise]:
    yield from (Exercise("flag", flag.id, flag.topic) for flag in book.flags)
    yield from (Exercise("row", row.id, "") for row in book.rows if _is_within(book, row))
    yield from (Exercise("line", line.id, line.topic) for line in book.lines)
    yield from (Exercise("option", option.id, option.topic) for option in book.option_by_id.values())
    for prompt in prompts_of(book):
        topic = topic_raised(prompt) or prompt
        yield Exercise("question", prompt, topic if topic in book.topic_by_id else "")


def _is_within(book: Book, row: Row) -> bool:
    """Whether the book holds something of every kind that the row reads."""
    return all(t.level or any(MEASURE[t.measure].drawn_from(book)) for t in row.when)


def _touched(engine: Engine, case: WrittenCase, lines: Sequence[Line]) -> Iterator[tuple[str, str]]:
    """What a case exercises; of the lines asked for, only those among `lines`."""
    book = engine.book
    answers, profile = situation_of(engine, case)
    recommendation = recommend(engine, answers, profile)
    yield "row", engine.decide(answers, profile).id
    fired = [state.flag.id for state in recommendation.fired]
    ticked = [id_ for id_ in book.option_by_id if answers.get(id_) == YES]
    yield from (("flag", id_) for id_ in fired)
    yield from (("option", id_) for id_ in ticked)
    for prompt in prompts_of(book):
        if any(atom in answers for atom in atoms_of(book, prompt)):
            yield "question", prompt
    yield from (("line", line.id) for line in (*recommendation.say_now, *recommendation.exits))
    about = tuple(dict.fromkeys((*fired, *ticked)))
    topics = [
        topic.id
        for topic in book.topics
        if answers.get(gate(topic.id)) == YES or any(f.id in about for f in book.flags_by_topic[topic.id])
    ]
    states = recommendation.fired
    came_of = {s.flag.topic: s.raise_state for s in states if s.raise_state is not None}
    yield from (("line", line.id) for line in _at_hand(book, lines, about, topics, came_of))


def _at_hand(
    book: Book,
    lines: Sequence[Line],
    about: Sequence[str],
    topics: Sequence[str],
    came_of: Mapping[str, RaiseState],
) -> Iterator[Line]:
    """Those of `lines` that would be found in this case by asking: for purpose, channel or a detail."""
    wanted: dict[tuple[Purpose, Channel | None], list[Line]] = {}
    for line in lines:
        if line.purpose not in OFFERED or _is_asked_for(book, line):
            wanted.setdefault((line.purpose, line.channels[0] if line.channels else None), []).append(line)
    for (purpose, channel), asked_for in wanted.items():
        found = lines_for(book, purpose, about=about, topics=topics, channel=channel, came_of=came_of)
        if purpose is Purpose.RAISE:  # with nothing named, whatever there is to raise
            found += lines_for(book, purpose, channel=channel)
        yield from (line for line in asked_for if line in found)


def _is_asked_for(book: Book, line: Line) -> bool:
    """Whether a line to leave with or to raise is found only by asking for it.

    It needs a channel, it raises what is never to be raised first, or whatever there is to raise.
    """
    if line.channels or (line.purpose is Purpose.RAISE and not line.fits and not line.topic):
        return True
    flags = [book.flag_by_id[id_] for id_ in line.fits if id_ in book.flag_by_id]
    return line.purpose is Purpose.RAISE and bool(flags) and all(map(_leaves_at_once, flags))


def _leaves_at_once(flag: Flag) -> bool:
    """Whether no stay ever offers to raise the flag: it cannot be, or it ends the talk unasked."""
    return (
        flag.raising is Raise.NO
        or (flag.raising is Raise.IF_SAFE and flag.severity >= Severity.DEALBREAKER)
        or flag.scam_sign > 1
    )
