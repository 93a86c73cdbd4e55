"""`coach prep`: before an interview. Its options, and which of its ways is taken."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.amounts import day_at
from interview_coach.book.guides import Guides, Prep, Step, StepKind
from interview_coach.book.records import Value
from interview_coach.cli.askers import asker_for, conversation, leave_letter
from interview_coach.cli.console import print_lines
from interview_coach.cli.options import Answers, GuideOptions, argument, of_parts, option, takes
from interview_coach.cli.streams import Terminal, read_source, say, say_json, terminal_of, warn
from interview_coach.dialogue.interviews import choose_interview, open_or_warn
from interview_coach.dialogue.prep_pad import Pad
from interview_coach.dialogue.prep_talk import PrepTalk
from interview_coach.dialogue.recall import PrepFacts, facts_for_prep, meant
from interview_coach.dialogue.rehearsal_talk import practise, practised_lines
from interview_coach.guides.prep_outcome import prepared_from
from interview_coach.guides.settled import Settled, settle
from interview_coach.page.card_file import MARK, card_page
from interview_coach.problems import BadInput, no_such
from interview_coach.render.card_page import card_data, card_lines
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.render.prep_page import as_data, whole_conclusion, whole_text
from interview_coach.render.rehearsal_page import whole_rehearsal
from interview_coach.rulebook.guide_answers import read_guide_answers
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.cards import card_of, guides_of, write_over_own

WIDEST, PIPED, NARROWEST = 72, 60, 20
"""Columns of the card: at most on a terminal, where there is none, and at least."""


@dataclass(frozen=True, slots=True)
class PrepOptions(GuideOptions):
    """What was asked for on the command line."""

    section: Annotated[
        str, argument("Straight to one part: needs, deal-breakers, research …", completes=of_parts)
    ] = ""
    card: Annotated[bool, option("--card", "Print the card for the break. Needs no answers.")] = False
    html: Annotated[str, option("--html", "Write the card as a page to print, or - for stdout.", "FILE")] = ""
    rehearse: Annotated[bool, option("--rehearse", "Say your exit line aloud, against two push-backs.")] = (
        False
    )
    answers: Answers = ""
    template: Annotated[bool, option("--template", "Print an answers file to fill in.")] = False


@takes(PrepOptions)
def prep(context: typer.Context, wanted: PrepOptions) -> None:
    """Before an interview: settle what counts while you are calm.

    \b
    coach prep              short parts, then: go, ask first, or don't go
    coach prep --card       a card for the break; it works at once
    coach prep --rehearse   say your exit line aloud
    """
    terminal = terminal_of(context)
    if wanted.as_json and (wanted.html or wanted.rehearse):
        option = "--html" if wanted.html else "--rehearse"
        raise BadInput(f"{option} prints no JSON; take --json out, or use --card --json")
    guides = load_guides(wanted.side, wanted.folders)
    if wanted.card or wanted.html or wanted.rehearse:
        _card_or_rehearsal(guides, wanted, terminal)
        return
    if guides.prep is None:
        raise BadInput(
            f"there is nothing to prepare for the role {wanted.side!r} yet; try --role {DEFAULT_ROLE}, "
            "or `coach prep --card`"
        )
    known = [section.id for section in guides.prep.sections]
    if wanted.section and wanted.section not in known:
        raise BadInput(no_such("part", wanted.section, known))
    if wanted.template:
        _print_template(guides, guides.prep)
    elif wanted.answers:
        _conclude_from_file(guides, guides.prep, wanted, terminal)
    elif terminal.interactive:
        _talk(guides, guides.prep, wanted, terminal)
    else:
        raise BadInput(
            "there is no terminal to ask on. Give the answers in a file:\n"
            "  coach prep --answers answers.yaml      (or --answers - for standard input)\n"
            "  coach prep --template > answers.yaml   "
            f"writes one to fill in; all of its {len(guides.prep.steps)} answers may be left out\n"
            "  coach prep --card                      needs no answers"
        )


def _talk(guides: Guides, prep: Prep, wanted: PrepOptions, terminal: Terminal) -> None:
    """Talk to the end; leave on the screen what the person ended with, and say where things are."""
    book = load_book(wanted.side, wanted.folders)
    asker = asker_for(terminal, book.wording, plain=wanted.plain)
    is_said = (terminal.plain or wanted.plain) and not terminal.piped
    talk = PrepTalk(
        guides, prep, book, asker, wanted.section, wanted.interview, wanted.keep, wanted.folders, not is_said
    )
    with conversation(asker, talk.farewell):
        prepared = talk.run()
        if wanted.as_json:
            say_json(as_data(prepared, guides.role))
            return
        if talk.letter is not None and not is_said:
            leave_letter(talk.letter)
        elif talk.is_concluded and not is_said:
            print_lines(
                whole_conclusion(prepared, terminal.page_width), colour=terminal.is_styled(plain=wanted.plain)
            )
        say(talk.where())


def _card_or_rehearsal(guides: Guides, wanted: PrepOptions, terminal: Terminal) -> None:
    if wanted.answers and guides.prep is not None:
        settled = settle(guides.prep, _read(guides, guides.prep, wanted))
    else:
        known = facts_for_prep(guides, meant(guides.role, wanted.interview).interview)
        settled = known.settled(guides.prep)
    if wanted.card or wanted.html:
        print_card(wanted, settled, terminal)
    if wanted.rehearse:
        rehearse(wanted, settled, terminal)


def print_card(wanted: PrepOptions, settled: Settled, terminal: Terminal) -> None:
    """Print the card as text or JSON, or with `html` write it as a page to that file, `-` for standard output.

    Raises BadRules, and BadInput for an unknown role or a file that cannot be written.
    """
    card = card_of(wanted.side, wanted.folders, settled)
    if wanted.html == "-":
        typer.echo(card_page(card), nl=False)
    elif wanted.html:
        write_over_own(Path(wanted.html).expanduser(), card_page(card), "--html", "card", MARK)
        say(
            f"Your card: {wanted.html}\n"
            "Only you can read it on this computer. Open it in a browser to print it."
        )
    elif wanted.as_json:
        say_json(card_data(card))
    else:
        width = max(NARROWEST, min(terminal.width, WIDEST)) if terminal.is_face_to_face else PIPED
        print_lines(card_lines(card, width), colour=terminal.is_styled(plain=wanted.plain))


def rehearse(wanted: PrepOptions, settled: Settled, terminal: Terminal) -> None:
    """Rehearse on the terminal; without one, print the whole to read. Raises BadRules and BadInput."""
    book = load_book(wanted.side, wanted.folders)
    rehearsal = guides_of(wanted.side, wanted.folders)[1].rehearsal
    if terminal.is_face_to_face:
        asker = asker_for(terminal, book.wording, plain=wanted.plain)
        with conversation(asker, lambda: "\n".join(map(book.wording.says, ("stopped", "line-now")))):
            practise(rehearsal, book, settled, asker)
        return
    lines = whole_rehearsal(rehearsal, practised_lines(book, settled)[0], book.wording.body, PIPED)
    print_lines(lines, colour=False)


def _conclude_from_file(guides: Guides, prep: Prep, wanted: PrepOptions, terminal: Terminal) -> None:
    """Print where the answers of a file lead, and keep them if that is wanted. Raises CoachError.

    With `--keep` or `--interview` what is kept already counts too; else the file alone.
    """
    answers = _read(guides, prep, wanted)
    known = PrepFacts()
    pad = Pad(guides)
    if wanted.keep or wanted.interview:
        with open_or_warn() as journal:
            chosen = choose_interview(None, journal, guides.role, wanted.interview, may_begin=wanted.keep)
        known = facts_for_prep(guides, chosen.interview)
        pad = Pad(guides, chosen if wanted.keep else None)
    book = load_book(wanted.side, wanted.folders)
    today = day_at(time.time())
    prepared = prepared_from(prep, book, {**known.answers, **answers}, known.details, today)
    if wanted.as_json:
        say_json(as_data(prepared, guides.role))
    else:
        print_lines(whole_text(prepared, terminal.page_width), colour=terminal.is_styled(plain=wanted.plain))
    if pad.is_on:
        pad.write(answers)
        assert pad.interview is not None
        warn(f"coach: kept with {pad.interview.name!r}; `coach history show {pad.interview.id}` shows it.")


def _read(guides: Guides, prep: Prep, wanted: PrepOptions) -> dict[str, Value]:
    name, text = read_source(wanted.answers)
    return read_guide_answers(
        text, name, prep.steps, load_book(wanted.side, wanted.folders), guides.countries
    )


def _print_template(guides: Guides, prep: Prep) -> None:
    """Print an answers file in which every answer is still left out."""
    typer.echo("# Answers for `coach prep --answers FILE`. What is left empty is not answered.")
    for section in prep.sections:
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
