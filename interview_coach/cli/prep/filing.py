"""`coach prep --answers`: the same conclusion without asking; and the file to fill in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from interview_coach.book.guides import Guides, Prep, Step, StepKind
from interview_coach.book.records import Value
from interview_coach.cli.assess import read_source
from interview_coach.cli.console import print_lines
from interview_coach.cli.prep.knowing import Known, Pad, known_of
from interview_coach.cli.prep.reckoning import prepared_from
from interview_coach.cli.streams import Terminal, say_json, warn
from interview_coach.dialogue.interviews import choose_interview, open_or_warn
from interview_coach.guides.settled import Settled, settle
from interview_coach.render.prep_page import as_data, whole_text
from interview_coach.rulebook.guide_answers import read_guide_answers
from interview_coach.storage.books import load_book

if TYPE_CHECKING:
    from interview_coach.cli.prep import Wanted


def conclude_from_file(guides: Guides, prep: Prep, wanted: Wanted, terminal: Terminal) -> None:
    """Print where the answers of a file lead, and keep them if that is wanted. Raises CoachError.

    With `--keep` or `--interview` what is kept already counts too; else the file alone.
    """
    answers = _read(guides, prep, wanted)
    known = Known()
    pad = Pad(guides)
    if wanted.keep or wanted.interview:
        with open_or_warn() as (journal, trouble):
            if trouble and not wanted.keep:
                warn(trouble)
            chosen = choose_interview(None, journal, guides.role, wanted.interview, may_begin=wanted.keep)
        known = known_of(guides, chosen.interview)
        pad = Pad(guides, chosen if wanted.keep else None)
    book = load_book(wanted.role, wanted.rules)
    prepared = prepared_from(prep, book, {**known.answers, **answers}, known.details)
    if wanted.as_json:
        say_json(as_data(prepared, guides.role))
    else:
        width = max(20, min(terminal.width, 100))
        is_styled = terminal.colour and not terminal.plain and not wanted.plain
        print_lines(whole_text(prepared, width), colour=is_styled)
    if pad.is_on:
        pad.write(answers)
        assert pad.interview is not None
        warn(f"coach: kept with {pad.interview.name!r}; `coach history show {pad.interview.id}` shows it.")


def settled_from_file(guides: Guides, prep: Prep, wanted: Wanted) -> Settled:
    """What the answers of a file settle, for the card. Raises CoachError."""
    return settle(prep, _read(guides, prep, wanted))


def _read(guides: Guides, prep: Prep, wanted: Wanted) -> dict[str, Value]:
    name, text = read_source(wanted.answers)
    steps = [step for section in prep.sections for step in section.steps]
    return read_guide_answers(text, name, steps, load_book(wanted.role, wanted.rules), guides.countries)


def print_template(guides: Guides) -> None:
    """Print an answers file in which every answer is still left out."""
    assert guides.prep is not None
    typer.echo("# Answers for `coach prep --answers FILE`. What is left empty is not answered.")
    for section in guides.prep.sections:
        typer.echo(f"\n# {section.title}")
        for step in section.steps:
            typer.echo(f"{step.id}:   # {step.ask} {_wanted_here(step, guides)}".rstrip())


def _wanted_here(step: Step, guides: Guides) -> str:
    options = ", ".join(option.id for option in step.options)
    match step.kind:
        case StepKind.CHOICE:
            return f"One of: {options}"
        case StepKind.TICKS:
            return f"none, or a list of: {options}"
        case StepKind.COUNTRY:
            return f"none, or one of: {', '.join(country.id for country in guides.countries)}"
        case StepKind.DEAL_BREAKERS:
            return "none, or a list of flags from `coach rules list`"
        case StepKind.AMOUNT:
            return "Such as: 45000 EUR a year"
        case StepKind.DATE:
            return "Such as: 2026-11-22"
        case StepKind.LINES | StepKind.OPEN_FIXES:
            return 'A list of lines: ["one", "two"]'
        case _:
            return ""
