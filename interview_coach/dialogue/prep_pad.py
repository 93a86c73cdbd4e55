"""What a prep is for, and how answers are kept in the journal as they come."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from typing import NamedTuple

from interview_coach.amounts import day_of, day_text
from interview_coach.book.guides import Prep, StepKind
from interview_coach.book.records import Interview, Value
from interview_coach.dialogue.interviews import (
    Chosen,
    How,
    Notebook,
    ask_to_keep,
    choose_interview,
    open_or_warn,
)
from interview_coach.dialogue.port import BACK, LOOK, Asker, Pages, Pressed, choose, show
from interview_coach.dialogue.recall import meant
from interview_coach.problems import BadInput, WorthTelling
from interview_coach.render.layout import BLANK, Commands, Line, paragraph, paragraphs
from interview_coach.storage.journal import open_journal
from interview_coach.storage.journal.journal import Journal

GUIDE = "prep"


class Pad(Notebook):
    """Keeps what is answered and filled in while preparing; the day of an interview is the interview's day."""

    guide = GUIDE

    def _is_set(self, journal: Journal, record: Interview, step: str, value: Value | None) -> None:
        steps = self._guides.prep.steps if self._guides.prep else ()
        is_day = any(each.id == step and each.kind is StepKind.DATE for each in steps)
        if is_day and not record.is_general:
            journal.set_date(record.id, value if isinstance(value, str) else "")

    def keep_details(self, details: Mapping[str, str]) -> None:
        """Keep what was filled into letters; what holds for every letter goes to the general record."""
        if not self.is_on or not details:
            return
        declared = self._guides.prep.details if self._guides.prep else ()
        of_me = {detail.id for detail in declared if detail.of_me}
        try:
            with open_journal(create=True) as journal:
                record, general = self._record(journal), journal.general(self._guides.role)
                for name, text in details.items():
                    journal.set_detail(general.id if name in of_me else record.id, name, text)
        except BadInput as error:
            warnings.warn(f"what you filled in is not kept: {error}", WorthTelling, stacklevel=2)


THIS_ONE, ANOTHER, ALL_OF_THEM = "this", "one", "all"
FOR_ALL = "What you settle for all interviews holds for each one, unless you change it there."
EQUALS = "You are equals there, not at a gate. Short parts, in any order, lead to go, ask first, or don't go."


class Scope(NamedTuple):
    """Which interview a prep is for, whether it is kept, and whether it is for every interview at once."""

    chosen: Chosen
    is_kept: bool
    for_all: bool = False


def ask_scope(
    asker: Asker,
    role: str,
    wanted: str,
    *,
    keep: bool,
    today: date,
    welcome: Callable[[Commands], bool],
) -> Scope:
    """Go on with the interview at hand, or ask from the first screen on.

    `wanted` names an interview, and `keep` says beforehand that it is to be kept. `welcome` shows the first
    screen with the way back that it is given, and is false where that was taken.
    """
    latest = None if wanted else meant(role).interview
    back = asker.wording.commands(BACK)
    while True:
        before = back if latest else ()
        scope = _ask_to_go_on(asker, latest, today) if latest else ""
        if latest is not None and scope == THIS_ONE:
            return Scope(Chosen(How.KEPT, latest), is_kept=True)
        while welcome(before):
            while (is_kept := ask_to_keep(asker, keep, back=back)) is not None:
                found = _which(asker, role, wanted, scope, is_kept=is_kept)
                if found is not None:
                    return found
                if keep:
                    break


def _which(asker: Asker, role: str, wanted: str, scope: str, *, is_kept: bool) -> Scope | None:
    """One interview or all, and which one. None to go back to what was asked before."""
    asks = is_kept and not (wanted or scope)
    look = asker.wording.commands(LOOK)
    while True:
        if asks:
            options = (("One interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
            scope = choose(asker, "WHAT IS IT FOR?", FOR_ALL, options, commands=look, is_calm=True)
            if isinstance(scope, Pressed):
                return None
        if not wanted and (scope == ALL_OF_THEM or not is_kept):
            return Scope(Chosen(How.NONE), is_kept, scope == ALL_OF_THEM)
        with open_or_warn() as journal:
            chosen = choose_interview(asker, journal, role, wanted, may_begin=is_kept, back=look[:1])
        if chosen.how is How.BACK and not asks:
            return None
        if chosen.how not in (How.NONE, How.BACK):
            return Scope(chosen, is_kept)
        asks = True


def show_welcome(prep: Prep, asker: Asker, card: Callable[[], Pages], back: Commands = ()) -> bool:
    """The first screen: what this is, and what it is not. False where the person went back."""
    does = asker.wording.commands
    commands = (*does("Enter"), ("c", "only the card"), *back, *does("h-short"))
    while (key := show(asker, partial(_welcome, prep), commands)) == "c":
        show(asker, card(), asker.wording.commands(LOOK))
    return key != BACK


def _welcome(prep: Prep, width: int) -> list[Line]:
    lines = paragraphs(width, ("title", prep.title), ("plain", prep.welcome))
    return [*lines, BLANK, *paragraph(EQUALS, width, "good")]


def _ask_to_go_on(asker: Asker, interview: Interview, today: date) -> str:
    """Ask whether to go on with an interview. Returns this, one (another) or all."""
    day = day_of(interview.on)
    name = f"{interview.name}, {day_text(day, today)}" if day else interview.name
    name += f" (no. {interview.id})"
    options = ((name, THIS_ONE), ("Another interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
    return choose(asker, "GO ON?", FOR_ALL, options, is_calm=True)
