"""Whether a verdict is settled, and which prompts can still change it.

The verdict is a monotone function of ordered answers, so it is settled exactly when the best and the
worst completion agree. A prompt is open when, with something that the others can still add, two of
its answers lead to different verdicts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import reduce
from typing import NamedTuple

from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    DANGER,
    MEET_AGAIN,
    NEED,
    SIGNS,
    TOPICS,
    OptionKind,
    RaiseState,
    Stance,
    Verdict,
)
from interview_coach.engine.answers import (
    NO,
    TICKS,
    YES,
    Answers,
    atoms_of,
    is_raisable,
    raise_states,
    raised,
    signs_apply,
    topic_is_open,
)
from interview_coach.engine.compiled import CompiledBook
from interview_coach.engine.parts import Part, Parts
from interview_coach.engine.reach import Completion, Held, Reach, is_settled_by_context
from interview_coach.engine.situation import Standpoint


class Outlook(NamedTuple):
    """Whether completing the answers can still change the verdict, and which prompts can do it."""

    settled: bool
    open: tuple[str, ...]


class Settling:
    """Looks ahead from answer sets of one book."""

    def __init__(self, compiled: CompiledBook) -> None:
        self._compiled = compiled
        self._book = compiled.book
        self.reach = Reach(compiled)
        book = self._book
        self._worst = {
            topic.id: {o.id: NO if o.kind is OptionKind.MITIGATING else YES for o in topic.options}
            for topic in book.topics
        }
        self._best_raise: dict[str, str] = {}
        for topic in book.ordinary_topics:
            if is_raisable(book, topic.id):
                self._worst[topic.id][raised(topic.id)] = raise_states(book, topic.id)[-1].id
                self._best_raise[raised(topic.id)] = RaiseState.FIXED.id
        self._setting = tuple(option for topic in book.topics for option in topic.options if option.sets)
        leaning = (compiled.leaving.readings(compiled.situation(0), Standpoint(stance)) for stance in Stance)
        self._by_stance = [self.reach.adder.pack((*readings, 0, 0)) for readings in leaning]

    def outlook(self, answers: Answers, standpoint: Standpoint) -> Outlook:
        """Settled or not, and the applicable unanswered prompts that can still change the verdict."""
        if self.is_settled(answers, standpoint):
            return Outlook(True, ())
        waiting = tuple(self.waiting(answers, standpoint))
        pivotal = tuple(p for p in waiting if self._is_pivotal(p, answers, standpoint))
        return Outlook(False, pivotal or waiting)

    def first_open(self, order: Iterable[str], answers: Answers, standpoint: Standpoint) -> str | None:
        """Of prompts in this order the first that is open, where nothing is settled."""
        waiting = set(self.waiting(answers, standpoint))
        first = None
        for prompt in order:
            if prompt in waiting:
                if self._is_pivotal(prompt, answers, standpoint):
                    return prompt
                first = first or prompt
        return first

    def is_settled(self, answers: Answers, standpoint: Standpoint) -> bool:
        """Whether nothing that is unanswered can change the verdict."""
        return self.best(answers, standpoint) == self.worst(answers, standpoint)

    def best(self, answers: Answers, standpoint: Standpoint) -> Verdict:
        """The verdict if everything unanswered turned out harmless."""
        completed = {**self._best_raise, **answers}
        if signs_apply(self._book, answers):
            for atom in atoms_of(self._book, SIGNS):
                completed.setdefault(atom, NO)
        if not standpoint.need:
            completed.setdefault(NEED, "high")
        return self._compiled.decide(completed, standpoint).verdict

    def worst(self, answers: Answers, standpoint: Standpoint) -> Verdict:
        """The verdict if everything unanswered turned out as bad as it can."""
        return self._compiled.decide(self.worst_case(answers, standpoint), standpoint).verdict

    def worst_case(self, answers: Answers, standpoint: Standpoint) -> dict[str, str]:
        """The answers, completed with the worst that the unanswered could turn out to be."""
        completed: dict[str, str] = {}
        for topic, worst in self._worst.items():
            if topic == DANGER or topic_is_open(self._book, topic, answers) is not False:
                completed |= worst
        for option in self._setting:
            if is_settled_by_context(option, answers):
                completed.pop(option.id, None)
        completed.update(answers)
        if signs_apply(self._book, answers):
            for atom in atoms_of(self._book, SIGNS):
                completed.setdefault(atom, YES)
        if not standpoint.need:
            completed.setdefault(NEED, "alternatives")
        if self._would_not(completed):
            completed.setdefault(MEET_AGAIN, NO)
        return completed

    def waiting(self, answers: Answers, standpoint: Standpoint) -> Iterator[str]:
        """The applicable prompts that are not fully answered, in the order of the book."""
        book = self._book
        if self._told(DANGER, answers)[1]:
            yield DANGER
        if signs_apply(book, answers) and self._told(SIGNS, answers)[1]:
            yield SIGNS
        if any(topic_is_open(book, topic.id, answers) is None for topic in book.ordinary_topics):
            yield TOPICS
        for topic in book.ordinary_topics:
            if not topic_is_open(book, topic.id, answers):
                continue
            if any(
                option.id not in answers and not is_settled_by_context(option, answers)
                for option in topic.options
            ):
                yield topic.id
            if raised(topic.id) not in answers and self._compiled.raise_applies(topic.id, answers):
                yield raised(topic.id)
        if MEET_AGAIN not in answers and self._would_not(answers):
            yield MEET_AGAIN
        if NEED not in answers and not standpoint.need:
            yield NEED

    def topic_weight(self, topic: str, standpoint: Standpoint) -> tuple[int, int]:
        """How decisive a topic can be by itself: the gravest verdict and level it can lead to."""
        parts = self._parts((topic,), {}, standpoint)
        adder, leaning = self.reach.adder, self._by_stance[standpoint.stance]
        gravest = max(self.reach.leads_to(adder.add(part, leaning)) for part in parts)
        return int(gravest), max(self._compiled.leaving.counted(adder.unpack(part)) for part in parts)

    def _would_not(self, answers: Answers) -> bool:
        return bool(self._compiled.bits_of(answers) & self._compiled.would_not)

    def _is_pivotal(self, prompt: str, answers: Answers, standpoint: Standpoint) -> bool:
        # Danger that fires walks out by itself, in every policy.
        if prompt == DANGER or self._matters_at_best(prompt, answers, standpoint):
            return True
        alone = {
            DANGER: self._danger_parts(answers),
            SIGNS: self._sign_parts(answers),
            NEED: self._need_parts(answers, standpoint),
            MEET_AGAIN: self._meeting_parts(answers),
        }
        if prompt in alone:
            rest = [parts for id_, parts in alone.items() if id_ != prompt]
            rest += [self._parts(cluster, answers, standpoint) for cluster in self.reach.clusters]
            return self._splits(rest, alone[prompt], standpoint)
        asked = [cluster for cluster in self.reach.clusters if self._asks(cluster, prompt, answers)]
        rest = list(alone.values())
        rest += [self._parts(c, answers, standpoint) for c in self.reach.clusters if c not in asked]
        groups = [choices for c in asked for choices in self._choices(c, prompt, answers, standpoint)]
        if prompt == TOPICS:
            # A worse answer never softens: it is enough to hold none of them against the worst.
            adder = self.reach.adder
            groups = [frozenset({adder.nothing, reduce(adder.add, map(adder.worst, groups), adder.nothing)})]
        return any(self._splits(rest, choices, standpoint) for choices in groups)

    def _matters_at_best(self, prompt: str, answers: Answers, standpoint: Standpoint) -> bool:
        """Whether its worst answers change the verdict with all else at its best. If not, the rest has to be tried."""
        book, asked = self._book, atoms_of(self._book, prompt)
        if prompt == TOPICS:
            closed = [t.id for t in book.ordinary_topics if topic_is_open(book, t.id, answers) is None]
            asked = tuple(atom for topic in closed for atom in (*atoms_of(book, topic), raised(topic)))
        worst = self.worst_case(answers, standpoint)
        rest = {atom: worst[atom] for atom in [raised(prompt)] if atom in worst}
        told = {atom: worst[atom] for atom in asked if atom in worst}
        best = self.best({**rest, **answers}, standpoint)
        return best is not self.best({**rest, **told, **answers}, standpoint)

    def _asks(self, cluster: tuple[str, ...], prompt: str, answers: Answers) -> bool:
        if prompt == TOPICS:
            return any(topic_is_open(self._book, topic, answers) is None for topic in cluster)
        return any(prompt in (topic, raised(topic)) for topic in cluster)

    def _choices(
        self, cluster: tuple[str, ...], prompt: str, answers: Answers, standpoint: Standpoint
    ) -> tuple[Parts, ...]:
        """For each way to answer the rest of the cluster, all that `prompt` can make of it."""
        held = tuple(self._held(prompt, topic, answers) for topic in cluster)
        return self.reach.choices(cluster, answers, standpoint, held)

    def _held(self, prompt: str, topic: str, answers: Answers) -> Held:
        """What stays as it is of a topic's completion while `prompt` is answered in every way."""
        if prompt == topic:
            return ("raising",) if self._compiled.raise_applies(topic, answers) else ()
        if prompt == raised(topic):
            return ("ticks",)
        if prompt == TOPICS and topic_is_open(self._book, topic, answers) is None:
            return ()
        return Completion._fields

    def _meeting_parts(self, answers: Answers) -> Parts:
        """What "meet again?" can add once it is known that the person would not take the job."""
        if MEET_AGAIN in answers or not self._would_not(answers):
            return frozenset({self.reach.adder.nothing})
        return frozenset(self.reach.part({MEET_AGAIN: value}) for value in CONTEXT_ORDER[MEET_AGAIN])

    def _parts(self, cluster: tuple[str, ...], answers: Answers, standpoint: Standpoint) -> Parts:
        (parts,) = self.reach.choices(cluster, answers, standpoint, ((),) * len(cluster))
        return parts

    def _danger_parts(self, answers: Answers) -> Parts:
        """What the danger screen says, or can still say."""
        given, missing = self._told(DANGER, answers)
        if missing:
            return frozenset(self.reach.part({**given, missing[0]: value}) for value in TICKS)
        # Not sure is then for the signs to tell.
        return frozenset({self.reach.part({} if signs_apply(self._book, answers) else given)})

    def _sign_parts(self, answers: Answers) -> Parts:
        """What the danger signs say, or can still say."""
        given, missing = self._told(SIGNS, answers)
        given |= self._told(DANGER, answers)[0]
        if not missing or not signs_apply(self._book, answers):
            return frozenset({self.reach.part(given)})
        ends = [dict.fromkeys(missing, value) for value in TICKS]
        ends += [{**ends[0], atom: YES} for atom in missing]
        return frozenset(self.reach.part({**given, **end}) for end in ends)

    def _told(self, prompt: str, answers: Answers) -> tuple[dict[str, str], list[str]]:
        """What of a prompt is answered, and what is not."""
        atoms = atoms_of(self._book, prompt)
        given = {atom: answers[atom] for atom in atoms if atom in answers}
        return given, [atom for atom in atoms if atom not in answers]

    def _need_parts(self, answers: Answers, standpoint: Standpoint) -> Parts:
        given = answers.get(NEED, standpoint.need)
        return frozenset(self.reach.part({NEED: n}) for n in ((given,) if given else CONTEXT_ORDER[NEED]))

    def _splits(self, rest: Iterable[Parts], choices: Iterable[Part], standpoint: Standpoint) -> bool:
        """Whether, with some of `rest` holding, two of `choices` lead to different verdicts."""
        add, leads_to = self.reach.adder.add, self.reach.leads_to
        leaning = [add(choice, self._by_stance[standpoint.stance]) for choice in choices]
        if len(leaning) < 2:
            return False
        rest = tuple(rest)
        return any(
            len({leads_to(add(other, choice)) for choice in leaning}) > 1
            for places in self.reach.targets
            for other in self.reach.adder.total(rest, places)
        )
