"""Every answer set of a book, as the vectors that they amount to: exact, and small enough to try them all.

Topics that share a combination form one group; nothing reads across groups but sums. Inside a group
only raise states, *sustained* and shared options are tried in all combinations; the other options
join one by one, and of options that add the same only as many as can make a difference.

Everything is done for two answer sets at once, which may differ in some answers: with equal answers
it is what can be reached, with one answer moved it is what the move can do.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import product
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import CONTEXT_ORDER, DANGER, OptionKind, Severity
from interview_coach.engine.answers import atoms_of, is_raisable, raised, values_of
from interview_coach.engine.compiled import CompiledBook
from interview_coach.engine.reach import Reach
from interview_coach.proving.examples import Witness
from interview_coach.proving.vectors import NOTHING, Caps, Vector, context_of, flag_of, join, plus, seen

Pair: TypeAlias = tuple[Vector, Vector]
Pairs: TypeAlias = dict[Pair, Witness]
States: TypeAlias = dict[Vector, Witness]
Values: TypeAlias = Callable[[str], Sequence[tuple[str, str]]]
"""For an atom, the (low, high) values to try."""
Owned: TypeAlias = Callable[[str], Sequence[bool]]
"""For a flag, whether to try it as an own deal-breaker."""

CONTEXT = "context"


class Group(NamedTuple):
    """Topics that have to be looked at together, or the context questions."""

    topics: tuple[str, ...]
    atoms: tuple[str, ...]


class Space:
    """The answer space of one book."""

    def __init__(self, compiled: CompiledBook) -> None:
        self.compiled = compiled
        book = compiled.book
        self._atoms = {topic.id: self._atoms_of(topic.id) for topic in book.topics}
        clusters = ((DANGER,), *Reach(compiled).clusters)
        self.groups = (
            *(Group(topics, tuple(a for t in topics for a in self._atoms[t])) for topics in clusters),
            Group((CONTEXT,), tuple(CONTEXT_ORDER)),
        )
        self.shared = frozenset(
            option for f in compiled.flags if f.fires_if is not None for option in f.fires_if.options()
        )
        # Doubt counts for danger alone; that a need was given, only beside a profile that has one.
        doubt = (((1 << len(compiled.bit)) - 1) & ~compiled.danger) << len(compiled.bit)
        self._ignored = doubt | compiled.need_given
        self.values = {atom: self._distinct(atom, values) for atom, values in values_of(book).items()}
        self._owners = {f.id for f in compiled.flags if f.severity is not Severity.DANGER}
        self._contributions: dict[object, list[tuple[Vector, Vector, Witness]]] = {}

    def _atoms_of(self, topic: str) -> tuple[str, ...]:
        options = atoms_of(self.compiled.book, topic)
        return (*options, raised(topic)) if is_raisable(self.compiled.book, topic) else options

    def _distinct(self, atom: str, values: Iterable[str]) -> tuple[str, ...]:
        """The values that mean different things. Doubt about a flag that is no danger means a no."""
        found: dict[int, str] = {}
        for value in values:
            found.setdefault(self.meaning(atom, value), value)
        return tuple(found.values())

    def meaning(self, atom: str, value: str) -> int:
        """The bits of an answer that any row or combination can read; 0 if it is harmless."""
        return self.compiled.table[atom, value] & ~self._ignored

    def same(self, atom: str) -> tuple[tuple[str, str], ...]:
        """Every value of an atom, the same on both sides."""
        return tuple((value, value) for value in self.values[atom])

    def any_own(self, flag: str) -> tuple[bool, ...]:
        """A flag as own deal-breaker, and not."""
        return (False, True) if flag in self._owners else (False,)

    def states(self, group: Group, caps: Caps, values: Values | None = None) -> States:
        """Every vector that a group can add, each with its smallest witness."""
        found = self.pairs(group, caps, values or self.same, self.any_own)
        return {low: witness for (low, _), witness in found.items()}

    def moved(self, group: Group, caps: Caps, atom: str, low: str, high: str, **fixed: str) -> Pairs:
        """What changing one answer can do, whatever else is answered; `fixed` atoms are given."""

        def values(other: str) -> Sequence[tuple[str, str]]:
            if other == atom:
                return ((low, high),)
            if other in fixed:
                return ((fixed[other], fixed[other]),)
            return self.same(other)

        return self.pairs(group, caps, values, self.any_own)

    def pairs(self, group: Group, caps: Caps, values: Values, own: Owned) -> Pairs:
        """Every pair of vectors that the group can add with these answers, each with its smallest witness."""
        if group.topics == (CONTEXT,):
            return self._joined(self._context(atom, values) for atom in group.atoms)
        book = self.compiled.book
        kinds = {o.id: o.kind for topic in group.topics for o in book.topic_by_id[topic].options}
        turned = [a for a in group.atoms if a in self.shared or kinds.get(a) in (None, OptionKind.SUSTAINED)]
        alone = {t: [a for a in self._atoms[t] if a not in turned] for t in group.topics}
        folded: dict[object, Pairs] = {}
        found: Pairs = {}
        for chosen in product(*(values(atom) for atom in turned)):
            given = dict(zip(turned, chosen, strict=True))
            total: Pairs = {(NOTHING, NOTHING): Witness()}
            for topic in group.topics:
                state = {a: v for a, v in given.items() if a in self._atoms[topic] and a not in self.shared}
                key = (topic, tuple(state.items()))
                if key not in folded:
                    folded[key] = self._joined(
                        self._option(atom, state, values, own, caps) for atom in alone[topic]
                    )
                together = self._joined((*self._fired(topic, given, own, caps), folded[key].items()))
                total = _sums(total, together, caps)
            said = self._said(given)
            for pair, witness in total.items():
                keep(found, pair, said.with_(witness))
        return found

    def _said(self, given: dict[str, tuple[str, str]]) -> Witness:
        """What has to be written down of chosen answers."""
        needed = tuple(
            (atom, low, high)
            for atom, (low, high) in given.items()
            if self.meaning(atom, low) or self.meaning(atom, high)
        )
        return Witness(len(needed), needed)

    def _bits(self, given: dict[str, tuple[str, str]], side: int) -> int:
        bits = 0
        for atom, pair in given.items():
            bits |= self.compiled.table[atom, pair[side]]
        return bits

    def _fired(
        self, topic: str, given: dict[str, tuple[str, str]], own: Owned, caps: Caps
    ) -> Iterable[Iterable[tuple[Pair, Witness]]]:
        """What the shared options of a topic and its combinations add, flag by flag."""
        compiled = self.compiled
        bits = self._bits(given, 0), self._bits(given, 1)
        now = tuple(compiled.situation(b) for b in bits)
        own_atoms = {a: v for a, v in given.items() if a in self._atoms[topic]}
        context = tuple(seen(context_of(compiled, self._bits(own_atoms, side)), caps) for side in (0, 1))
        yield (((context[0], context[1]), Witness()),)
        for flag in compiled.book.flags_by_topic[topic]:
            bit = compiled.bit[flag.id]
            if not (now[0].fired | now[1].fired) & bit:
                continue
            yield tuple(
                (
                    (
                        seen(flag_of(compiled, now[0], bit, bit if mine else 0), caps),
                        seen(flag_of(compiled, now[1], bit, bit if mine else 0), caps),
                    ),
                    Witness(int(mine), own=(flag.id,) if mine else ()),
                )
                for mine in own(flag.id)
            )

    def _option(
        self, atom: str, state: dict[str, tuple[str, str]], values: Values, own: Owned, caps: Caps
    ) -> Iterable[tuple[Pair, Witness]]:
        """What an option that nothing combines can add under a raise state."""
        compiled = self.compiled
        flag = compiled.book.flag_by_id.get(atom)
        bit = compiled.bit[atom] if flag else 0
        key = (atom, tuple(state.items()), tuple(values(atom)), tuple(own(atom)) if flag else (), caps)
        if key not in self._contributions:
            found: Pairs = {}
            for pair in values(atom):
                said = self._said({atom: pair})
                for mine in own(atom) if flag and said.size else (False,):
                    sides = []
                    for side in (0, 1):
                        tick = compiled.table[atom, pair[side]]
                        now = compiled.situation(self._bits(state, side) | tick)
                        vector = context_of(compiled, tick)
                        if flag:
                            vector = join(vector, flag_of(compiled, now, bit, bit if mine else 0))
                        sides.append(seen(vector, caps))
                    mark = Witness(int(mine), own=(atom,) if mine else ())
                    keep(found, (sides[0], sides[1]), said.with_(mark))
            self._contributions[key] = [(low, high, witness) for (low, high), witness in found.items()]
        return [((low, high), witness) for low, high, witness in self._contributions[key]]

    def _context(self, atom: str, values: Values) -> Iterable[tuple[Pair, Witness]]:
        compiled = self.compiled
        return [
            (
                (
                    context_of(compiled, compiled.table[atom, low]),
                    context_of(compiled, compiled.table[atom, high]),
                ),
                self._said({atom: (low, high)}),
            )
            for low, high in values(atom)
        ]

    @staticmethod
    def _joined(parts: Iterable[Iterable[tuple[Pair, Witness]]]) -> Pairs:
        """One choice of each part, joined. Of parts that add the same, no more than can matter are used."""
        total: Pairs = {(NOTHING, NOTHING): Witness()}
        used: dict[frozenset[Pair], int] = {}
        for part in parts:
            choices = list(part)
            adds = frozenset(pair for pair, _ in choices)
            used[adds] = used.get(adds, 0) + 1
            if used[adds] > max(1, len(adds)):
                continue
            found: Pairs = {}
            for (low, high), witness in total.items():
                for (more_low, more_high), more in choices:
                    keep(found, (join(low, more_low), join(high, more_high)), witness.with_(more))
            total = found
        return total


def keep(found: Pairs, pair: Pair, witness: Witness) -> None:
    """Remember the smallest witness; of equal ones the first in the order of the alphabet."""
    known = found.get(pair)
    if known is None or witness < known:
        found[pair] = witness


def _sums(one: Pairs, two: Pairs, caps: Caps) -> Pairs:
    found: Pairs = {}
    for (low, high), witness in one.items():
        for (more_low, more_high), more in two.items():
            keep(found, (plus(low, more_low, caps), plus(high, more_high, caps)), witness.with_(more))
    return found


def add_states(one: States, two: States, caps: Caps) -> States:
    """Every sum of a vector of each, with the smallest witness."""
    found: States = {}
    for a, witness in one.items():
        for b, more in two.items():
            vector = plus(a, b, caps)
            known = found.get(vector)
            if known is None or witness.size + more.size <= known.size:
                both = witness.with_(more)
                if known is None or both < known:
                    found[vector] = both
    return found
