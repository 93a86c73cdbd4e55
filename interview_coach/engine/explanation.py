"""Why a verdict came about, and what would change it: each claim is proved by deciding again.

Why is a smallest set of flags and context that alone gives the verdict (staying: the row). What would change it
are edits of what the person may still do or learn, never of what they observed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeAlias

from interview_coach.book.pack import Row
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    RaiseState,
    Severity,
    Verdict,
)
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, gate, raised, signs_apply
from interview_coach.engine.engine import Decision, Engine
from interview_coach.engine.situation import Situation, Standpoint


@dataclass(frozen=True, slots=True)
class DecidedBy:
    """A smallest set that gives the verdict by itself. Context entries are (question, answer)."""

    row: Row
    flags: tuple[str, ...]
    in_doubt: tuple[str, ...]
    context: tuple[tuple[str, str], ...]
    own_state: tuple[str, ...]
    own_reason: tuple[str, ...] = ()


_Element: TypeAlias = tuple[str, str]
"""What it is, as the field of a situation that holds it (or "context"), and its id."""


def decided_by(engine: Engine, decision: Decision) -> DecidedBy:
    """A smallest set of flags and hardening context that decides.

    Elements are dropped one by one, the mildest first and then by id, as long as the verdict (for a
    stay: the row) remains. Stance, profile and softening context are kept throughout.
    """
    compiled = engine.compiled
    _, _, standpoint, now, row = decision
    kept = _elements(engine, now, standpoint)
    for element in tuple(kept):
        fewer = [other for other in kept if other != element]
        got = compiled.row(_only(engine, now, fewer, standpoint), standpoint)
        same = got.verdict == row.verdict if row.verdict is not Verdict.STAY else got == row
        if same:
            kept = fewer

    def left(kind: str) -> tuple[str, ...]:
        return tuple(id_ for other, id_ in kept if other == kind)

    hardest = {WOULD_TAKE: NO, MEET_AGAIN: NO, NEED: "alternatives"}
    return DecidedBy(
        row=compiled.row(_only(engine, now, kept, standpoint), standpoint),
        flags=left("fired")[::-1],
        in_doubt=left("doubt")[::-1],
        context=tuple((id_, hardest[id_]) for id_ in left("context")),
        own_state=left("own_state"),
        own_reason=left("own_reason"),
    )


def _elements(engine: Engine, now: Situation, standpoint: Standpoint) -> list[_Element]:
    """What could have decided, mildest first and then by id."""
    compiled = engine.compiled
    levels = compiled.scale.levels(now, standpoint.own)
    ranked: list[tuple[int, str, _Element]] = []
    for flag in compiled.flags:
        bit = compiled.bit[flag.id]
        if now.fired & bit:
            ranked.append((10 + compiled.level(flag, levels), flag.id, ("fired", flag.id)))
        elif now.doubt & bit & compiled.kinds.danger:
            ranked.append((9 + Severity.DANGER, flag.id, ("doubt", flag.id)))
    if now.would_not:
        ranked.append((3, WOULD_TAKE, ("context", WOULD_TAKE)))
    if now.never_again:
        ranked.append((2, MEET_AGAIN, ("context", MEET_AGAIN)))
    if now.need_shift > max(0, _given_shift(standpoint)):
        ranked.append((1, NEED, ("context", NEED)))
    for option in engine.book.option_by_id.values():
        if now.own_state & compiled.bit[option.id]:
            ranked.append((0, option.id, ("own_state", option.id)))
        if now.own_reason & compiled.bit[option.id]:
            ranked.append((4, option.id, ("own_reason", option.id)))
    return [element for _, _, element in sorted(ranked)]


def _given_shift(standpoint: Standpoint) -> int:
    return {"high": -1, "alternatives": 1}.get(standpoint.need, 0)


def _only(engine: Engine, now: Situation, kept: list[_Element], standpoint: Standpoint) -> Situation:
    """The situation if nothing but `kept` were so."""
    masks = dict.fromkeys(("fired", "doubt", "own_state", "own_reason"), 0)
    for kind, id_ in kept:
        if kind in masks:
            masks[kind] |= engine.compiled.bit[id_]
    context = {id_ for kind, id_ in kept if kind == "context"}
    given = _given_shift(standpoint)
    is_kept = NEED in context or now.need_shift <= max(0, given)
    return now._replace(
        **masks,
        would_not=WOULD_TAKE in context,
        never_again=MEET_AGAIN in context,
        need_shift=now.need_shift if is_kept else given,
    )


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
    edits = tuple(_edits(engine, decision))
    said = {atom: engine.compiled.table[atom, value] for atom, value in answers.items()}
    telling = [edit for edit in edits if engine.compiled.table[edit] != said.get(edit[0], 0)]
    singles = tuple(_effective(engine, decision, [(edit,) for edit in telling]))
    if singles:
        return singles
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
    single = {edit for edits in candidates for edit in edits}
    edited = {atom for atom, _ in single}
    # What no candidate touches is looked up once, and of the rest only what says something.
    untouched = compiled.bits_of({atom: value for atom, value in answers.items() if atom not in edited})
    said = [(atom, bits) for atom in edited & answers.keys() if (bits := compiled.table[atom, answers[atom]])]
    stays = decision.row.verdict is Verdict.STAY
    numbers: dict[tuple[object, ...], int] = {}
    kinds: dict[Edit, int] = {}
    for atom, value in single:
        is_own = bool(compiled.bit.get(atom, 0) & standpoint.own)
        kind = (compiled.alike.get(atom, atom), is_own, value, answers.get(atom))
        kinds[atom, value] = numbers.setdefault(kind, len(numbers))
    rows: dict[tuple[int, ...], Row] = {}
    for edits in candidates:
        alike = tuple([kinds[edit] for edit in edits])
        row = rows.get(alike)
        if row is None:
            changed = dict(edits)
            bits = untouched | compiled.bits_of(changed)
            for atom, more in said:
                if atom not in changed:
                    bits |= more
            now = compiled.situation(bits, standpoint.need)
            leaving = compiled.leaving.decide(now, standpoint)
            # Which stay it would be matters only to somebody who is to leave.
            row = leaving or (decision.row if stays else compiled.row(now, standpoint))
            rows[alike] = row
        if row.verdict is not decision.row.verdict:
            yield Change(edits, row.verdict, row.id)


def _edits(engine: Engine, decision: Decision) -> Iterator[Edit]:
    """Every single edit that a person could make true, in a fixed order."""
    answers, topic_masks = decision.answers, engine.compiled.topic_masks
    raisable = decision.now.fired & engine.compiled.kinds.raisable
    if signs_apply(engine.book, answers):
        for sign in engine.book.signs:
            if answers.get(sign.id, NOT_SURE) == NOT_SURE:
                yield from ((sign.id, value) for value in (NO, YES))
    for topic in engine.book.topics:
        if answers.get(gate(topic.id)) != NO:
            for option in topic.options:
                if answers.get(option.id, NOT_SURE) == NOT_SURE:
                    yield from ((option.id, value) for value in (NO, YES))
        if topic.id in topic_masks and raisable & topic_masks[topic.id]:
            given = answers.get(raised(topic.id))
            yield from ((raised(topic.id), s.id) for s in _TO_EDIT if s.id != given)
    for id_, order in CONTEXT_ORDER.items():
        if id_ == MEET_AGAIN and not decision.now.would_not:
            continue
        if id_ == WOULD_TAKE and _would_take_is_ticked(engine, answers):
            continue
        if id_ == NEED and decision.standpoint.need and id_ not in answers:
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
