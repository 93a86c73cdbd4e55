"""What would change a verdict: edits of what the person may still do or learn, never of what they observed.

Each edit named is proved by deciding again.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from interview_coach.book.pack import Row
from interview_coach.book.vocabulary import CONTEXT_ORDER, MEET_AGAIN, NEED, WOULD_TAKE, RaiseState, Verdict
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, gate, raised, signs_apply
from interview_coach.engine.engine import Decision, Engine
from interview_coach.engine.situation import Standpoint

Edit: TypeAlias = tuple[str, str]
"""An atom, and the answer it would have."""


@dataclass(frozen=True, slots=True)
class Change:
    """One way the verdict would be another: the edited atoms, and the verdict and row they lead to."""

    edits: tuple[Edit, ...]
    verdict: Verdict
    row: str


def counterfactuals(engine: Engine, decision: Decision) -> tuple[Change, ...]:
    """Edits that lead to another verdict: all single ones, else all minimal pairs, else none.

    An edit sets a raise state, a context answer, or an answer that was *not sure* or is missing.
    What the person observed, and stance, are never edited.
    """
    answers = decision.answers
    edits = tuple(_edits(engine, answers, decision.standpoint))
    singles = tuple(_effective(engine, decision, [(edit,) for edit in edits]))
    if singles:
        return singles
    telling = [edit for edit in edits if edit[0] in answers or engine.compiled.table[edit]]
    pairs = [(a, b) for a, b in combinations(telling, 2) if a[0] != b[0]]
    if (WOULD_TAKE, NO) in edits and not any(a == MEET_AGAIN for a, _ in edits):
        pairs += [((WOULD_TAKE, NO), (MEET_AGAIN, v)) for v in (YES, NO) if answers.get(MEET_AGAIN) != v]
    return tuple(_effective(engine, decision, pairs))


def _effective(
    engine: Engine, decision: Decision, candidates: Sequence[tuple[Edit, ...]]
) -> Iterator[Change]:
    """The candidates that lead to another verdict. Of those that the policy can't tell apart, one is decided."""
    compiled = engine.compiled
    answers, standpoint = decision.answers, decision.standpoint
    edited = {atom for edits in candidates for atom, _ in edits}
    # What no candidate touches is looked up once, and of the rest only what says something.
    untouched = compiled.bits_of({atom: value for atom, value in answers.items() if atom not in edited})
    said = [(atom, bits) for atom in edited & answers.keys() if (bits := compiled.table[atom, answers[atom]])]
    kinds: dict[Edit, tuple[object, ...]] = {}
    rows: dict[tuple[tuple[object, ...], ...], Row] = {}
    for edits in candidates:
        for edit in edits:
            if edit not in kinds:
                atom, value = edit
                is_own = bool(compiled.bit.get(atom, 0) & standpoint.own)
                kinds[edit] = (engine.alike.get(atom, atom), is_own, value, answers.get(atom))
        alike = tuple(map(kinds.__getitem__, edits))
        row = rows.get(alike)
        if row is None:
            bits = untouched | compiled.bits_of(dict(edits))
            for atom, more in said:
                if all(atom != changed for changed, _ in edits):
                    bits |= more
            row = rows[alike] = compiled.row(compiled.situation(bits, standpoint.need), standpoint)
        if row.verdict != decision.row.verdict:
            yield Change(edits, row.verdict, row.id)


def _edits(engine: Engine, answers: Answers, standpoint: Standpoint) -> Iterator[Edit]:
    """Every single edit that a person could make true, in a fixed order."""
    if signs_apply(engine.book, answers):
        for sign in engine.book.signs:
            if answers.get(sign.id, NOT_SURE) == NOT_SURE:
                yield from ((sign.id, value) for value in (NO, YES))
    for topic in engine.book.topics:
        if answers.get(gate(topic.id)) != NO:
            for option in topic.options:
                if answers.get(option.id, NOT_SURE) == NOT_SURE:
                    yield from ((option.id, value) for value in (NO, YES))
        if topic.id in engine.compiled.topic_masks and engine.compiled.raise_applies(topic.id, answers):
            given = answers.get(raised(topic.id))
            yield from ((raised(topic.id), s.id) for s in _TO_EDIT if s.id != given)
    for id_, order in CONTEXT_ORDER.items():
        if id_ == MEET_AGAIN and not engine.compiled.bits_of(answers) & engine.compiled.would_not:
            continue
        if id_ == WOULD_TAKE and _would_take_is_ticked(engine, answers):
            continue
        if id_ == NEED and standpoint.need and id_ not in answers:
            continue
        yield from ((id_, value) for value in order if value != answers.get(id_))


_TO_EDIT = (RaiseState.FIXED, RaiseState.NOT_YET, RaiseState.CANNOT, RaiseState.REFUSED)
"""What may come of raising it next. That it isn't safe is seen, and not brought about; waiting is as not yet."""


def _would_take_is_ticked(engine: Engine, answers: Answers) -> bool:
    """Whether a ticked option already says that the person would not take it; then the tick is edited."""
    return any(
        answers.get(option.id) == YES
        for option in engine.book.option_by_id.values()
        if (WOULD_TAKE, NO) in option.sets
    )
