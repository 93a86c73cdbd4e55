"""Agreement with published advice over the stories: `python -m benchmarks.agreement [--markdown]`.

A story is a case with an id and a link: a situation from an advice column, a recruiter, a community or
official guidance, answered as that person would. It agrees when the verdict is one its source accepts.
Those coded blind, by people who saw only the screens, are told apart from those the authors coded.
"""

from __future__ import annotations

import sys

from interview_coach import Engine
from interview_coach.rulebook.cases import CaseResult, WrittenCase, agreement_of, run_case
from interview_coach.storage.books import load_layers, read_layers

VERDICTS = ("stay", "politely-exit", "walk-out")


def main() -> None:
    loaded = load_layers(read_layers())
    markdown = "--markdown" in sys.argv
    for name, book in loaded.books.items():
        engine = Engine(book)
        results = [(case, run_case(engine, case)) for case in loaded.cases[name] if case.shape.id]
        for how, is_blind in (("coded blind", True), ("coded by the authors", False)):
            chosen = [pair for pair in results if bool(pair[0].shape.coded_blind) == is_blind]
            if chosen:
                _report(f"{name}, {how}", chosen, markdown=markdown)


def _report(name: str, results: list[tuple[WrittenCase, CaseResult]], *, markdown: bool) -> None:
    found = agreement_of(results)
    total = found.stories
    constant = {
        verdict: sum(verdict in (c.shape.expect.acceptable or [c.shape.expect.verdict]) for c, _ in results)
        / total
        for verdict in VERDICTS
    }
    print(f"{'### ' if markdown else ''}{name}: {total} stories")
    print(f"\nacceptable {found.acceptable} of {total} ({found.acceptable / total:.0%}), ", end="")
    print(f"exact verdict {found.exact} ({found.exact / total:.0%})")
    print("one constant verdict: " + ", ".join(f"{v} {share:.0%}" for v, share in constant.items()))
    print(f"\n| published \\ coach | {' | '.join(VERDICTS)} |\n| --- | --- | --- | --- |")
    for label in VERDICTS:
        print(f"| {label} | {' | '.join(str(found.table[label, got]) for got in VERDICTS)} |")
    print()
    for id_, verdict, acceptable, why in found.disagreeing:
        print(f"- `{id_}`: {verdict}, acceptable {acceptable}. {why}")


if __name__ == "__main__":
    main()
