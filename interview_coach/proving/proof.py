"""The whole proof of one book: what was checked, over how many answer sets, and what does not hold."""

from __future__ import annotations

from dataclasses import dataclass
from math import log10

from interview_coach.book.pack import Book, Severity, Stance
from interview_coach.engine.answers import values_of
from interview_coach.engine.engine import Engine
from interview_coach.proving.dead import DEAD
from interview_coach.proving.examples import Failure
from interview_coach.proving.invariants import CHECKS
from interview_coach.proving.lookahead import LOOKAHEAD
from interview_coach.proving.table import Table


@dataclass(frozen=True, slots=True)
class Checked:
    """One claim, in words, and the failures that were found: none means that it is proved."""

    claim: str
    text: str
    failures: tuple[Failure, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The proof of one pack. `magnitude`: there are ten to this power answer sets and profiles."""

    pack: str
    magnitude: float
    situations: int
    checked: tuple[Checked, ...]

    @property
    def failures(self) -> tuple[Failure, ...]:
        return tuple(failure for checked in self.checked for failure in checked.failures)

    @property
    def holds(self) -> bool:
        return not self.failures


def prove(book: Book | Engine) -> Proof:
    """Check invariants 1, 3 to 8 and 11, and that nothing is dead, for every answer set, stance, need and own deal-breakers."""
    engine = book if isinstance(book, Engine) else Engine(book)
    table = Table(engine.compiled)
    checks = (*CHECKS, *LOOKAHEAD, *DEAD)
    results = [Checked(claim, text, tuple(check(table, engine))) for claim, text, check in checks]
    results.sort(key=lambda checked: (not checked.claim.isdigit(), checked.claim.zfill(2)))
    return Proof(
        pack=engine.book.info.id,
        magnitude=_magnitude(engine.book),
        situations=len(table.everything) * len(Stance),
        checked=tuple(results),
    )


def _magnitude(book: Book) -> float:
    """The decimal logarithm of the number of answer sets (an answer may be missing) with every profile."""
    answers = sum(log10(len(values) + 1) for atom, values in values_of(book).items() if "topics/" not in atom)
    owned = sum(flag.severity is not Severity.DANGER for flag in book.flags)
    return answers + owned * log10(2) + log10(len(Stance))
