"""`coach assess`: a few questions, then stay, politely exit or walk out."""

from __future__ import annotations

import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.commands.options import Json, Plain, Role, Rules
from interview_coach.commands.streams import Terminal, reporting, say, terminal_of, warn, warn_each
from interview_coach.problems import BadInput, ExitStatus, no_such

if TYPE_CHECKING:
    from interview_coach.asking.port import Asker
    from interview_coach.engine.answers import Profile
    from interview_coach.engine.assessing import Engine
    from interview_coach.engine.recommending import Recommendation
    from interview_coach.model import Book
    from interview_coach.session.log import Log
    from interview_coach.session.questionnaire import Questionnaire
    from interview_coach.storage.drafts import Draft

DEFAULT_ROLE = "candidate"
RESUME = "coach assess --resume"
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


def assess(
    context: typer.Context,
    topics: Annotated[
        list[str] | None,
        typer.Argument(help="What is going on, if you know: pay, time, conduct …", show_default=False),
    ] = None,
    answers: Annotated[
        str,
        typer.Option(
            "--answers",
            help="Read answers from a YAML or JSON file, or - for standard input.",
            metavar="FILE",
        ),
    ] = "",
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
) -> None:
    """Decide: stay, end it politely, or leave now.

    coach assess                   a few questions, danger first
    coach assess pay               straight to pay, after danger
    coach assess --answers a.yaml  no questions
    """
    wanted = Wanted(tuple(topics or ()), answers, role, stance, tuple(rules or ()), as_json, plain, resume)
    with reporting():
        run(context, wanted)


def run(context: typer.Context, wanted: Wanted) -> None:
    """Assess from a file, or ask. Raises CoachError for what the person can mend."""
    from interview_coach.engine.answers import Profile
    from interview_coach.engine.assessing import Engine
    from interview_coach.model import Stance
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
    draft = _draft(wanted) if wanted.resume else None
    role = draft.role if draft else wanted.role or DEFAULT_ROLE
    stance = wanted.stance or (draft.stance if draft else "balanced")
    profile = Profile(Stance.of(stance))
    engine = Engine(load_book(role, wanted.rules))
    if wanted.answers:
        _from_file(engine, profile, wanted, terminal)
    else:
        log = _log_of(draft, engine) if draft else None
        _by_asking(engine, profile, log, wanted, terminal)


def _from_file(engine: Engine, profile: Profile, wanted: Wanted, terminal: Terminal) -> None:
    from interview_coach.engine.recommending import recommend
    from interview_coach.rulebook.answerfile import read_answers

    name, text = _read(wanted.answers)
    atoms, written = read_answers(text, name, engine.book)
    if written is not None:
        profile = replace(written, stance=profile.stance) if wanted.stance else written
    if wanted.topics:
        from interview_coach.session.questionnaire import Questionnaire

        asking = Questionnaire(engine, profile)
        _only(asking, wanted.topics)
        atoms = {**asking.log.given, **atoms}
    _print(recommend(engine, atoms, profile), wanted, terminal)


def _read(source: str) -> tuple[str, str]:
    """The name and the text of an answers file."""
    if source == "-":
        return "<stdin>", sys.stdin.read()
    path = Path(source)
    try:
        return source, path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise BadInput(f"--answers: {source} is not UTF-8 text; save it as UTF-8") from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"--answers: {source} cannot be read ({reason}); check the name") from error


def _only(asking: Questionnaire, topics: Sequence[str]) -> None:
    known = [topic.id for topic in asking.engine.book.ordinary_topics]
    for topic in topics:
        if topic not in known:
            raise BadInput(no_such("topic", topic, known))
    asking.only(topics)


def _by_asking(engine: Engine, profile: Profile, log: Log | None, wanted: Wanted, terminal: Terminal) -> None:
    from interview_coach.asking.conversation import Conversation, Ending
    from interview_coach.session.questionnaire import Questionnaire

    asker = _asker(terminal, wanted)
    asking = Questionnaire(engine, profile, log)
    if wanted.topics:
        _only(asking, wanted.topics)
    keeper = _Keeper(asking)
    try:
        outcome = Conversation(asking, asker, keeper.keep).run()
    except KeyboardInterrupt:
        asker.clear()
        warn(keeper.farewell())
        raise typer.Exit(ExitStatus.INTERRUPTED) from None
    match outcome.ending:
        case Ending.HIDDEN:
            keeper.forget()
            asker.clear()
        case Ending.OTHER_SIDE:
            keeper.forget()
            other = _other_side(asker, engine.book, wanted)
            _by_asking(other, profile, None, replace(wanted, topics=()), terminal)
        case Ending.DONE:
            assert outcome.recommendation is not None
            keeper.finish(outcome.recommendation)
            _print(outcome.recommendation, wanted, terminal)
    warn_each(dict.fromkeys(keeper.troubles))


def _asker(terminal: Terminal, wanted: Wanted) -> Asker:
    if terminal.plain or wanted.plain:
        from interview_coach.prompts.plain import PlainAsker

        return PlainAsker()
    from interview_coach.prompts.terminal import TerminalAsker

    return TerminalAsker(terminal.grace, colour=terminal.colour)


def _draft(wanted: Wanted) -> Draft:
    """The draft to go on with. Raises BadInput if there is none, or not for this role."""
    from interview_coach.storage.drafts import load_draft

    draft = load_draft(time.time())
    if draft is None:
        raise BadInput("there is nothing to resume (drafts are kept for 24 hours); start with `coach assess`")
    if wanted.role and draft.role != wanted.role:
        raise BadInput(f"the draft is for another role; use `{RESUME}` alone")
    return draft


def _log_of(draft: Draft, engine: Engine) -> Log:
    """The log of the draft, with raise states asked again where the person had not asked yet."""
    from interview_coach.session.log import unknown_events

    if unknown_events(draft.log.events, engine):
        raise BadInput("the rules have changed since the draft was made; start again with `coach assess`")
    for prompt, answers in list(draft.log.standing().items()):
        if prompt.startswith("raised/") and answers == ((prompt, "not-yet"),):
            draft.log.take_back(prompt)
    return draft.log


def _other_side(asker: Asker, book: Book, wanted: Wanted) -> Engine:
    """Ask who the person is and load that book."""
    from interview_coach.engine.assessing import Engine
    from interview_coach.session.screens import Choice, Kind, Screen
    from interview_coach.storage.books import load_book, roles

    books = [load_book(role, wanted.rules) for role in roles(wanted.rules)]
    choices = tuple(
        Choice(str(n), other.info.switch_text, (("role", other.info.id),)) for n, other in enumerate(books, 1)
    )
    screen = Screen("role", Kind.ONE, "WHO ARE YOU?", f"Now: {book.info.switch_text}", choices)
    reply = asker.ask(screen, frozenset())
    chosen = dict(reply.answers).get("role", book.info.id)
    return Engine(next(other for other in books if other.info.id == chosen))


class _Keeper:
    """Keeps the draft while asking, and nothing at all after danger. What fails is told at the end."""

    def __init__(self, asking: Questionnaire) -> None:
        self._asking = asking
        self._is_kept = False
        self.troubles: list[str] = []

    def keep(self) -> None:
        from interview_coach.storage.drafts import Draft, discard_all, save_draft

        try:
            if self._asking.recommend().is_danger:
                discard_all()
                self._is_kept = False
                return
            asking = self._asking
            stance = asking.profile.stance.id
            save_draft(Draft(asking.engine.book.info.id, stance, asking.log, time.time()))
            self._is_kept = True
        except OSError as error:
            self._is_kept = False
            self.troubles.append(
                f"coach: your answers were not kept ({error.strerror or error}); the verdict is not affected."
            )

    def finish(self, recommendation: Recommendation) -> None:
        """Keep what `coach script` and `--resume` continue from, unless there was danger."""
        from interview_coach.storage.drafts import discard_all
        from interview_coach.storage.lastresult import LastResult, save_result

        try:
            if recommendation.is_danger:
                discard_all()
                return
            about = tuple(state.flag.id for state in recommendation.reasons)
            topics = tuple(dict.fromkeys(state.flag.topic for state in recommendation.reasons))
            role = recommendation.book.info.id
            save_result(LastResult(role, recommendation.verdict.id, about, topics, time.time()))
        except OSError as error:
            self.troubles.append(f"coach: the result was not kept ({error.strerror or error}).")

    def forget(self) -> None:
        from interview_coach.storage.drafts import discard_all

        try:
            discard_all()
        except OSError as error:
            self.troubles.append(f"coach: the draft could not be removed ({error.strerror or error}).")

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        line = "A line now: coach script"
        if not self._is_kept:
            return f"Stopped. Nothing was kept.\n{line}"
        return f"Stopped.\nGo on: {RESUME}\n{line}"


def _print(recommendation: Recommendation, wanted: Wanted, terminal: Terminal) -> None:
    if wanted.as_json:
        import json

        from interview_coach.rendering.json_form import as_data

        say(json.dumps(as_data(recommendation), ensure_ascii=False, indent=2))
        return
    from interview_coach.commands.console import print_lines
    from interview_coach.rendering.result import first_page

    width = max(20, min(terminal.width, 100))
    is_styled = terminal.colour and not (wanted.plain or terminal.plain)
    print_lines(first_page(recommendation, width, rows=40, with_keys=False), colour=is_styled)
