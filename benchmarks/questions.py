"""How much a person is asked: screens, keys and words to a settled verdict, over all cases.

`python -m benchmarks.questions`
"""

from __future__ import annotations

import re
import statistics

from interview_coach import Engine, Profile, Stance
from interview_coach.engine.answers import NOT_SURE, YES, atoms_of
from interview_coach.problems import Problems
from interview_coach.rendering.layout import text_of
from interview_coach.rendering.questions import screen_lines
from interview_coach.rulebook.answerfile import atoms_from
from interview_coach.rulebook.loading import WrittenCase
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import Kind, screen_for
from interview_coach.storage.books import load_layers, read_layers


def main() -> None:
    loaded = load_layers(read_layers())
    for name, book in loaded.books.items():
        engine = Engine(book)
        # Cases of the policy are boundaries, not situations of people.
        told = [
            case for case in loaded.cases[name] if not case.read.document.file.endswith("policy.cases.yaml")
        ]
        asked = [_ask(engine, case) for case in told]
        print(name)
        for what, column, targets in (
            ("screens", 0, "median 4, 90th percentile 6"),
            ("keys", 1, "at most 8"),
            ("words", 2, "at most 350"),
        ):
            numbers = sorted(row[column] for row in asked)
            ninth = numbers[int(len(numbers) * 0.9)]
            print(
                f"  {what:8} median {statistics.median(numbers):g}, 90th percentile {ninth}, most {numbers[-1]}"
                f"   (target {targets})"
            )
        danger = [row[0] for row in asked if row[3]]
        print(f"  screens where danger fires: {set(danger)}")


def _ask(engine: Engine, case: WrittenCase) -> tuple[int, int, int, bool]:
    """Answer as the case does, *not sure* where it says nothing. Returns screens, keys, words, danger."""
    document, path = case.read.document, (*case.path, "answers")
    told = atoms_from(case.shape.answers, engine.book, document, path, Problems())
    stance = Stance.of(case.shape.profile.stance)
    profile = Profile(stance, frozenset(case.shape.profile.deal_breakers))
    asking = Questionnaire(engine, profile)
    screens = keys = words = 0
    while (prompt := asking.next_prompt()) is not None:
        screen = screen_for(engine.book, prompt, is_first=not screens)
        atoms = atoms_of(engine.book, prompt)
        answers = {atom: told.get(atom, NOT_SURE) for atom in atoms}
        if prompt == "danger" and YES in answers.values():
            answers = {atom: value for atom, value in answers.items() if value == YES}
        screens += 1
        ticks = sum(value == YES for value in answers.values())
        keys += 1 if screen.kind is Kind.ONE else max(1, ticks) + 1
        drawn = " ".join(text_of(line) for line in screen_lines(screen, 40))
        words += len(re.findall(r"[A-Za-z][A-Za-z'-]+|I\b", drawn))
        asking.answer(prompt, answers)
    return screens, keys, words, any(told.get(atom) == YES for atom in atoms_of(engine.book, "danger"))


if __name__ == "__main__":
    main()
