"""The invariants of the engine, checked for every answer set of a book through its table of rows.

Each check yields at most one failure for each thing it is about, with the smallest answers that show it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise

from interview_coach.book.pack import (
    CONTEXT_ORDER,
    NEED,
    OptionKind,
    Raise,
    RaiseState,
    Severity,
    Stance,
    Verdict,
)
from interview_coach.engine.answers import NO, NOT_SURE, YES, raised, values_of
from interview_coach.engine.engine import Engine
from interview_coach.proving.examples import Failure, Witness, example, row_of
from interview_coach.proving.table import Conflict, Table
from interview_coach.proving.vectors import DOUBT, FIRES


def total(table: Table, engine: Engine) -> Iterator[Failure]:
    """1: every answer set has a row, what is harmless or unanswered says nothing, and doubt is never settled away."""
    none = _smallest(
        Conflict(witness, stance, None, None)
        for vector, witness in table.everything.items()
        for stance in Stance
        if table.rows[vector][stance] is None
    )
    if none:
        yield failure(table, "1", "policy", "no row matches these answers", none, show="low")
    for atom, values in values_of(engine.book).items():
        harmless = values[:1] if atom in engine.book.option_by_id else values if "topics/" in atom else ()
        for value in harmless:
            if engine.compiled.table[atom, value]:
                found = Conflict(Witness(1, ((atom, value, value),)), Stance.BALANCED, None, None)
                yield failure(
                    table, "1", atom, f"the answer {value} is harmless, yet it is read", found, "low"
                )
    unsure = dict.fromkeys(values_of(engine.book), NOT_SURE)
    for stance in Stance:
        for answers, wanted, what in (
            ({}, Verdict.STAY, "nothing answered must stay"),
            (unsure, Verdict.POLITELY_EXIT, "all not sure must end it politely"),
        ):
            row = row_of(engine.compiled, answers, (), stance)
            if row is None or row.verdict is not wanted:
                shown = example(engine.compiled, answers, (), stance)
                yield Failure("1", "policy", what, shown)
                return


def monotone(table: Table, engine: Engine) -> Iterator[Failure]:
    """3: moving one answer up its order never lowers the verdict."""
    compiled = table.compiled
    for group in table.space.groups:
        tried: set[object] = set()
        for atom in group.atoms:
            steps = [
                step for step in pairwise(_order(engine, atom)) if _differ(table, atom, step[0], step[1])
            ]
            for low, high in steps:
                pairs = table.space.moved(group, table.leaving_caps, atom, low, high)
                key = frozenset(pairs)
                if key in tried:
                    continue
                tried.add(key)
                worst = _smallest(c for c in table.conflicts(group, pairs) if _rank(c.low) > _rank(c.high))
                if worst:
                    what = f"a worse answer lowers the verdict ({atom}: {low}, then {high})"
                    yield failure(table, "3", atom, what, worst)
                    break
            if atom.startswith("raised/"):
                unsure = compiled.table[atom, NOT_SURE]
                if unsure != compiled.table[atom, RaiseState.NOT_YET.id]:
                    shown = example(compiled, {atom: NOT_SURE}, (), Stance.BALANCED)
                    yield Failure("3", atom, "not sure must mean not yet", shown)


def danger(table: Table, engine: Engine) -> Iterator[Failure]:
    """4: danger walks out whatever else is answered, and in doubt it never stays."""
    for index, allowed, what in (
        (FIRES, (Verdict.WALK_OUT,), "danger fires, yet this is no walk-out"),
        (DOUBT, (Verdict.WALK_OUT, Verdict.POLITELY_EXIT), "danger is in doubt, yet this stays"),
    ):
        found = _smallest(
            Conflict(witness, stance, None, None)
            for vector, witness in table.leaving.items()
            if vector[index]
            for stance in Stance
            if table.verdicts[vector][stance] not in allowed
        )
        if found:
            yield failure(table, "4", "danger", what, found, "low")
    for flag in engine.book.flags:
        if flag.severity is Severity.DANGER and (flag.raising is not Raise.NO or flag.fires_if):
            shown = example(engine.compiled, {flag.option and flag.id: YES}, (), Stance.BALANCED)
            yield Failure("4", flag.id, "danger is one tick and is never raised first", shown)


def fixed(table: Table, engine: Engine) -> Iterator[Failure]:
    """5: what was put right may as well not be there."""
    for group in table.space.groups:
        tried: set[object] = set()
        for topic in group.topics:
            for flag in engine.book.flags_by_topic.get(topic, ()):
                if flag.raising is Raise.NO or flag.fires_if is not None:
                    continue
                state = {raised(topic): RaiseState.FIXED.id}
                pairs = table.space.moved(group, table.caps, flag.id, NO, YES, **state)
                key = frozenset(pairs)
                if key in tried:
                    continue
                tried.add(key)
                found = _smallest(table.conflicts(group, pairs, rows=True))
                if found:
                    yield failure(table, "5", flag.id, f"{flag.id} was put right, yet it decides", found)


def repair(table: Table, engine: Engine) -> Iterator[Failure]:
    """6: nobody leaves for what is to be raised first and was not."""
    for group in table.space.groups:
        tried: set[object] = set()
        for topic in group.topics:
            for flag in engine.book.flags_by_topic.get(topic, ()):
                if flag.raising is not Raise.REQUIRED or flag.fires_if or flag.id in table.space.shared:
                    continue
                for state in (RaiseState.NOT_YET, RaiseState.FIXED):
                    given = {raised(topic): state.id}
                    pairs = table.space.moved(group, table.leaving_caps, flag.id, NO, YES, **given)
                    key = frozenset(pairs)
                    if key in tried:
                        continue
                    tried.add(key)
                    found = _smallest(table.conflicts(group, pairs))
                    if found:
                        what = f"{flag.id} is to be raised first, yet it decides without"
                        yield failure(table, "6", flag.id, what, found)
                        break


def ordered(table: Table, engine: Engine) -> Iterator[Failure]:
    """7: stance and need are ordered, and need never changes a walk-out."""
    found = _smallest(
        Conflict(table.leaving[vector], Stance(n), before, after)
        for vector, verdicts in table.verdicts.items()
        for n, (before, after) in enumerate(pairwise(verdicts))
        if _rank(before) > _rank(after)
    )
    if found:
        yield failure(table, "7", "stance", "a firmer stance lowers the verdict", found, "low")
    context = table.space.groups[-1]
    for low, high in pairwise(CONTEXT_ORDER[NEED]):
        pairs = table.space.moved(context, table.leaving_caps, NEED, low, high)
        conflicts = list(table.conflicts(context, pairs))
        for what, wrong in (
            ("less need lowers the verdict", [c for c in conflicts if _rank(c.low) > _rank(c.high)]),
            ("need changes a walk-out", [c for c in conflicts if Verdict.WALK_OUT in (c.low, c.high)]),
        ):
            worst = _smallest(wrong)
            if worst:
                yield failure(table, "7", NEED, what, worst)


def own_state(table: Table, engine: Engine) -> Iterator[Failure]:
    """11: nerves and slips neither harden nor soften."""
    for group in table.space.groups:
        for atom in group.atoms:
            option = engine.book.option_by_id.get(atom)
            if option is None or option.kind is not OptionKind.OWN_STATE:
                continue
            pairs = table.space.moved(group, table.leaving_caps, atom, NO, YES)
            found = _smallest(table.conflicts(group, pairs))
            if found:
                yield failure(table, "11", atom, f"{atom} is the person's own state, yet it decides", found)
    for low, high in table.torn[:1]:
        shown = example(
            table.compiled, table.everything[low].low(), table.everything[low].own, Stance.BALANCED
        )
        other = example(
            table.compiled, table.everything[high].low(), table.everything[high].own, Stance.BALANCED
        )
        yield Failure("11", "policy", "what only names a kind of stay changes the verdict", shown, other)


CHECKS: tuple[tuple[str, str, Callable[[Table, Engine], Iterator[Failure]]], ...] = (
    ("1", "every answer set has one row", total),
    ("3", "a worse answer never lowers the verdict", monotone),
    ("4", "danger always leaves", danger),
    ("5", "what was put right is as good as gone", fixed),
    ("6", "nobody leaves before asking, where asking comes first", repair),
    ("7", "stance and need are ordered", ordered),
    ("11", "nerves never decide", own_state),
)


def failure(
    table: Table, claim: str, about: str, what: str, conflict: Conflict, show: str = "both"
) -> Failure:
    """A failure with the answers of a conflict: the worse ones, and beside them the milder ones."""
    witness, stance = conflict.witness, conflict.stance
    low = example(table.compiled, witness.low(), witness.own, stance)
    high = example(table.compiled, witness.high(), witness.own, stance)
    if show == "low":
        return Failure(claim, about, what, low)
    return Failure(claim, about, what, high, low)


def _smallest(conflicts: Iterable[Conflict]) -> Conflict | None:
    return min(conflicts, key=_size, default=None)


def _size(conflict: Conflict) -> tuple[object, ...]:
    """What is to be written down; balanced goes without saying."""
    apart = abs(conflict.stance - Stance.BALANCED)
    return (conflict.witness.size + apart, *conflict.witness, conflict.stance)


def _rank(verdict: object) -> int:
    return -1 if verdict is None else int(verdict)  # type: ignore[call-overload]


def _differ(table: Table, atom: str, low: str, high: str) -> bool:
    return table.space.meaning(atom, low) != table.space.meaning(atom, high)


def _order(engine: Engine, atom: str) -> tuple[str, ...]:
    """The answers of an atom from harmless to worst, not sure where it belongs."""
    values = values_of(engine.book)[atom]
    if atom in engine.book.option_by_id:
        return (values[0], NOT_SURE, values[1])
    return values[:-1]
