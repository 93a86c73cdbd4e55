"""How much a person is asked: screens, keys and words to a settled verdict, over all cases.

`python -m benchmarks.questions`
"""

from __future__ import annotations

import statistics

from interview_coach import Engine
from interview_coach.dialogue.effort import effort_of
from interview_coach.engine.answers import YES, atoms_of
from interview_coach.rulebook.cases import situation_of
from interview_coach.storage.books import load_layers, read_layers


def main() -> None:
    loaded = load_layers(read_layers())
    for name, book in loaded.books.items():
        engine = Engine(book)
        # Cases of the policy are boundaries, not situations of people.
        told = [case for case in loaded.cases[name] if not case.document.file.endswith("policy.cases.yaml")]
        asked = []
        for case in told:
            answers, profile = situation_of(engine, case)
            effort = effort_of(engine, answers, profile)
            is_danger = any(answers.get(atom) == YES for atom in atoms_of(book, "danger"))
            asked.append((effort.screens, effort.keys, effort.words, is_danger))
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


if __name__ == "__main__":
    main()
