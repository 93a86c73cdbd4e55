"""`coach rules`: the workbench of those who write rules."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from interview_coach.commands.options import Json, Rules
from interview_coach.commands.streams import reporting, say, warn
from interview_coach.problems import BadInput, BadRules, ExitStatus, Problems, no_such

if TYPE_CHECKING:
    from interview_coach.model import Book
    from interview_coach.rulebook.loading import Loaded

app = typer.Typer(
    help="Look at, check and test the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)

Role = Annotated[str, typer.Option("--role", help="Only this pack.", metavar="ROLE")]


@app.command()
def check(rules: Rules = None, as_json: Json = False) -> None:
    """Check every rule file and say all that is wrong, each with its place and cure."""
    from interview_coach.engine.assessing import Engine
    from interview_coach.rulebook.cases import check_cases

    with reporting():
        try:
            loaded = _load(rules)
            problems = Problems()
            for name, book in loaded.books.items():
                check_cases(Engine(book), loaded.cases[name], problems)
            if problems.found:
                raise BadRules(problems.sorted())
        except BadRules as error:
            if not as_json:
                raise
            say(json.dumps({"ok": False, "problems": [_problem(p) for p in error.problems]}, indent=2))
            raise typer.Exit(ExitStatus.BAD_RULES) from None
        if as_json:
            say(
                json.dumps(
                    {
                        "ok": True,
                        "problems": [],
                        "packs": [_summary(b, loaded) for b in loaded.books.values()],
                    },
                    indent=2,
                )
            )
            return
        for book in loaded.books.values():
            facts = _summary(book, loaded)
            say(
                f"{facts['pack']}: {facts['flags']} red flags, {facts['lines']} lines, {facts['cases']} cases: all in order"
            )
            if book.overrides:
                say(f"  overridden by a later layer: {', '.join(book.overrides)}")


@app.command("list")
def list_(
    rules: Rules = None,
    role: Role = "",
    questions: Annotated[
        bool, typer.Option("--questions", help="List the questions instead of the red flags.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the red flags, or the questions."""
    with reporting():
        books = _books(_load(rules), role)
        entries = [entry for book in books for entry in (_questions(book) if questions else _flags(book))]
        if as_json:
            say(json.dumps(entries, ensure_ascii=False, indent=2))
            return
        for entry in entries:
            if questions:
                say(f"{entry['pack']}: {entry['id']}  [{entry['kind']}] {entry['text']}")
                for option in entry["options"]:
                    say(f"    {option['id']}: {option['text']}")
            else:
                say(f"{entry['pack']}/{entry['topic']}: {entry['id']}  [{entry['severity']}] {entry['text']}")


@app.command()
def path() -> None:
    """Say which rule folders are read, in the order in which they are layered."""
    from interview_coach.storage.folders import folders
    from interview_coach.storage.rulefolders import rule_folders

    with reporting():
        for folder in rule_folders():
            say(str(folder))
        own = folders().config / "rules"
        if not own.is_dir():
            warn(f"Put rules of your own in {own}, or name a folder with --rules.")


@app.command()
def test(
    rules: Rules = None,
    role: Role = "",
    name: Annotated[
        str, typer.Option("--name", help="Only cases whose name or id holds this.", metavar="TEXT")
    ] = "",
    as_json: Json = False,
) -> None:
    """Run the cases: every one must lead to the verdict, row and flags that it names."""
    from interview_coach.engine.assessing import Engine
    from interview_coach.rulebook.cases import check_cases, run_case, uncovered_flags

    with reporting():
        loaded = _load(rules)
        failed = 0
        results: list[dict[str, Any]] = []
        for book in _books(loaded, role):
            engine = Engine(book)
            cases = loaded.cases[book.info.id]
            problems = Problems()
            check_cases(engine, cases, problems)
            if problems.found:
                raise BadRules(problems.sorted())
            chosen = [c for c in cases if name.lower() in f"{c.shape.name} {c.shape.id or ''}".lower()]
            ran = [run_case(engine, case) for case in chosen]
            missing = [] if name else uncovered_flags(engine, cases, ran)
            bad = [result for result in ran if not result.holds]
            failed += len(bad) + len(missing)
            results.append(
                {
                    "pack": book.info.id,
                    "cases": len(ran),
                    "failed": [
                        {"name": r.name, "place": str(r.place), "misses": list(r.misses)} for r in bad
                    ],
                    "known_disagreements": [r.name for r in ran if r.known_disagreement],
                    "uncovered": missing,
                }
            )
        if as_json:
            say(json.dumps(results, ensure_ascii=False, indent=2))
        else:
            _print_results(results)
        if failed:
            raise typer.Exit(ExitStatus.CHECK_FAILED)


def _print_results(results: list[dict[str, Any]]) -> None:
    for result in results:
        for miss in result["failed"]:
            say(f"{miss['place']}: {miss['name']}")
            for text in miss["misses"]:
                say(f"    got {text}")
        for text in result["uncovered"]:
            say(f"{result['pack']}: {text}")
        known = len(result["known_disagreements"])
        note = f", {known} known to disagree with published advice" if known else ""
        say(f"{result['pack']}: {result['cases']} cases, {len(result['failed'])} failed{note}")


def _load(rules: list[Path] | None) -> Loaded:
    from interview_coach.storage.books import load_layers, read_layers

    return load_layers(read_layers(rules or ()))


def _books(loaded: Loaded, role: str) -> list[Book]:
    if role and role not in loaded.books:
        raise BadInput(f"--role: {no_such('role', role, loaded.books)}")
    return [book for name, book in loaded.books.items() if role in ("", name)]


def _problem(problem: Any) -> dict[str, Any]:
    place = problem.place
    return {"file": place.file, "line": place.line, "column": place.column, "message": problem.message}


def _summary(book: Book, loaded: Loaded) -> dict[str, Any]:
    return {
        "pack": book.info.id,
        "flags": len(book.flags),
        "lines": len(book.lines),
        "reassurances": sum(len(topic.reassurances) for topic in book.topics),
        "cases": len(loaded.cases[book.info.id]),
        "overrides": list(book.overrides),
        "reviewed_by": book.info.reviewed_by,
    }


def _flags(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "id": flag.id,
            "pack": book.info.id,
            "topic": flag.topic,
            "severity": flag.severity.id,
            "raise": flag.raising.value,
            "text": flag.text,
        }
        for flag in book.flags
    ]


def _questions(book: Book) -> list[dict[str, Any]]:
    from interview_coach.engine.answers import prompts_of
    from interview_coach.session.screens import screen_for

    entries = []
    for prompt in prompts_of(book):
        screen = screen_for(book, prompt)
        options = [
            {
                "id": choice.atom
                or choice.answers[0][0 if len(screen.choices) and screen.prompt == "danger" else 1],
                "text": choice.text,
            }
            for choice in screen.choices
            if choice.key.isdigit() and choice.key != "0"
        ]
        entries.append(
            {
                "id": prompt,
                "pack": book.info.id,
                "kind": screen.kind.value,
                "text": screen.title,
                "options": [{**option, "id": option["id"].removeprefix("topics/")} for option in options],
                "asked_when": _asked_when(prompt),
            }
        )
    return entries


def _asked_when(prompt: str) -> str:
    if prompt == "danger":
        return "always, first"
    if prompt == "topics":
        return "after danger"
    if prompt.startswith("raised/"):
        return f"a red flag of {prompt.removeprefix('raised/')} that can be raised fires"
    if prompt == "meet-again":
        return "you would not take the job"
    if prompt == "need":
        return "it can still change the verdict"
    return f"{prompt} is ticked in topics"
