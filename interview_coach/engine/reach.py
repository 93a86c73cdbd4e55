"""What unanswered topics can still add to a decision, exactly and without trying every completion.

A few unanswered flags of a topic are tried in every combination, with every raise state and with or without
*sustained*; of many, those that tell most. Topics that share a combination form one cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache, reduce
from itertools import combinations, product
from operator import attrgetter, or_
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import Option
from interview_coach.book.vocabulary import (
    DANGER,
    MEET_AGAIN,
    WOULD_TAKE,
    OptionKind,
    Raise,
    RaiseState,
    Verdict,
)
from interview_coach.engine.answers import (
    NO,
    YES,
    Answers,
    atoms_of,
    gate,
    is_raisable,
    raise_states,
    raised,
    topic_is_open,
)
from interview_coach.engine.compiled import CompiledBook
from interview_coach.engine.parts import REMEMBERED, Adder, Part, Parts, Places
from interview_coach.engine.situation import Situation, Standpoint, scam

FEW = 3
"""So many unanswered flags of a topic are gone through in every combination; of more, only what tells."""

_SIGNS = (2, 3)
"""How far signs of danger are added up, and those of a scam."""

_BESIDE = (OptionKind.CONTEXT, OptionKind.OWN_REASON, OptionKind.DANGER_SIGN)


class Completion(NamedTuple):
    """One way to answer what is unanswered in a topic, and the atoms that say so."""

    ticks: tuple[str, ...]
    raising: str
    answers: tuple[tuple[str, str], ...]


class _Choice(NamedTuple):
    """A completion with the bits of all that the topic then says, and what it adds by itself."""

    way: Completion
    bits: int
    part: Part
    shared: int
    """What combinations see of it: ticked, and not put right."""


Held: TypeAlias = tuple[str, ...]
"""The fields of a topic's completion that stay as they are."""


class Reach:
    """Finds what topics can still add. Remembers it, since unanswered topics come up again and again."""

    def __init__(self, compiled: CompiledBook) -> None:
        self._compiled = compiled
        self._book = compiled.book
        self.clusters = _clusters(compiled)
        self._danger = next(n for n, g in enumerate(compiled.leaving.gauges) if g.measure.id == DANGER)
        # Twice in doubt is no more than in doubt; only signs add up.
        self.adder = Adder((*(gauge.cap for gauge in compiled.leaving.gauges), *_SIGNS), self._danger)
        self.shared = frozenset(
            option
            for flag in compiled.flags
            if flag.fires_if is not None
            for option in flag.fires_if.options()
        )
        self._shared_mask = sum(compiled.bit[option] for option in self.shared)
        # Unanswered topics come up again and again.
        self.worse = cache(self._ways)
        self.leads_to = lru_cache(REMEMBERED)(self._verdict)
        self._found = lru_cache(REMEMBERED)(self._entries)
        self._grouped = lru_cache(REMEMBERED)(self._groups)
        self.targets = self._targets()

    def entries(
        self, cluster: tuple[str, ...], answers: Answers, standpoint: Standpoint
    ) -> tuple[tuple[tuple[Completion, ...], Part], ...]:
        """Every way to complete the cluster, one choice for each topic, with what it then adds."""
        return self._found(cluster, self._given(cluster, answers), standpoint.own)

    def choices(
        self, cluster: tuple[str, ...], answers: Answers, standpoint: Standpoint, held: tuple[Held, ...]
    ) -> tuple[Parts, ...]:
        """For each way to complete what is held of every topic, all that the rest of it can make of it."""
        return self._grouped(cluster, self._given(cluster, answers), standpoint.own, held)

    def _given(self, cluster: tuple[str, ...], answers: Answers) -> tuple[tuple[str, str], ...]:
        atoms = {atom for topic in cluster for atom in self._atoms(topic)}
        return tuple(sorted((atom, answers[atom]) for atom in atoms & answers.keys()))

    def _groups(
        self, cluster: tuple[str, ...], given: tuple[tuple[str, str], ...], own: int, held: tuple[Held, ...]
    ) -> tuple[Parts, ...]:
        keeps = [(nth, attrgetter(*fields)) for nth, fields in enumerate(held) if fields]
        groups: dict[object, set[Part]] = {}
        for way, part in self._found(cluster, given, own):
            groups.setdefault(tuple([keep(way[nth]) for nth, keep in keeps]), set()).add(part)
        return tuple(map(frozenset, groups.values()))

    def _atoms(self, topic: str) -> tuple[str, ...]:
        return (*atoms_of(self._book, topic), gate(topic), raised(topic), WOULD_TAKE, MEET_AGAIN)

    def _entries(
        self, cluster: tuple[str, ...], given: tuple[tuple[str, str], ...], own: int
    ) -> tuple[tuple[tuple[Completion, ...], Part], ...]:
        known = dict(given)
        bits = self._compiled.bits_of(known)
        ways = product(*(self._choices(topic, known, own) for topic in cluster))
        return tuple(
            (tuple(choice.way for choice in choices), self._together(choices, bits, own)) for choices in ways
        )

    def _together(self, choices: tuple[_Choice, ...], known: int, own: int) -> Part:
        """What choices add together: the sum of what each adds, unless a combination holds."""
        if len(choices) == 1 or not self._compiled.combined(
            reduce(or_, (choice.shared for choice in choices))
        ):
            return reduce(self.adder.add, (choice.part for choice in choices))
        return self._part(reduce(or_, (choice.bits for choice in choices), known), own)

    def part(self, answers: Answers, own: int = 0) -> Part:
        """What a set of answers adds. The stance comes to it when all parts are added up."""
        return self._part(self._compiled.bits_of(answers), own)

    def _part(self, bits: int, own: int, now: Situation | None = None) -> Part:
        compiled = self._compiled
        now = now or compiled.situation(bits)
        weight = (bits & compiled.weak).bit_count() + 2 * (bits & compiled.strong).bit_count()
        readings = compiled.leaving.readings(now, Standpoint(0, own, ""))
        signs = map(min, _SIGNS, (weight, scam(compiled.kinds, now.fired, now.fixed)))
        return self.adder.pack((*readings, *signs))

    def _choices(self, topic: str, known: dict[str, str], own: int) -> Iterable[_Choice]:
        """The ways to complete one topic that differ in what they add or in what they share."""
        compiled = self._compiled
        is_open = topic_is_open(self._book, topic, known) is not False
        is_raised = compiled.raise_applies(topic, known)
        # What this topic adds by itself: beside a neighbour that already counts, capped sums look alike.
        alone = compiled.bits_of({atom: known[atom] for atom in self._atoms(topic) if atom in known})
        # What bears on combinations that live in the topic, whatever the others tick.
        combined = [flag for flag in self._book.flags_by_topic[topic] if flag.fires_if is not None]
        may_be_raised = any(flag.raising is not Raise.NO for flag in combined)
        can_last = any(flag.can_be_sustained for flag in combined)
        distinct: dict[object, _Choice] = {}
        for way in self._all_choices(topic, known, own) if is_open else [Completion((), "", ())]:
            bits = alone | compiled.bits_of(dict(way.answers))
            now = compiled.situation(bits)
            choice = _Choice(way, bits, self._part(bits, own, now), bits & self._shared_mask & ~now.fixed)
            key = (
                choice.part,
                choice.shared,
                may_be_raised and way.raising,
                can_last and bool(now.sustained & compiled.topic_masks[topic]),
                is_raised and (way.ticks, way.raising),
            )
            distinct.setdefault(key, choice)
        return distinct.values()

    def _all_choices(self, topic: str, known: dict[str, str], own: int) -> Iterator[Completion]:
        compiled, states = self._compiled, [""]
        if is_raisable(self._book, topic) and raised(topic) not in known:
            # Waiting for an answer weighs as much as not asking yet.
            states = [s.id for s in raise_states(self._book, topic) if s is not RaiseState.WAITING]
        settled = {
            option.id
            for option in self._book.topic_by_id[topic].options
            if option.id in known or is_settled_by_context(option, known)
        }
        seen = set()
        for worse in self.worse(topic):
            ticks = tuple((id_, value) for id_, value in worse if id_ not in settled)
            kinds = tuple(sorted((compiled.alike[id_], bool(compiled.bit[id_] & own)) for id_, _ in ticks))
            if kinds not in seen:
                seen.add(kinds)
                for state in states:
                    yield from self._with_meeting(topic, known, ticks, state)

    def _ways(self, topic: str) -> tuple[tuple[tuple[str, str], ...], ...]:
        """The ways to answer a topic's list that tell all it can add: what is then for the worse."""
        options = self._book.topic_by_id[topic].options
        shared = [o.id for o in options if o.id in self.shared]
        alone = [o.id for o in options if o.kind is OptionKind.FLAG and o.id not in self.shared]
        beside = [o.id for o in options if o.kind is OptionKind.SUSTAINED or o.kind in _BESIDE]
        flags = list(_subsets(alone)) if len(alone) <= FEW else self._telling(alone)
        ticked = (set().union(*chosen) for chosen in product(_subsets(shared), flags, _subsets(beside)))
        return tuple(tuple((o.id, _worse(o.kind)) for o in options if o.id in ids) for ids in ticked)

    def _telling(self, alone: list[str]) -> list[tuple[str, ...]]:
        """Of many flags: none, each, what abuse goes with, and the gravest and the scam signs one by one."""
        flags = [self._book.flag_by_id[id_] for id_ in alone]
        found: list[tuple[str, ...]] = [(), *((id_,) for id_ in alone), tuple(alone)]
        found += [(a.id, b.id) for a in flags if a.abuse for b in flags if a is not b]
        for rank in (lambda flag: -flag.severity, lambda flag: -flag.scam_sign):
            order = sorted(flags, key=rank)
            found += [tuple(flag.id for flag in order[:count]) for count in (2, 3)]
        return list(dict.fromkeys(found))

    def _with_meeting(
        self, topic: str, known: dict[str, str], ticks: tuple[tuple[str, str], ...], state: str
    ) -> Iterator[Completion]:
        """A way to answer, and if it says "I would not take it", both answers to "meet again?"."""
        answers = (*ticks, (raised(topic), state)) if state else ticks
        names = tuple(id_ for id_, value in ticks if value == YES)
        news = self._compiled.bits_of(dict(ticks)) & self._compiled.would_not
        if news and not self._compiled.bits_of(known) & news and MEET_AGAIN not in known:
            for meeting in (YES, NO):
                yield Completion(names, state, (*answers, (MEET_AGAIN, meeting)))
        else:
            yield Completion(names, state, answers)

    def _verdict(self, total: Part) -> Verdict:
        """The verdict of a part that holds all there is, with the stance; *stay* if it is not to leave."""
        *readings, weight, scams = self.adder.unpack(total)
        if self._compiled.is_danger_by_sum(weight, scams):
            readings[self._danger] = 2
        row = self._compiled.leaving.first(tuple(readings))
        return row.verdict if row else Verdict.STAY

    def _targets(self) -> frozenset[Places]:
        """The places that each leaving row reads; danger also where signs add up to it."""
        weight = len(self._compiled.leaving.gauges)
        found = set()
        for places in self._compiled.leaving.places:
            found.add(places)
            if self._danger in places:
                found |= {(*places, weight), (*places, weight + 1)}
        return frozenset(found)


def is_settled_by_context(option: Option, known: Answers) -> bool:
    """Whether what an option says of the context is known already."""
    return bool(option.sets) and all(id_ in known for id_, _ in option.sets)


def _worse(kind: OptionKind) -> str:
    return NO if kind is OptionKind.MITIGATING else YES


def _subsets(items: list[str]) -> Iterator[tuple[str, ...]]:
    for size in range(len(items) + 1):
        yield from combinations(items, size)


def _clusters(compiled: CompiledBook) -> tuple[tuple[str, ...], ...]:
    """Topics grouped so that no combination reads across two groups."""
    home = {option.id: option.topic for option in compiled.book.option_by_id.values()}
    group = {topic.id: {topic.id} for topic in compiled.book.ordinary_topics}
    for flag in compiled.flags:
        if flag.fires_if is None:
            continue
        joined: set[str] = set()
        for topic in {flag.topic, *(home[option] for option in flag.fires_if.options())}:
            joined |= group[topic]
        for topic in joined:
            group[topic] = joined
    seen: set[str] = set()
    clusters = []
    for first in compiled.book.ordinary_topics:
        if first.id not in seen:
            seen |= group[first.id]
            clusters.append(tuple(t.id for t in compiled.book.ordinary_topics if t.id in group[first.id]))
    return tuple(clusters)
