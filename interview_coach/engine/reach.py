"""What unanswered topics can still add to a decision, exactly and without trying every completion.

A few unanswered flags of a topic are tried in every combination, with every raise state and with or without
*sustained*; of many, those that tell most. Topics that share a combination form one cluster.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from itertools import chain, combinations, product
from operator import add, attrgetter, le
from typing import NamedTuple, TypeAlias

from interview_coach.book.pack import Option
from interview_coach.book.vocabulary import DANGER, MEET_AGAIN, WOULD_TAKE, OptionKind, Raise, RaiseState
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
from interview_coach.engine.policy_rows import Readings
from interview_coach.engine.situation import Situation, Standpoint, scam

REMEMBERED = 4096
"""How much of what was found is kept, so that a long run takes no more and more memory."""

FEW = 3
"""So many unanswered flags of a topic are gone through in every combination; of more, only what tells."""

_BESIDE = (OptionKind.CONTEXT, OptionKind.OWN_REASON, OptionKind.DANGER_SIGN)

Parts: TypeAlias = frozenset[Readings]
"""The readings that some of the answers can add to those of all others."""

Places: TypeAlias = tuple[int, ...]
"""Where in readings a row looks."""


class Completion(NamedTuple):
    """One way to answer what is unanswered in a topic, and the atoms that say so."""

    ticks: tuple[str, ...]
    raising: str
    answers: tuple[tuple[str, str], ...]


Held: TypeAlias = tuple[str, ...]
"""The fields of a topic's completion that stay as they are."""


class Reach:
    """Finds what topics can still add. Remembers it, since unanswered topics come up again and again."""

    def __init__(self, compiled: CompiledBook) -> None:
        self._compiled = compiled
        self._book = compiled.book
        self.clusters = _clusters(compiled)
        self.nothing = self.part({})
        self._caps = (*(gauge.cap for gauge in compiled.leaving.gauges), 2, 3)
        self._danger = next(n for n, g in enumerate(compiled.leaving.gauges) if g.measure.id == DANGER)
        self.shared = frozenset(
            option
            for flag in compiled.flags
            if flag.fires_if is not None
            for option in flag.fires_if.options()
        )
        self._shared_mask = sum(compiled.bit[option] for option in self.shared)
        # Unanswered topics come up again and again.
        self.worse = cache(self._ways)
        self._least = lru_cache(REMEMBERED)(self._pruned)
        self._found = lru_cache(REMEMBERED)(self._entries)
        self._grouped = lru_cache(REMEMBERED)(self._groups)
        self.targets = self._targets()

    def entries(
        self, cluster: tuple[str, ...], answers: Answers, standpoint: Standpoint
    ) -> tuple[tuple[tuple[Completion, ...], Readings], ...]:
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
        groups: dict[object, set[Readings]] = {}
        for way, part in self._found(cluster, given, own):
            groups.setdefault(tuple([keep(way[nth]) for nth, keep in keeps]), set()).add(part)
        return tuple(map(frozenset, groups.values()))

    def _atoms(self, topic: str) -> tuple[str, ...]:
        return (*atoms_of(self._book, topic), gate(topic), raised(topic), WOULD_TAKE, MEET_AGAIN)

    def _entries(
        self, cluster: tuple[str, ...], given: tuple[tuple[str, str], ...], own: int
    ) -> tuple[tuple[tuple[Completion, ...], Readings], ...]:
        ways = product(*(self._choices(topic, dict(given), own) for topic in cluster))
        completed = ((way, dict(chain(given, *(choice.answers for choice in way)))) for way in ways)
        return tuple(dict.fromkeys((way, self.part(answers, own)) for way, answers in completed))

    def part(self, answers: Answers, own: int = 0) -> Readings:
        """What a set of answers adds. The stance comes to it when all parts are added up."""
        bits = self._compiled.bits_of(answers)
        return self._part(bits, self._compiled.situation(bits), own)

    def _part(self, bits: int, now: Situation, own: int) -> Readings:
        compiled = self._compiled
        weight = (bits & compiled.weak).bit_count() + 2 * (bits & compiled.strong).bit_count()
        readings = compiled.leaving.readings(now, Standpoint(0, own, ""))
        return (*readings, min(2, weight), min(3, scam(compiled.kinds, now.fired, now.fixed)))

    def _choices(self, topic: str, known: dict[str, str], own: int) -> list[Completion]:
        """The ways to complete one topic that differ in what they add or in what they share."""
        if topic_is_open(self._book, topic, known) is False:
            return [Completion((), "", ())]
        compiled = self._compiled
        is_raised = compiled.raise_applies(topic, known)
        # What this topic adds by itself: beside a neighbour that already counts, capped sums look alike.
        alone = compiled.bits_of({atom: known[atom] for atom in self._atoms(topic) if atom in known})
        # What bears on combinations that live in the topic, whatever the others tick.
        combined = [flag for flag in self._book.flags_by_topic[topic] if flag.fires_if is not None]
        may_be_raised = any(flag.raising is not Raise.NO for flag in combined)
        can_last = any(flag.can_be_sustained for flag in combined)
        distinct: dict[object, Completion] = {}
        for choice in self._all_choices(topic, known):
            bits = alone | compiled.bits_of(dict(choice.answers))
            now = compiled.situation(bits)
            key = (
                self._part(bits, now, own),
                # What combinations see of these answers: ticked, and not put right.
                bits & self._shared_mask & ~now.fixed,
                may_be_raised and choice.raising,
                can_last and bool(now.sustained & compiled.topic_masks[topic]),
                is_raised and (choice.ticks, choice.raising),
            )
            distinct.setdefault(key, choice)
        return list(distinct.values())

    def _all_choices(self, topic: str, known: dict[str, str]) -> Iterator[Completion]:
        states = [""]
        if is_raisable(self._book, topic) and raised(topic) not in known:
            # Waiting for an answer weighs as much as not asking yet.
            states = [s.id for s in raise_states(self._book, topic) if s is not RaiseState.WAITING]
        settled = {
            o.id: NO for o in self._book.topic_by_id[topic].options if is_settled_by_context(o, known)
        } | known
        seen = set()
        for worse in self.worse(topic):
            if any(settled.get(id_, value) != value for id_, value in worse):
                continue
            ticks = tuple((id_, value) for id_, value in worse if id_ not in known)
            if ticks not in seen:
                seen.add(ticks)
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

    def add(self, a: Readings, b: Readings) -> Readings:
        """Both parts together, counted no further than any row counts."""
        total = list(map(min, self._caps, map(add, a, b)))
        # Twice in doubt is no more than in doubt; only signs add up.
        total[self._danger] = max(a[self._danger], b[self._danger])
        return tuple(total)

    def readings(self, part: Readings, leaning: Readings) -> Readings:
        """What rows read of a part that holds all there is, with the stance."""
        *total, weight, scams = self.add(part, (*leaning, 0, 0))
        if self._compiled.is_danger_by_sum(weight, scams):
            total[self._danger] = 2
        return tuple(total)

    def total(self, parts: Iterable[Parts], places: Places) -> Parts:
        """The least sums of one part from each set, for every way in which they read at `places`."""
        total: Parts = frozenset({self.nothing})
        for more in parts:
            least = self._least(more, places)
            total = self._pruned(frozenset(self.add(a, b) for a in total for b in least), places)
        return total

    @staticmethod
    def _pruned(parts: Parts, places: Places) -> Parts:
        """Of the parts that read the same at `places`, those above no other one."""
        groups: dict[Readings, list[Readings]] = {}
        for part in sorted(parts, key=sum):
            kept = groups.setdefault(tuple(part[place] for place in places), [])
            if not any(all(map(le, least, part)) for least in kept):
                kept.append(part)
        return frozenset(part for kept in groups.values() for part in kept)

    def _targets(self) -> frozenset[Places]:
        """The places that each leaving row reads; danger also where signs add up to it."""
        weight, scams = len(self._caps) - 2, len(self._caps) - 1
        found = set()
        for places in self._compiled.leaving.places:
            found.add(places)
            if self._danger in places:
                found |= {(*places, weight), (*places, scams)}
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
