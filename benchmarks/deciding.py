"""Decisions a second, whether they stay linear, and the work between two screens.

`python -m benchmarks.deciding`; `benchmarks.engines` compares with other engines, `benchmarks.scale` streams with each other.
"""

from __future__ import annotations

import random
import statistics
import time
import tracemalloc

from interview_coach import Engine, Profile, load_book
from interview_coach.engine.answers import atoms_of, prompts_of, values_of
from interview_coach.session.questionnaire import Questionnaire

SETS = 20_000


def main() -> None:
    engine = Engine(load_book("candidate"))
    sets = answer_sets(engine, SETS)
    sizes = [len(answers) for answers in sets]
    print(f"{len(engine.book.flags)} flags, answer sets of {min(sizes)} to {max(sizes)} answers")
    standpoint = engine.standpoint(Profile())
    decide = engine.compiled.decide
    rates = []
    for _ in range(5):
        start = time.perf_counter()
        for answers in sets:
            decide(answers, standpoint)
        rates.append(SETS / (time.perf_counter() - start))
    rate = statistics.median(rates)
    print(f"{rate:,.0f} decisions a second (target 45,000)")
    start = time.perf_counter()
    for answers in sets[: SETS // 10]:
        decide(answers, standpoint)
    tenth = (SETS // 10) / (time.perf_counter() - start)
    print(f"a tenth of them: {tenth / rate:.2f} x that rate (linear is 1)")
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for answers in sets:
        decide(answers, standpoint)
    grown = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    print(f"memory grown by deciding all of them again: {grown / 1024:.1f} kB")
    _between_screens(engine)


def answer_sets(engine: Engine, count: int) -> list[dict[str, str]]:
    """Random well-formed answer sets, mostly harmless answers as in life."""
    chance = random.Random(7)
    values = values_of(engine.book)
    prompts = prompts_of(engine.book)
    sets = []
    for _ in range(count):
        wanted = chance.randint(20, 75)
        answers: dict[str, str] = {}
        for prompt in ("danger", *chance.sample(prompts, len(prompts))):
            for atom in atoms_of(engine.book, prompt):
                if len(answers) < wanted and not atom.startswith("topics/"):
                    bad = chance.random() < (0.002 if prompt == "danger" else 0.15)
                    answers[atom] = chance.choice(values[atom][1:]) if bad else values[atom][0]
        sets.append(answers)
    return sets


def _between_screens(engine: Engine) -> None:
    """The slowest step from an answer to the next screen, over random conversations."""
    chance = random.Random(11)
    values = values_of(engine.book)
    slowest = 0.0
    for _ in range(200):
        asking = Questionnaire(engine)
        while (prompt := asking.next_prompt()) is not None:
            answers = {atom: chance.choice(values[atom]) for atom in atoms_of(engine.book, prompt)}
            if prompt == "danger":
                answers = dict.fromkeys(answers, "no")
            asking.answer(prompt, answers)
            start = time.perf_counter()
            asking.next_prompt()
            slowest = max(slowest, time.perf_counter() - start)
    print(f"slowest work between two screens: {slowest * 1000:.1f} ms (target 16)")


if __name__ == "__main__":
    main()
