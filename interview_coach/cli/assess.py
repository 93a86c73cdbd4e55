"""`coach assess`: a few questions, then stay, politely exit or walk out."""

from __future__ import annotations

import difflib
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.book.pack import Book, Option, Stance
from interview_coach.cli.askers import asker_for, conversation
from interview_coach.cli.assess_lines import ENDINGS, LineByLine
from interview_coach.cli.completion import of_topics
from interview_coach.cli.options import Answers, Interview, Json, Keep, OfStance, Plain, Role, Rules, takes
from interview_coach.cli.streams import Terminal, reporting, say_json, terminal_of, warn_each
from interview_coach.dialogue.assess_journal import Groundwork, Recorder, groundwork
from interview_coach.dialogue.assess_talk import Conversation
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation, recommend
from interview_coach.problems import BadInput, no_such
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.render.result_json import as_data
from interview_coach.render.result_page import first_page
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.session.fits import fitting
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import load_book
from interview_coach.storage.drafts import Draft, Keeper, book_to_resume, draft_to_resume, log_to_resume

BYTES_AT_MOST = 1_000_000
"""What an answers file may hold. More is no answers file, and may have no end."""

STANCES = tuple(stance.id for stance in Stance)


@dataclass(frozen=True, slots=True)
class AssessOptions:
    """What was asked for on the command line."""

    topics: Annotated[
        list[str] | None,
        typer.Argument(
            help="What is going on, if you know: pay, time, conduct … Or in your own words.",
            autocompletion=of_topics,
            show_default=False,
        ),
    ] = None
    answers: Answers = ""
    role: Role = ""
    stance: OfStance = ""
    rules: Rules = None
    as_json: Json = False
    plain: Plain = False
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with the assessment you broke off, or tell what came of asking."
        ),
    ] = False
    keep: Keep = False
    interview: Interview = ""
    """Number or name of a kept interview. Without it, on a terminal, the one at hand."""
    lines: Annotated[
        bool,
        typer.Option(
            "--lines",
            help="With --answers: each line holds answers of its own, as in any FILE.jsonl. Needs --json.",
        ),
    ] = False
    brief: Annotated[
        bool, typer.Option("--brief", help="Of each line only verdict, action and flags: far quicker.")
    ] = False
    out: Annotated[
        str,
        typer.Option(
            "--out", help="Add the results of lines to this file; goes on after those it has.", metavar="FILE"
        ),
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
    """
    with reporting():
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
            _tell_what_fits(load_book(wanted.role or DEFAULT_ROLE, wanted.folders), wanted.topics)
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
    before = Groundwork()
    if not is_trial and (wanted.interview or not wanted.answers):
        before = groundwork(engine.book, wanted.folders, wanted.interview, may_begin=wanted.keep)
    if stance := wanted.stance or (draft.stance if draft else ""):
        before = replace(before, profile=replace(before.profile, stance=Stance.of(stance)))
    if wanted.answers:
        _from_file(engine, before, wanted, terminal)
    else:
        _by_asking(engine, before, draft, wanted, terminal, is_trial=is_trial)
    warn_each(filter(None, [before.trouble]))


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


def _from_file(engine: Engine, before: Groundwork, wanted: AssessOptions, terminal: Terminal) -> None:
    """A file says everything itself; what was kept counts only for an interview that was named."""
    name, text = read_source(wanted.answers)
    atoms, written = read_answers(text, name, engine.book)
    profile = before.profile
    if written is not None:
        profile = replace(written, stance=profile.stance) if wanted.stance else written
    atoms = {**before.given, **atoms}
    if wanted.topics:
        asking = Questionnaire(engine, profile)
        _only(asking, wanted.topics)
        atoms = {**asking.log.given, **atoms}
    recommendation = recommend(engine, atoms, profile)
    told: tuple[str, ...] = ()
    failure: BadInput | None = None
    if wanted.keep:
        try:
            told = Recorder(before).keep(recommendation, atoms)[:1]
        except BadInput as error:
            failure = error
    _print(recommendation, wanted, terminal)
    warn_each(told)
    if failure is not None:
        raise BadInput(f"it was not kept: {failure}")


def read_source(source: str) -> tuple[str, str]:
    """The name and the text of an answers file. Raises BadInput if it cannot be read."""
    try:
        if source != "-":
            with Path(source).open("rb") as file:
                return source, _decoded(file.read(BYTES_AT_MOST + 1), source)
        if sys.stdin is None:
            raise BadInput("--answers: there is no standard input; name a file")
        stream = getattr(sys.stdin, "buffer", None)
        return "<stdin>", _decoded(stream.read(BYTES_AT_MOST + 1), "<stdin>") if stream else sys.stdin.read()
    except UnicodeDecodeError as error:
        raise BadInput(f"--answers: {source} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"--answers: {source} cannot be read ({reason}); check the name") from error


def _decoded(data: bytes, source: str) -> str:
    if len(data) > BYTES_AT_MOST:
        raise BadInput(f"--answers: {source} is too long; answers have at most {BYTES_AT_MOST:,} bytes")
    return data.decode("utf-8-sig")


def _only(asking: Questionnaire, topics: Sequence[str]) -> None:
    known = [topic.id for topic in asking.engine.book.ordinary_topics]
    for topic in topics:
        if topic not in known:
            raise BadInput(no_such("topic", topic, known))
    asking.only(topics)


def _understood(book: Book, typed: Sequence[str]) -> tuple[list[str], tuple[Option, ...] | None]:
    """The topics that are named, and what the words fit, or None where there are only topics.

    A slip of the finger in a topic is told by BadInput, unless it finds something as a word.
    """
    known = [topic.id for topic in book.ordinary_topics]
    topics = [word for word in typed if word in known]
    if len(topics) == len(typed):
        return topics, None
    found = fitting(book, " ".join(typed))
    if not found and len(typed) == 1 and difflib.get_close_matches(typed[0], known, n=1):
        raise BadInput(no_such("topic", typed[0], known))
    return topics, found


def _tell_what_fits(book: Book, typed: Sequence[str]) -> None:
    """Without a terminal own words are told what fits them, as it stands in an answers file; by BadInput."""
    _, found = _understood(book, typed)
    if found is None:
        return
    if not found:
        known = ", ".join(topic.id for topic in book.ordinary_topics)
        raise BadInput(f"there is no terminal to ask on, and nothing fits these words. Topics: {known}")
    fits = [f"  {option.topic}: [{option.id}]" for option in found]
    width = max(map(len, fits))
    rows = [f"{row:<{width}}  # {option.text}" for row, option in zip(fits, found, strict=True)]
    raise BadInput(
        "there is no terminal to ask on. Of what fits these words, take what is so into an answers file:\n"
        + "\n".join(rows)
        + "\nThen: coach assess --answers answers.yaml"
    )


def _by_asking(
    engine: Engine,
    before: Groundwork,
    draft: Draft | None,
    wanted: AssessOptions,
    terminal: Terminal,
    *,
    is_trial: bool,
) -> None:
    asking = before.questionnaire(engine, log_to_resume(draft, engine) if draft else None)
    topics, found = _understood(engine.book, wanted.topics or ())
    if topics:
        asking.only(topics)
    asker = asker_for(terminal, plain=wanted.plain)
    keeper = Keeper(asking, wanted.folders, is_trial=is_trial)
    talk = Conversation(asker, asking, keeper, Recorder(before, is_trial=is_trial), wanted.folders, found)
    with conversation(asker, keeper.farewell, lambda: keeper.troubles, keeper.forget):
        recommendation = talk.run()
        keeper.finish(recommendation)
        is_left_on_screen = not (recommendation.is_danger or terminal.plain or wanted.plain)
        if wanted.as_json or terminal.piped or is_left_on_screen:
            _print(recommendation, wanted, terminal)
        if wanted.keep:
            warn_each(talk.recorder.told(recommendation, talk.questionnaire.answers)[:1])


def _print(recommendation: Recommendation, wanted: AssessOptions, terminal: Terminal) -> None:
    if wanted.as_json:
        say_json(as_data(recommendation))
        return
    from interview_coach.cli.console import print_lines

    lines = first_page(recommendation, terminal.page_width, rows=40, with_keys=False)
    print_lines(lines, colour=terminal.is_styled(plain=wanted.plain))
