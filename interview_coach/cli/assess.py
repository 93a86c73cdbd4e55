"""`coach assess`: a few questions, then stay, politely exit or walk out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.book.vocabulary import Stance
from interview_coach.cli.assess_lines import ENDINGS, LineByLine
from interview_coach.cli.options import (
    Answers,
    Interview,
    Json,
    Keep,
    OfStance,
    Plain,
    Role,
    Rules,
    argument,
    of_topics,
    option,
    takes,
)
from interview_coach.cli.streams import Terminal, read_source, say_json, terminal_of
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.problems import BadInput, no_such
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.render.result_json import as_data
from interview_coach.render.result_page import first_page
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import load_book
from interview_coach.storage.drafts import book_to_resume, draft_to_resume

STANCES = tuple(stance.id for stance in Stance)


@dataclass(frozen=True, slots=True)
class AssessOptions:
    """What was asked for on the command line."""

    topics: Annotated[
        list[str] | None,
        argument(
            "What is going on, if you know: pay, time, conduct … Or in your own words.", completes=of_topics
        ),
    ] = None
    answers: Answers = ""
    role: Role = ""
    stance: OfStance = ""
    rules: Rules = None
    as_json: Json = False
    plain: Plain = False
    resume: Annotated[
        bool, option("--resume", "Go on with the assessment you broke off, or tell what came of asking.")
    ] = False
    keep: Keep = False
    interview: Interview = ""
    """Number or name of a kept interview. Without it, on a terminal, the one at hand."""
    lines: Annotated[
        bool,
        option(
            "--lines",
            "With --answers: each line holds answers of its own, as in any FILE.jsonl. Needs --json.",
        ),
    ] = False
    brief: Annotated[bool, option("--brief", "Of each line only verdict, action and flags: far quicker.")] = (
        False
    )
    out: Annotated[
        str, option("--out", "Add the results of lines to this file; goes on after those it has.", "FILE")
    ] = ""

    @property
    def folders(self) -> Sequence[Path]:
        """The folders of rules over the built-in ones."""
        return self.rules or ()

    @property
    def in_lines(self) -> bool:
        """Whether each line of the answers is a set of its own."""
        return self.lines or self.answers.endswith(ENDINGS)


@takes(AssessOptions)
def assess(context: typer.Context, wanted: AssessOptions) -> None:
    """Decide: stay, end it politely, or leave now.

    \b
    coach assess                   a few questions, danger first
    coach assess pay               straight to pay, after danger
    coach assess "they shout"      in your own words
    coach assess --answers a.yaml  no questions
    coach assess --answers many.jsonl --json
                                   many at once, one in a line

    Ctrl-C stops, and says how to go on. h hides, and forgets.
    """
    run(terminal_of(context), wanted)


def run(terminal: Terminal, wanted: AssessOptions, *, is_trial: bool = False) -> None:
    """Assess from a file, or ask. Raises CoachError for what the person can mend.

    With `is_trial` rules are being tried: nothing is kept, and a draft of the person's own stays as it is.
    """
    if wanted.stance and wanted.stance not in STANCES:
        raise BadInput(f"--stance: {no_such('stance', wanted.stance, STANCES)}")
    _check_lines(wanted)
    if not wanted.answers and not terminal.interactive:
        if wanted.topics:
            from interview_coach.cli.assess_asking import tell_what_fits

            tell_what_fits(load_book(wanted.role or DEFAULT_ROLE, wanted.folders), wanted.topics)
        raise BadInput(
            "there is no terminal to ask on. Give the answers in a file:\n"
            "  coach assess --answers answers.yaml      (or --answers - for standard input)\n"
            "  An answers file begins with `danger: none`; `coach rules list --questions` lists the questions."
        )
    if wanted.in_lines:
        engine = Engine(load_book(wanted.role or DEFAULT_ROLE, wanted.folders))
        LineByLine(engine, wanted.answers, wanted.stance, wanted.out, is_brief=wanted.brief).decide(
            shows_progress=not (wanted.plain or terminal.plain)
        )
        return
    draft = draft_to_resume(wanted.role) if wanted.resume else None
    role = draft.role if draft else wanted.role or DEFAULT_ROLE
    engine = Engine(book_to_resume(draft, wanted.folders) if draft else load_book(role, wanted.folders))
    if wanted.answers and not (wanted.keep or wanted.interview or draft):
        profile = Profile(Stance.of(wanted.stance)) if wanted.stance else Profile()
        print_result(decide_file(engine, wanted, profile, {})[0], wanted, terminal)
        return
    from interview_coach.cli.assess_asking import assess_with_journal

    assess_with_journal(engine, draft, wanted, terminal, is_trial=is_trial)


def _check_lines(wanted: AssessOptions) -> None:
    """Raises BadInput for options that do not go together with answers in lines, or only with them."""
    if not wanted.in_lines:
        if given := [name for name in ("out", "brief") if getattr(wanted, name)]:
            raise BadInput(
                f"--{given[0]} is for answers in lines: --answers FILE.jsonl, or --answers - --lines"
            )
        return
    if not wanted.answers:
        raise BadInput(
            "--lines is for answers from a file; add --answers FILE, or --answers - for standard input"
        )
    if not wanted.as_json:
        raise BadInput("answers in lines are told as JSON, a line for each; add --json")
    for name in ("topics", "resume", "keep", "interview"):
        if getattr(wanted, name):
            option = "a topic" if name == "topics" else f"--{name}"
            raise BadInput(
                f"{option} is for one set of answers; leave it out where each line is a set of its own"
            )


def decide_file(
    engine: Engine, wanted: AssessOptions, profile: Profile, given: Mapping[str, str]
) -> tuple[Recommendation, dict[str, str]]:
    """What the answers in a file lead to, and the answers. A file says everything itself: it goes before what is `given`.

    Raises BadInput for a file that cannot be read, and BadAnswers with every problem of one that can.
    """
    name, text = read_source(wanted.answers)
    atoms, written = read_answers(text, name, engine.book)
    if written is not None:
        profile = replace(written, stance=profile.stance) if wanted.stance else written
    atoms = {**given, **atoms}
    if wanted.topics:
        asking = Questionnaire(engine, profile)
        only(asking, wanted.topics)
        atoms = {**asking.log.given, **atoms}
    return recommend(engine, atoms, profile), atoms


def only(asking: Questionnaire, topics: Sequence[str]) -> None:
    """Ask about these topics alone. Raises BadInput for one that there is not."""
    known = [topic.id for topic in asking.engine.book.ordinary_topics]
    for topic in topics:
        if topic not in known:
            raise BadInput(no_such("topic", topic, known))
    asking.only(topics)


def print_result(recommendation: Recommendation, wanted: AssessOptions, terminal: Terminal) -> None:
    """Print a result: as JSON, or as the page that a person reads."""
    if wanted.as_json:
        say_json(as_data(recommendation))
        return
    from interview_coach.cli.console import print_lines

    lines = first_page(recommendation, terminal.page_width, rows=40, with_keys=False)
    print_lines(lines, colour=terminal.is_styled(plain=wanted.plain))
