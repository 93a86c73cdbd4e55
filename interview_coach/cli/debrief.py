"""`coach debrief`: look back on an interview once, take what helps, and let it go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from interview_coach.cli.options import DEFAULT_ROLE, Answers, Interview, Json, Keep, Plain, Role, Rules
from interview_coach.cli.streams import Terminal, reporting, say, say_json, terminal_of
from interview_coach.problems import BadInput

if TYPE_CHECKING:
    from interview_coach.book.guides import Debrief, Guides
    from interview_coach.book.records import Value
    from interview_coach.cli.debriefing import Notebook
    from interview_coach.guides.review import Review


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    answers: str = ""
    keep: bool = False
    interview: str = ""
    role: str = DEFAULT_ROLE
    rules: tuple[Path, ...] = ()
    as_json: bool = False
    plain: bool = False

    @property
    def other_role(self) -> str:
        """The role where commands have to name it."""
        return "" if self.role == DEFAULT_ROLE else self.role


def debrief(
    context: typer.Context,
    answers: Answers = "",
    keep: Keep = False,
    interview: Interview = "",
    role: Role = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Look back once: learn from it, and let it go.

    \b
    coach debrief                   about ten minutes; skip what you like
    coach debrief --keep            keep it; your fixes come back in the next coach prep
    coach debrief --answers a.yaml  no questions
    """
    wanted = Wanted(
        answers, keep, interview, role or DEFAULT_ROLE, tuple(rules or ()), as_json, plain
    )  # fmt: skip
    with reporting():
        run(context, wanted)


def run(context: typer.Context, wanted: Wanted) -> None:
    """Debrief from a file, or ask. Raises CoachError for what the person can mend."""
    from interview_coach.storage.books import load_guides

    terminal = terminal_of(context)
    if not wanted.answers and not terminal.interactive:
        raise BadInput(
            "there is no terminal to ask on. Give the answers in a file:\n"
            "  coach debrief --answers answers.yaml      (or --answers - for standard input)\n"
            "  Each line is `step: answer`. This lists the steps: echo {} | coach debrief --answers - --json"
        )
    guides = load_guides(wanted.role, wanted.rules)
    if guides.debrief is None:
        raise BadInput(f"there is no debrief for the role {wanted.role!r} yet; try --role {DEFAULT_ROLE}")
    if wanted.answers:
        _from_file(guides, guides.debrief, wanted, terminal)
    else:
        _by_asking(guides, guides.debrief, wanted, terminal)


def _from_file(guides: Guides, guide: Debrief, wanted: Wanted, terminal: Terminal) -> None:
    from interview_coach.cli.assess import read_source
    from interview_coach.cli.debriefing import GUIDE, Notebook
    from interview_coach.dialogue.interviews import choose_interview, open_or_warn
    from interview_coach.dialogue.recall import before_of
    from interview_coach.guides.review import Before, review, supposed_ending
    from interview_coach.rulebook.guide_answers import read_guide_answers
    from interview_coach.storage.books import load_book

    name, text = read_source(wanted.answers)
    steps = [step for section in guide.sections for step in section.steps]
    answers = read_guide_answers(text, name, steps, load_book(wanted.role, wanted.rules))
    before = Before()
    notebook: Notebook | None = None
    failure: BadInput | None = None
    if wanted.keep:
        with open_or_warn() as (journal, _):
            chosen = choose_interview(None, journal, wanted.role, wanted.interview)
            before = before_of(guides, journal, chosen.interview)
            kept = journal.answers(chosen.interview.id, GUIDE) if journal and chosen.interview else {}
        if answers and before.is_unsafe:
            supposed = supposed_ending(guide, before)
            answers = {id_: each for id_, each in supposed.items() if id_ not in kept} | answers
        notebook = Notebook(None, guides, chosen, before)
        try:
            notebook.write(answers)
        except BadInput as error:
            notebook, failure = None, error
    elif wanted.interview:
        raise BadInput("--interview says where to keep it; add --keep")
    _print(review(guide, answers, role=wanted.other_role, before=before), notebook, wanted, terminal)
    if failure is not None:
        raise failure


def _by_asking(guides: Guides, guide: Debrief, wanted: Wanted, terminal: Terminal) -> None:
    from interview_coach.cli.askers import asker_for, conversation
    from interview_coach.cli.debriefing import GUIDE, Notebook
    from interview_coach.dialogue.debrief_talk import Sitting
    from interview_coach.dialogue.interviews import ask_to_keep, choose_interview, open_or_warn
    from interview_coach.dialogue.recall import before_of

    asker = asker_for(terminal, plain=wanted.plain)
    notebook = Notebook(asker, guides)
    answers: dict[str, Value] = {}
    with conversation(asker, lambda: _farewell(notebook, wanted.other_role), lambda: notebook.troubles):
        is_kept = ask_to_keep(asker, wanted.keep)
        if is_kept or wanted.interview:
            with open_or_warn() as (journal, trouble):
                notebook.troubles += [trouble] if trouble else []
                chosen = choose_interview(asker, journal, wanted.role, wanted.interview, may_begin=is_kept)
                if journal is not None and chosen.interview is not None:
                    answers.update(journal.answers(chosen.interview.id, GUIDE))
                    notebook.before = before_of(guides, journal, chosen.interview)
            if is_kept:
                notebook = Notebook(asker, guides, chosen, notebook.before)
        today = datetime.now().astimezone().date()
        outcome = Sitting(guide, asker, notebook, answers, wanted.other_role, today).run()
        if wanted.as_json:
            _print(outcome, notebook, wanted, terminal)
        else:
            from interview_coach.render.debrief_page import afterwards

            say("\n".join(filter(None, (notebook.where() or "Nothing is kept.", afterwards(outcome)))))


def _farewell(notebook: Notebook, role: str) -> str:
    """What to say when the person breaks off."""
    again = f"coach debrief --role {role}" if role else "coach debrief"
    if notebook.interview is None:
        return f"Stopped. Nothing was kept.\nWhenever you like: {again}"
    return f"Stopped. What you noted is kept.\nGo on: {again} --keep --interview {notebook.interview.id}"


def _print(outcome: Review, notebook: Notebook | None, wanted: Wanted, terminal: Terminal) -> None:
    """The result where nobody is asked, or where JSON is wanted."""
    kept = notebook.interview if notebook else None
    if wanted.as_json:
        from interview_coach.render.debrief_page import as_data

        interview = {"id": kept.id, "name": kept.name} if kept else None
        say_json({**as_data(outcome), "role": wanted.role, "kept_as": interview})
        return
    from interview_coach.cli.console import print_lines
    from interview_coach.render.debrief_page import all_notes, farewell

    width = max(20, min(terminal.width, 100))
    is_styled = terminal.colour and not (terminal.plain or wanted.plain)
    print_lines([*all_notes(outcome, width), *farewell(outcome, width)], colour=is_styled)
    if notebook is not None:
        say(notebook.where())
