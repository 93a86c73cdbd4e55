"""`coach assess`: a few questions, then stay, politely exit or walk out."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import DEFAULT_ROLE, Answers, Interview, Json, Keep, Plain, Role, Rules
from interview_coach.cli.streams import Terminal, reporting, say_json, terminal_of, warn_each
from interview_coach.problems import BadInput, no_such

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.cli.prepared import Prepared
    from interview_coach.dialogue.port import Asker
    from interview_coach.engine.engine import Engine
    from interview_coach.engine.recommendation import Recommendation
    from interview_coach.session.log import Log
    from interview_coach.session.questionnaire import Questionnaire
    from interview_coach.storage.drafts import Draft

BYTES_AT_MOST = 1_000_000
"""What an answers file may hold. More is no answers file, and may have no end."""

STANCES = ("network-first", "balanced", "firm")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    topics: Sequence[str] = ()
    answers: str = ""
    role: str = ""
    stance: str = ""
    rules: tuple[Path, ...] = ()
    as_json: bool = False
    plain: bool = False
    resume: bool = False
    keep: bool = False
    interview: str = ""
    """Number or name of a kept interview. Without it, on a terminal, the one at hand."""
    is_trial: bool = False
    """Rules are being tried: nothing is kept, and a draft of the person's own stays as it is."""


def assess(
    context: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(help="What is going on, if you know: pay, time, conduct …", show_default=False),
    ] = None,
    answers: Answers = "",
    role: Role = "",
    stance: Annotated[
        str, typer.Option("--stance", help="network-first, balanced or firm.", metavar="STANCE")
    ] = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
    resume: Annotated[
        bool,
        typer.Option(
            "--resume", help="Go on with the assessment you broke off, or tell what came of asking."
        ),
    ] = False,
    keep: Keep = False,
    interview: Interview = "",
) -> None:
    """Decide: stay, end it politely, or leave now.

    \b
    coach assess                   a few questions, danger first
    coach assess pay               straight to pay, after danger
    coach assess --answers a.yaml  no questions
    """
    wanted = Wanted(
        tuple(topics or ()),
        answers,
        role,
        stance,
        tuple(rules or ()),
        as_json,
        plain,
        resume,
        keep,
        interview,
    )
    with reporting():
        run(context, wanted)


def run(context: typer.Context, wanted: Wanted) -> None:
    """Assess from a file, or ask. Raises CoachError for what the person can mend."""
    from interview_coach.book.pack import Stance
    from interview_coach.cli.prepared import Prepared, prepared
    from interview_coach.engine.engine import Engine
    from interview_coach.storage.books import load_book

    terminal = terminal_of(context)
    if wanted.stance and wanted.stance not in STANCES:
        raise BadInput(f"--stance: {no_such('stance', wanted.stance, STANCES)}")
    if not wanted.answers and not terminal.interactive:
        raise BadInput(
            "there is no terminal to ask on. Give the answers in a file:\n"
            "  coach assess --answers answers.yaml      (or --answers - for standard input)\n"
            "  An answers file begins with `danger: none`; `coach rules list --questions` lists the questions."
        )
    draft = None
    if wanted.resume:
        from interview_coach.cli.keeping import draft_to_resume

        draft = draft_to_resume(wanted.role)
    role = draft.role if draft else wanted.role or DEFAULT_ROLE
    engine = Engine(load_book(role, wanted.rules))
    before = Prepared()
    if not wanted.is_trial and (wanted.interview or not wanted.answers):
        before = prepared(engine.book, wanted.rules, wanted.interview, may_begin=wanted.keep)
    if stance := wanted.stance or (draft.stance if draft else ""):
        before = replace(before, profile=replace(before.profile, stance=Stance.of(stance)))
    if wanted.answers:
        _from_file(engine, before, wanted, terminal)
    else:
        _by_asking(engine, before, draft, wanted, terminal)
    warn_each(filter(None, [before.trouble]))


def _from_file(engine: Engine, before: Prepared, wanted: Wanted, terminal: Terminal) -> None:
    """A file says everything itself; what was kept counts only for an interview that was named."""
    from interview_coach.cli.recording import Recorder
    from interview_coach.engine.recommendation import recommend
    from interview_coach.rulebook.answers import read_answers

    name, text = read_source(wanted.answers)
    atoms, written = read_answers(text, name, engine.book)
    profile = before.profile
    if written is not None:
        profile = replace(written, stance=profile.stance) if wanted.stance else written
    atoms = {**before.given, **atoms}
    if wanted.topics:
        from interview_coach.session.questionnaire import Questionnaire

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


def _by_asking(
    engine: Engine, before: Prepared, draft: Draft | None, wanted: Wanted, terminal: Terminal
) -> None:
    from interview_coach.cli.askers import asker_for, conversation
    from interview_coach.cli.keeping import Keeper, log_to_resume
    from interview_coach.cli.prepared import Prepared, prepared
    from interview_coach.cli.recording import Recorder
    from interview_coach.dialogue.assess_talk import Conversation, OtherSide

    asker = asker_for(terminal, plain=wanted.plain)
    asking = _questionnaire(engine, before, log_to_resume(draft, engine) if draft else None)
    if wanted.topics:
        _only(asking, wanted.topics)
    keeper = Keeper(asking, is_trial=wanted.is_trial)
    recorder = Recorder(before, is_trial=wanted.is_trial)
    with conversation(asker, keeper.farewell, lambda: keeper.troubles, keeper.forget):
        recommendation: Recommendation | None = None
        while recommendation is None:
            try:
                recommendation = Conversation(asking, asker, keeper.keep, recorder.told).run()
            except OtherSide:
                keeper.forget()
                engine = _choose_side(asker, engine.book, wanted)
                before = Prepared() if wanted.is_trial else prepared(engine.book, wanted.rules)
                asking = _questionnaire(engine, before)
                recorder = Recorder(before, is_trial=wanted.is_trial)
                keeper.follow(asking)
        keeper.finish(recommendation)
        is_left_on_screen = not recommendation.is_danger and not _is_plain(terminal, wanted)
        if wanted.as_json or is_left_on_screen:
            _print(recommendation, wanted, terminal)
        if wanted.keep:
            warn_each(recorder.told(recommendation, asking.answers)[:1])


def _questionnaire(engine: Engine, before: Prepared, log: Log | None = None) -> Questionnaire:
    """A questionnaire that does not ask again what is known from before."""
    from interview_coach.session.questionnaire import Questionnaire

    asking = Questionnaire(engine, before.profile, log)
    asking.log.given.update(before.given)
    return asking


def _is_plain(terminal: Terminal, wanted: Wanted) -> bool:
    return terminal.plain or wanted.plain


def _choose_side(asker: Asker, book: Book, wanted: Wanted) -> Engine:
    """Ask who the person is and load that book."""
    from interview_coach.dialogue.assess_talk import line_to_leave
    from interview_coach.dialogue.menu import Pressed, choose
    from interview_coach.engine.engine import Engine
    from interview_coach.engine.recommendation import recommend
    from interview_coach.storage.books import load_book, roles

    books = [load_book(role, wanted.rules) for role in roles(wanted.rules)]
    while True:
        chosen = choose(
            asker,
            "WHO ARE YOU?",
            f"Now: {book.info.switch_text}",
            [(other.info.switch_text, other) for other in books],
            commands=(("b", "back"), ("x", "a line to leave"), ("h", "hide")),
        )
        if not isinstance(chosen, Pressed):
            return Engine(chosen)
        if chosen == "b":
            return Engine(book)
        asker.tell(line_to_leave(recommend(Engine(book), {})))


def _print(recommendation: Recommendation, wanted: Wanted, terminal: Terminal) -> None:
    if wanted.as_json:
        from interview_coach.render.result_json import as_data

        say_json(as_data(recommendation))
        return
    from interview_coach.cli.console import print_lines
    from interview_coach.render.result_page import first_page

    width = max(20, min(terminal.width, 100))
    is_styled = terminal.colour and not _is_plain(terminal, wanted)
    print_lines(first_page(recommendation, width, rows=40, with_keys=False), colour=is_styled)
