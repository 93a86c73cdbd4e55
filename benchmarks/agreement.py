"""Agreement with published advice over the stories: `python -m benchmarks.agreement [--markdown]`.

A story is a case with an id and a link: a situation from an advice column, a recruiter, a community or
official guidance, answered as that person would. It agrees when the verdict is one its source accepts.
"""

from __future__ import annotations

import sys
from collections import Counter

from interview_coach import Engine
from interview_coach.rulebook.cases import CaseResult, run_case
from interview_coach.rulebook.loading import WrittenCase
from interview_coach.storage.books import load_layers, read_layers

VERDICTS = ("stay", "politely-exit", "walk-out")


def main() -> None:
    loaded = load_layers(read_layers())
    markdown = "--markdown" in sys.argv
    for name, book in loaded.books.items():
        engine = Engine(book)
        stories = [case for case in loaded.cases[name] if case.shape.id]
        if not stories:
            continue
        results = [(case, run_case(engine, case)) for case in stories]
        _report(name, results, markdown=markdown)


def _report(name: str, results: list[tuple[WrittenCase, CaseResult]], *, markdown: bool) -> None:
    agreeing = sum(_agrees(case, result) for case, result in results)
    exact = sum(result.verdict == case.shape.expect.verdict for case, result in results)
    total = len(results)
    constant = {
        verdict: sum(verdict in _acceptable(case) for case, _ in results) / total for verdict in VERDICTS
    }
    print(f"{'### ' if markdown else ''}{name}: {total} stories")
    print(
        f"\nacceptable {agreeing} of {total} ({agreeing / total:.0%}), exact verdict {exact} ({exact / total:.0%})"
    )
    print("one constant verdict: " + ", ".join(f"{v} {share:.0%}" for v, share in constant.items()))
    table = Counter((str(case.shape.expect.verdict), result.verdict) for case, result in results)
    print(f"\n| published \\ coach | {' | '.join(VERDICTS)} |\n| --- | --- | --- | --- |")
    for label in VERDICTS:
        print(f"| {label} | {' | '.join(str(table[label, got]) for got in VERDICTS)} |")
    print()
    for case, result in results:
        if not _agrees(case, result):
            print(
                f"- `{case.shape.id}`: {result.verdict}, acceptable {' or '.join(_acceptable(case))}.",
                end=" ",
            )
            print(case.shape.expect.known_disagreement or "")


def _acceptable(case: WrittenCase) -> list[str]:
    expect = case.shape.expect
    return list(expect.acceptable) or [expect.verdict]


def _agrees(case: WrittenCase, result: CaseResult) -> bool:
    return result.verdict in _acceptable(case)


if __name__ == "__main__":
    main()
