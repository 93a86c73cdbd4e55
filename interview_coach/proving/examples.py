"""Small answer sets that show something, and the failures that they show."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from interview_coach.book.pack import DANGER, OptionKind, Row, Stance
from interview_coach.engine.answers import NO, NOT_SURE, YES, Profile, atoms_of, gate
from interview_coach.engine.compiled import CompiledBook, Standpoint


class Witness(NamedTuple):
    """Two answer sets that differ in at most one prompt, as (atom, low value, high value).

    What is harmless is left out. `size` counts what has to be written down.
    """

    size: int = 0
    answers: tuple[tuple[str, str, str], ...] = ()
    own: tuple[str, ...] = ()

    def with_(self, other: Witness) -> Witness:
        return Witness(self.size + other.size, self.answers + other.answers, self.own + other.own)

    def low(self) -> dict[str, str]:
        return {atom: value for atom, value, _ in self.answers}

    def high(self) -> dict[str, str]:
        return {atom: value for atom, _, value in self.answers}


@dataclass(frozen=True, slots=True)
class Example:
    """An answer set as an answers file can say it, who gave it, and the row that decides it."""

    answers: dict[str, str]
    profile: Profile
    row: str
    verdict: str


@dataclass(frozen=True, slots=True)
class Failure:
    """Something that does not hold. `claim` is the number of an invariant, or dead-flag, -row, -option, -line.

    `example` is the smallest answer set that shows it, `other` the one to compare it with. What is
    dead has neither: there is no answer set to show.
    """

    claim: str
    about: str
    message: str
    example: Example | None = None
    other: Example | None = None


def example(compiled: CompiledBook, answers: dict[str, str], own: tuple[str, ...], stance: Stance) -> Example:
    """Fill up answered tick-lists, since what a file leaves out of a list is a no."""
    book = compiled.book
    filled = dict(answers)
    for topic in book.topics:
        atoms = atoms_of(book, topic.id)
        if not any(atom in answers for atom in atoms):
            continue
        if topic.id != DANGER:
            filled[gate(topic.id)] = YES
        # A file can't say "not sure" of one option and "no" of the others.
        rest = NOT_SURE if NOT_SURE in [answers.get(atom) for atom in atoms] else NO
        for atom in atoms:
            filled.setdefault(atom, rest)
    fires = compiled.situation(compiled.bits_of(answers)).fired
    for option in book.option_by_id.values():
        if option.kind is OptionKind.MITIGATING and option.id in filled and option.id not in answers:
            without = {atom: value for atom, value in filled.items() if atom != option.id}
            if compiled.situation(compiled.bits_of({**without, option.id: NO})).fired != fires:
                filled[option.id] = YES
    profile = Profile(stance, frozenset(own))
    row = row_of(compiled, filled, own, stance)
    return Example(filled, profile, row.id if row else "none", row.verdict.id if row else "none")


def row_of(compiled: CompiledBook, answers: dict[str, str], own: tuple[str, ...], stance: int) -> Row | None:
    """The row that decides, or None if there is none, which invariant 1 forbids."""
    mask = 0
    for id_ in own:
        mask |= compiled.bit[id_]
    try:
        return compiled.decide(answers, Standpoint(stance, mask, ""))
    except AssertionError:
        return None
