"""`coach rules explain`: why, or why not, for every flag and row."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated

import typer

from interview_coach.cli.options import Json, Role, Rules
from interview_coach.cli.streams import reporting, say_json, terminal_of
from interview_coach.problems import BadInput, no_such

Answers = Annotated[
    str,
    typer.Option(
        "--answers", help="Answers as YAML or JSON: a file, or - for standard input.", metavar="FILE"
    ),
]
TheStance = Annotated[
    str, typer.Option("--stance", help="network-first, balanced or firm.", metavar="STANCE")
]


def explain(
    context: typer.Context,
    answers: Answers,
    role: Role = "candidate",
    stance: TheStance = "",
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Say for every flag and row why, or why not.

    Fired, blocked by which answer, in doubt, or not known yet and what is still to be answered.
    """
    from interview_coach.book.pack import Stance
    from interview_coach.cli.assess import read_source
    from interview_coach.cli.console import print_lines
    from interview_coach.engine.answers import Profile
    from interview_coach.engine.engine import Engine
    from interview_coach.engine.whynot import flag_reasons, row_reasons
    from interview_coach.render.explain_page import why_data, why_lines
    from interview_coach.rulebook.answer_file import read_answers
    from interview_coach.storage.books import load_book

    with reporting():
        stances = [each.id for each in Stance]
        if stance and stance not in stances:
            raise BadInput(f"--stance: {no_such('stance', stance, stances)}")
        book = load_book(role, rules or ())
        engine = Engine(book)
        name, text = read_source(answers)
        atoms, profile = read_answers(text, name, book)
        profile = profile or Profile()
        if stance:
            profile = replace(profile, stance=Stance.of(stance))
        flags, rows = flag_reasons(engine, atoms, profile), row_reasons(engine, atoms, profile)
        if as_json:
            say_json(why_data(book, flags, rows))
            return
        terminal = terminal_of(context)
        width = max(20, min(terminal.width, 100))
        print_lines(why_lines(book, flags, rows, width), colour=terminal.colour and not terminal.plain)
