"""Walks by role and profile: through every case of a pack, what own words find, and at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from benchmarks.walks import Walk, Walker, walk_at_once, walk_at_random, walk_through
from interview_coach.book.vocabulary import Severity, Stance
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.search import Finder, danger_first
from interview_coach.page.book_data import book_data
from interview_coach.rulebook.cases import WrittenCase, situation_of
from interview_coach.session.questionnaire import Questionnaire


def profile_at_random(engine: Engine, chance: random.Random) -> Profile:
    """The usual one every fourth time, else one with stance, need, own deal-breakers, floor and number."""
    if chance.random() < 0.25:
        return Profile()
    flags = [flag.id for flag in engine.book.flags if flag.severity is not Severity.DANGER]
    return Profile(
        chance.choice(tuple(Stance)),
        frozenset(chance.sample(flags, chance.choice((0, 1, 4, len(flags) // 3)))),
        chance.choice(("", "", "high", "ordinary", "alternatives")),
        chance.choice(("", "45000 EUR a year")),
        chance.choice(("", "112")),
    )


@dataclass(frozen=True)
class Job:
    """Walks of one role, and the book that the page has for them: its own, or one for another profile."""

    role: str
    walks: list[Walk]
    book: dict[str, Any] | None = None

    @staticmethod
    def of(engine: Engine, profile: Profile, ways: Iterable[Callable[[Walker], Walk]]) -> Job:
        asking, done = Questionnaire(engine, profile), dict[str, "str | None"]()
        walks = [way(Walker(asking, done)) for way in ways]
        own = None if profile == Profile() else book_data(engine.book, profile)
        return Job(engine.book.info.id, walks, own)


def jobs_of_cases(engine: Engine, cases: Iterable[WrittenCase]) -> Iterator[Job]:
    """Each case twice: all answers at once, and asked one screen after the other."""
    by_profile: dict[Profile, list[dict[str, str]]] = {}
    for case in cases:
        answers, profile = situation_of(engine, case)
        by_profile.setdefault(profile, []).append(answers)
    for profile, told in by_profile.items():
        ways = (partial(way, told=each) for each in told for way in (walk_at_once, walk_through))
        yield Job.of(engine, profile, ways)


def job_of_words(engine: Engine, cases: Iterable[WrittenCase]) -> Job:
    """What the own words of cases find."""
    finder = Finder(engine.book)
    typed = [case.shape.typed for case in cases if case.shape.typed]
    found = {words: [each.id for each in danger_first(finder.find(words))] for words in typed}
    walks = [[{"act": ("find", words), "said": {"found": ids}}] for words, ids in found.items()]
    return Job(engine.book.info.id, walks)


def job_at_random(engine: Engine, walks: int, seed: str, profile: Profile | None = None) -> Job:
    """So many walks at random, with a profile at random unless there is one."""
    chance = random.Random(seed)
    if profile is None:
        profile = profile_at_random(engine, chance)
    return Job.of(engine, profile, [partial(walk_at_random, chance=chance)] * walks)
