"""`coach page`: the questionnaire as one file for a phone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from interview_coach.cli.options import Rules, of_interviews, of_roles, option, takes
from interview_coach.cli.streams import say, warn
from interview_coach.dialogue.recall import facts_for_prep, meant
from interview_coach.page.page_data import Carried
from interview_coach.page.page_file import MARK, build_page
from interview_coach.problems import BadInput
from interview_coach.storage.books import load_book, load_guides, roles
from interview_coach.storage.cards import write_over_own


@dataclass(frozen=True, slots=True)
class PageOptions:
    """What was asked for on the command line."""

    out: Annotated[str, option("--out", "The file to write, or - for standard output.", "FILE")] = (
        "coach.html"
    )
    role: Annotated[
        list[str] | None,
        option(
            "--role",
            "Only these roles: candidate, interviewer, freelancer, vendor. The first one opens.",
            "ROLE",
            of_roles,
        ),
    ] = None
    rules: Rules = None
    with_plan: Annotated[
        str,
        option(
            "--with-plan",
            "Put in what `coach prep` settled for a kept interview: its number or its name.",
            "N|NAME",
            of_interviews,
        ),
    ] = ""


@takes(PageOptions)
def page(_: typer.Context, wanted: PageOptions) -> None:
    """All the questions as one file for a phone, offline.

    \b
    coach page                      for all roles
    coach page --role candidate     half the size
    coach page --with-plan 1        with the deal-breakers, floor and country of a kept interview
    """
    rules = tuple(wanted.rules or ())
    sides = tuple(dict.fromkeys(wanted.role or roles()))
    carried = _carried(sides[0], rules, wanted.with_plan) if wanted.with_plan else None
    if carried is not None:
        warn(
            f"coach: this file will hold what you settled for {carried.interview.name!r}, for anyone who opens it:"
        )
        for text in carried.told(load_book(sides[0], rules)):
            warn(f"  {text}")
    text = build_page(sides, rules, carried)
    if wanted.out == "-":
        typer.echo(text, nl=False)
        return
    write_over_own(Path(wanted.out).expanduser(), text, "--out", "page", MARK)
    say(
        f"Your page: {wanted.out}, {len(text) // 1000} kB, works without a network.\n"
        "Onto a phone: send it to yourself, save it there, and open it in the browser. If the phone only shows\n"
        "a preview, choose Open with, or Share, and take the browser. Then keep it: in the browser's menu, Add to\n"
        'home screen, or a bookmark. It calls itself "Shopping list", and you may give the file any name.\n'
        "Try it once while you are calm: Hide shows a shopping list; hold its title for a second to come back."
    )


def _carried(role: str, rules: Sequence[Path], name: str) -> Carried:
    """What is settled for a kept interview. Raises BadInput if it is not there, or nothing is settled."""
    guides = load_guides(role, rules)
    nothing = f"--with-plan: nothing is settled for {name!r} yet; `coach prep --keep --interview {name!r}` does that"
    try:
        known = facts_for_prep(guides, meant(role, name).interview)
    except BadInput as error:
        raise BadInput(nothing) from error
    if guides.prep is None or known.interview is None or not known.answers:
        raise BadInput(nothing)
    return Carried(role, known.interview, known.settled(guides.prep), guides.countries)
