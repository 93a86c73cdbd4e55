"""`coach prep`: before an interview. Its options, and which of its ways is taken."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import DEFAULT_ROLE, Answers, Interview, Json, Keep, Plain, Role, Rules
from interview_coach.cli.streams import reporting, terminal_of, warn
from interview_coach.problems import BadInput, no_such

if TYPE_CHECKING:
    from interview_coach.book.guides import Prep
    from interview_coach.guides.settled import Settled


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    section: str = ""
    card: bool = False
    html: str = ""
    rehearse: bool = False
    template: bool = False
    answers: str = ""
    keep: bool = False
    interview: str = ""
    role: str = DEFAULT_ROLE
    rules: tuple[Path, ...] = ()
    as_json: bool = False
    plain: bool = False


def prep(
    context: typer.Context,
    section: Annotated[
        str,
        typer.Argument(help="Straight to one part: needs, deal-breakers, research …", show_default=False),
    ] = "",
    card: Annotated[
        bool, typer.Option("--card", help="Print the card for the break. Needs no answers.")
    ] = False,
    html: Annotated[
        str,
        typer.Option("--html", help="Write the card as a page to print, or - for stdout.", metavar="FILE"),
    ] = "",
    rehearse: Annotated[
        bool, typer.Option("--rehearse", help="Say your exit line aloud, against two push-backs.")
    ] = False,
    answers: Answers = "",
    template: Annotated[bool, typer.Option("--template", help="Print an answers file to fill in.")] = False,
    keep: Keep = False,
    interview: Interview = "",
    role: Role = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Before an interview: settle what counts while you are calm.

    \b
    coach prep              short parts, then: go, ask first, or don't go
    coach prep --card       a card for the break; it works at once
    coach prep --rehearse   say your exit line aloud
    """
    wanted = Wanted(
        section, card or bool(html), html, rehearse, template, answers, keep, interview, role or DEFAULT_ROLE,
        tuple(rules or ()), as_json, plain,
    )  # fmt: skip
    with reporting():
        run(context, wanted)


def run(context: typer.Context, wanted: Wanted) -> None:
    """Take the way that was asked for. Raises CoachError for what the person can mend."""
    from interview_coach.storage.books import load_guides

    terminal = terminal_of(context)
    if wanted.as_json and (wanted.html or wanted.rehearse):
        option = "--html" if wanted.html else "--rehearse"
        raise BadInput(f"{option} prints no JSON; take --json out, or use --card --json")
    if wanted.card or wanted.rehearse:
        _card_or_rehearsal(context, wanted)
        return
    guides = load_guides(wanted.role, wanted.rules)
    if guides.prep is None:
        raise BadInput(
            f"there is nothing to prepare for the role {wanted.role!r} yet; try --role {DEFAULT_ROLE}, "
            "or `coach prep --card`"
        )
    known = [section.id for section in guides.prep.sections]
    if wanted.section and wanted.section not in known:
        raise BadInput(no_such("part", wanted.section, known))
    if wanted.template:
        from interview_coach.cli.prep.filing import print_template

        print_template(guides)
    elif wanted.answers:
        from interview_coach.cli.prep.filing import conclude_from_file

        conclude_from_file(guides, guides.prep, wanted, terminal)
    elif terminal.interactive:
        from interview_coach.cli.askers import asker_for
        from interview_coach.cli.prep.asking import Asking

        asker = asker_for(terminal, plain=wanted.plain)
        Asking(guides, guides.prep, wanted, terminal, asker).run()
    else:
        raise BadInput(_no_terminal(guides.prep))


def _no_terminal(prep: Prep) -> str:
    steps = len([step for section in prep.sections for step in section.steps])
    return (
        "there is no terminal to ask on. Give the answers in a file:\n"
        "  coach prep --answers answers.yaml      (or --answers - for standard input)\n"
        f"  coach prep --template > answers.yaml   writes one to fill in; all of its {steps} answers may be left out\n"
        "  coach prep --card                      needs no answers"
    )


def _card_or_rehearsal(context: typer.Context, wanted: Wanted) -> None:
    from interview_coach.cli.prep.knowing import settled_at_hand
    from interview_coach.storage.books import load_guides

    guides = load_guides(wanted.role, wanted.rules)
    settled: Settled | None
    if wanted.answers and guides.prep is not None:
        from interview_coach.cli.prep.filing import settled_from_file

        settled = settled_from_file(guides, guides.prep, wanted)
    else:
        settled, trouble = settled_at_hand(guides, wanted.interview)
        if trouble:
            warn(trouble)
    terminal = terminal_of(context)
    if wanted.card:
        from interview_coach.cli.prep.card import print_card

        print_card(
            wanted.role,
            wanted.rules,
            settled,
            terminal,
            html=wanted.html,
            plain=wanted.plain,
            as_json=wanted.as_json,
        )
    if wanted.rehearse:
        from interview_coach.cli.prep.rehearsing import rehearse

        rehearse(wanted.role, wanted.rules, settled, terminal, plain=wanted.plain)
