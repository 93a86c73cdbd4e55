"""Agreement with published advice: over the cases that tell a real situation with its source's verdict."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from interview_coach.rulebook.cases import CaseResult
from interview_coach.rulebook.loader import WrittenCase


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over the stories of one pack. `table` counts (published verdict, the coach's verdict)."""

    stories: int
    acceptable: int
    exact: int
    table: Counter[tuple[str, str]]
    disagreeing: tuple[tuple[str, str, str, str], ...]
    """(story id, verdict, what is acceptable, why it is left standing)"""


def agreement_of(ran: Iterable[tuple[WrittenCase, CaseResult]]) -> Agreement:
    """Measure the cases that have a story's id; the others are left out."""
    stories = [(case.shape, result.verdict) for case, result in ran if case.shape.id]
    table: Counter[tuple[str, str]] = Counter()
    acceptable = exact = 0
    disagreeing = []
    for shape, verdict in stories:
        expect = shape.expect
        accepted = expect.acceptable or [expect.verdict]
        table[str(expect.verdict), verdict] += 1
        exact += verdict == expect.verdict
        if verdict in accepted:
            acceptable += 1
        else:
            why = expect.known_disagreement
            disagreeing.append((shape.id, verdict, " or ".join(accepted), why))
    return Agreement(len(stories), acceptable, exact, table, tuple(disagreeing))
