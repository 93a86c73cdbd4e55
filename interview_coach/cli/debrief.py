"""`coach debrief`: look back on an interview once, take what helps, and let it go."""

from __future__ import annotations

import time
from dataclasses import dataclass

import typer

from interview_coach.amounts import day_at
from interview_coach.book.guides import Debrief, Guides
from interview_coach.book.records import Interview as KeptInterview
from interview_coach.book.records import Value
from interview_coach.cli.askers import asker_for, conversation
from interview_coach.cli.console import print_lines
from interview_coach.cli.options import Answers, GuideOptions, takes
from interview_coach.cli.streams import Terminal, read_source, say, say_json, terminal_of
from interview_coach.dialogue.debrief_talk import DebriefNotebook, DebriefTalk
from interview_coach.dialogue.interviews import ask_to_keep
from interview_coach.guides.review import Review, review, supposed_ending
from interview_coach.problems import BadInput
from interview_coach.render.debrief_page import afterwards, all_notes, as_data, farewell
from interview_coach.render.layout import DEFAULT_ROLE, with_role
from interview_coach.rulebook.guide_answers import read_guide_answers
from interview_coach.storage.books import load_book, load_guides


@dataclass(frozen=True, slots=True)
class DebriefOptions(GuideOptions):
    """What was asked for on the command line."""

    answers: Answers = ""


@takes(DebriefOptions)
def debrief(context: typer.Context, wanted: DebriefOptions) -> None:
    """Look back once: learn from it, and let it go.

    \b
    coach debrief                   about ten minutes; skip what you like
    coach debrief --keep            keep it; your fixes come back in the next coach prep
    coach debrief --answers a.yaml  no questions
    """
    terminal = terminal_of(context)
    if not wanted.answers and not terminal.interactive:
        raise BadInput(
            "there is no terminal to ask on. Give the answers in a file:\n"
            "  coach debrief --answers answers.yaml      (or --answers - for standard input)\n"
            "  Each line is `step: answer`. This lists the steps: echo {} | coach debrief --answers - --json"
        )
    guides = load_guides(wanted.side, wanted.folders)
    if guides.debrief is None:
        raise BadInput(f"there is no debrief for the role {guides.role!r} yet; try --role {DEFAULT_ROLE}")
    if wanted.answers:
        _from_file(guides, guides.debrief, wanted, terminal)
    else:
        _by_asking(guides, guides.debrief, wanted, terminal)


def _from_file(guides: Guides, guide: Debrief, wanted: DebriefOptions, terminal: Terminal) -> None:
    name, text = read_source(wanted.answers)
    answers = read_guide_answers(text, name, guide.steps, load_book(guides.role, wanted.folders))
    if wanted.interview and not wanted.keep:
        raise BadInput("--interview says where to keep it; add --keep")
    notebook = DebriefNotebook(None, guides)
    failure: BadInput | None = None
    if wanted.keep:
        kept = notebook.take_up(wanted.interview, keep=True)
        if answers and notebook.before.is_unsafe:
            supposed = supposed_ending(guide, notebook.before)
            answers = {id_: each for id_, each in supposed.items() if id_ not in kept} | answers
        try:
            notebook.write(answers)
        except BadInput as error:
            failure = error
    outcome = review(guide, answers, role=guides.role, before=notebook.before)
    interview = None if failure else notebook.interview
    _print(outcome, guides, interview, wanted, terminal)
    if interview is not None and not wanted.as_json:
        say(notebook.where())
    if failure is not None:
        raise failure


def _by_asking(guides: Guides, guide: Debrief, wanted: DebriefOptions, terminal: Terminal) -> None:
    asker = asker_for(terminal, load_book(guides.role, wanted.folders).wording, plain=wanted.plain)
    notebook = DebriefNotebook(asker, guides)
    answers: dict[str, Value] = {}
    with conversation(asker, lambda: _farewell(notebook, with_role("coach debrief", guides.role))):
        is_kept = bool(ask_to_keep(asker, wanted.keep))
        if is_kept or wanted.interview:
            answers = notebook.take_up(wanted.interview, keep=is_kept)
        today = day_at(time.time())
        outcome = DebriefTalk(guide, asker, notebook, answers, guides.role, today).run()
        if wanted.as_json or terminal.piped:
            _print(outcome, guides, notebook.interview, wanted, terminal)
        if not wanted.as_json:
            say("\n".join(filter(None, (notebook.where() or "Nothing is kept.", afterwards(outcome)))))


def _farewell(notebook: DebriefNotebook, again: str) -> str:
    """What to say when the person breaks off. `again` is the command."""
    if notebook.interview is None:
        return f"Stopped. Nothing was kept.\nWhenever you like: {again}"
    return f"Stopped. What you noted is kept.\nGo on: {again} --keep --interview {notebook.interview.id}"


def _print(
    outcome: Review, guides: Guides, kept: KeptInterview | None, wanted: DebriefOptions, terminal: Terminal
) -> None:
    if wanted.as_json:
        interview = {"id": kept.id, "name": kept.name} if kept else None
        say_json({**as_data(outcome), "role": guides.role, "kept_as": interview})
        return
    width = terminal.page_width
    lines = [*all_notes(outcome, width), *farewell(outcome, width)]
    print_lines(lines, colour=terminal.is_styled(plain=wanted.plain))
