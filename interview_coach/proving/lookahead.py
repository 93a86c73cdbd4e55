"""Invariant 8: settled exactly when no completion differs, and open exactly what can still change it.

That the best and the worst completion are the extremes follows from invariant 3. Here the engine's own
look-ahead is compared with every completion, group by group: each way to have answered some of its
prompts, with all else answered and with all else (danger apart) still open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from typing import NamedTuple

from interview_coach.book.pack import (
    CONTEXT_ORDER,
    DANGER,
    MEET_AGAIN,
    NEED,
    WOULD_TAKE,
    OptionKind,
    RaiseState,
    Stance,
    Verdict,
)
from interview_coach.engine.answers import NO, YES, Profile, atoms_of, gate, is_raisable, raised, values_of
from interview_coach.engine.engine import Engine
from interview_coach.proving.examples import Example, Failure, example
from interview_coach.proving.space import CONTEXT, Group, Pairs, add_states
from interview_coach.proving.table import Table
from interview_coach.proving.vectors import NEVER_AGAIN, NOTHING, WOULD_NOT, Vector, plus


class Partial(NamedTuple):
    """Some of a group's prompts answered, with own deal-breakers."""

    answers: dict[str, str]
    own: tuple[str, ...] = ()


def early_stop(table: Table, engine: Engine) -> Iterator[Failure]:
    """At most one failure for each group, the one with the fewest answers."""
    if any(row is None for rows in table.rows.values() for row in rows):
        return  # there is no verdict to look ahead to, which invariant 1 reports
    for group in table.space.groups:
        found = next(_LookAhead(table, engine, group).faults(), None)
        if found:
            yield found


LOOKAHEAD = (("8", "it stops asking exactly when nothing can change", early_stop),)


class _LookAhead:
    """Compares the engine's outlook with all completions, for one group of topics."""

    def __init__(self, table: Table, engine: Engine, group: Group) -> None:
        self.table, self.engine, self.group = table, engine, group
        self._order = values_of(engine.book)
        self._rests = {False: {NOTHING: None}, True: dict.fromkeys(self._open_rest())}

    def faults(self) -> Iterator[Failure]:
        seen: set[object] = set()
        partials = sorted(self._partials(), key=lambda partial: len(partial.answers) + len(partial.own))
        for partial, rest_is_open in product(partials, (False, True)):
            answers = {**self._elsewhere(rest_is_open), **partial.answers}
            own = frozenset(partial.own)
            standpoint = self.engine.standpoint(Profile(Stance.BALANCED, own))
            mine = self._prompts()
            asked = [p for p in self.engine.settling.waiting(answers, standpoint) if p in mine]
            reach = {p: self._completions(partial, answers, p) for p in ("", *asked)}
            key = (rest_is_open, tuple((p, frozenset(pairs)) for p, pairs in reach.items()))
            if key in seen:
                continue
            seen.add(key)
            for stance in Stance:
                wrong = self._wrong(answers, Profile(stance, own), reach, rest_is_open=rest_is_open)
                if wrong:
                    yield Failure(
                        "8", "/".join(self.group.topics), wrong, self._shown(answers, partial, stance)
                    )
                    return

    def _shown(self, answers: dict[str, str], partial: Partial, stance: Stance) -> Example:
        return example(self.table.compiled, answers, partial.own, stance)

    def _wrong(
        self, answers: dict[str, str], profile: Profile, reach: dict[str, Pairs], *, rest_is_open: bool
    ) -> str:
        outlook = self.engine.outlook(answers, profile)
        ends = {
            self._verdict(low, rest, answers, profile.stance)
            for low, _ in reach[""]
            for rest in self._rests[rest_is_open]
        }
        if outlook.settled != (len(ends) == 1):
            return f"settled is {str(outlook.settled).lower()}, and {len(ends)} verdicts are still possible"
        if outlook.settled != (not outlook.open):
            return f"settled is {str(outlook.settled).lower()}, and open lists {len(outlook.open)}"
        for prompt, pairs in reach.items():
            if prompt and (prompt in outlook.open) != self._can_change(
                pairs, answers, profile.stance, rest_is_open=rest_is_open
            ):
                return f"whether {prompt!r} can still change the verdict is told wrongly"
        return ""

    def _can_change(
        self, pairs: Pairs, answers: dict[str, str], stance: Stance, *, rest_is_open: bool
    ) -> bool:
        return any(
            self._verdict(low, rest, answers, stance) != self._verdict(high, rest, answers, stance)
            for low, high in pairs
            if low != high
            for rest in self._rests[rest_is_open]
        )

    def _verdict(
        self, vector: Vector, rest: Vector, answers: dict[str, str], stance: Stance
    ) -> Verdict | None:
        total = plus(vector, rest, self.table.leaving_caps)
        if MEET_AGAIN not in answers and not total[WOULD_NOT]:
            # Nobody is asked whether they will meet again who might take the job.
            total = (*total[:NEVER_AGAIN], 0, *total[NEVER_AGAIN + 1 :])
        return self.table.verdicts[total][stance]

    def _completions(self, partial: Partial, answers: dict[str, str], pivot: str) -> Pairs:
        """All completions of the group; with a pivot, each with that prompt at its best and at its worst."""
        pivots = atoms_of(self.engine.book, pivot) if pivot else ()

        def values(atom: str) -> Sequence[tuple[str, str]]:
            if atom in answers:
                return ((answers[atom], answers[atom]),)
            best, worst = self._range(atom)
            option = self.engine.book.option_by_id.get(atom)
            if atom == WOULD_TAKE or (option and any(id_ in answers for id_, _ in option.sets)):
                return ((best, best),)
            return ((best, worst),) if atom in pivots else self.table.space.same(atom)

        space = self.table.space
        return space.pairs(self.group, self.table.leaving_caps, values, lambda flag: (flag in partial.own,))

    def _range(self, atom: str) -> tuple[str, str]:
        order = self._order[atom]
        return order[0], order[-2]

    def _prompts(self) -> tuple[str, ...]:
        if self.group.topics == (CONTEXT,):
            return MEET_AGAIN, NEED
        return tuple(p for topic in self.group.topics for p in (topic, raised(topic)))

    def _open_rest(self) -> dict[Vector, object]:
        """Everything that the other groups can still add when danger is ruled out and all else is open."""
        space, caps = self.table.space, self.table.leaving_caps
        ruled_out = {WOULD_TAKE, *atoms_of(self.engine.book, DANGER)}

        def values(atom: str) -> Sequence[tuple[str, str]]:
            return space.same(atom)[:1] if atom in ruled_out else space.same(atom)

        total = {NOTHING: self.table.everything[NOTHING]}
        for group in space.groups:
            if group != self.group:
                pairs = space.pairs(group, caps, values, lambda _: (False,))
                total = add_states(total, {low: w for (low, _), w in pairs.items()}, caps)
        return dict(total)

    def _elsewhere(self, rest_is_open: bool) -> dict[str, str]:
        """The answers outside the group: danger ruled out; the rest unanswered, or all of it harmless."""
        book = self.engine.book
        answers = {} if DANGER in self.group.topics else dict.fromkeys(atoms_of(book, DANGER), NO)
        if not rest_is_open:
            others = [t.id for t in book.ordinary_topics if t.id not in self.group.topics]
            answers.update({gate(topic): NO for topic in others})
            if self.group.topics != (CONTEXT,):
                answers.update({MEET_AGAIN: YES, NEED: "ordinary"})
        return answers

    def _partials(self) -> Iterator[Partial]:
        """Ways to have answered some of the group; what means the same is left out later."""
        if self.group.topics == (CONTEXT,):
            for given in product(*(("", *CONTEXT_ORDER[id_]) for id_ in CONTEXT_ORDER)):
                yield Partial({id_: v for id_, v in zip(CONTEXT_ORDER, given, strict=True) if v})
            return
        for topic in self.group.topics:
            # A neighbour takes part through what combinations share, and through its own rest.
            neighbours = [self._neighbours(other) for other in self.group.topics if other != topic]
            for parts in product(list(self._partials_of(topic)), *neighbours):
                answers = {atom: value for part in parts for atom, value in part.answers.items()}
                yield Partial(answers, parts[0].own)

    def _neighbours(self, topic: str) -> list[Partial]:
        options = self.engine.book.topic_by_id[topic].options
        shared = [option.id for option in options if option.id in self.table.space.shared]
        partials = [Partial({})]
        for some in product((False, True), repeat=len(shared)):
            ticks = {id_ for id_, on in zip(shared, some, strict=True) if on}
            answers = {o.id: self._tick(o.id, on=o.id in ticks) for o in options} | {gate(topic): YES}
            partials.append(Partial(answers))
            if is_raisable(self.engine.book, topic):
                partials.append(Partial({**answers, raised(topic): RaiseState.FIXED.id}))
        return partials

    def _partials_of(self, topic: str) -> Iterator[Partial]:
        book = self.engine.book
        options = book.topic_by_id[topic].options
        yield Partial({})
        if topic != DANGER:
            yield Partial({gate(topic): NO})
            yield Partial({gate(topic): YES})
        states: Sequence[str] = ("",)
        if is_raisable(book, topic):
            states = ("", *(state.id for state in RaiseState))
        flags = [o.id for o in options if o.kind is OptionKind.FLAG]
        others = [
            o.id for o in options if o.kind is not OptionKind.FLAG and o.kind is not OptionKind.OWN_STATE
        ]
        ticked: list[tuple[str, ...]] = [(), *((f,) for f in self._kinds(flags))]
        ticked += [(*some, other) for some in ticked for other in others]
        for ticks in ticked:
            answers = {o.id: self._tick(o.id, on=o.id in ticks) for o in options}
            if topic != DANGER:
                answers[gate(topic)] = YES
            owned = [()] if topic == DANGER else [(), tuple(t for t in ticks if t in flags)]
            for state, own in product(states, dict.fromkeys(owned)):
                yield Partial({**answers, raised(topic): state} if state else answers, own)

    def _tick(self, option: str, *, on: bool) -> str:
        best, worst = self._range(option)
        return worst if on else best

    def _kinds(self, flags: list[str]) -> list[str]:
        """One flag of each kind: flags that differ in nothing that is read lead to the same outlook."""
        kinds: dict[object, str] = {}
        for id_ in flags:
            flag = self.engine.book.flag_by_id[id_]
            combined = id_ if id_ in self.table.space.shared else ""
            key = (flag.severity, flag.raising, flag.abuse, flag.can_be_sustained, combined)
            kinds.setdefault(key, id_)
        return list(kinds.values())
