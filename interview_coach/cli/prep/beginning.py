"""What `coach prep` begins with: the interview that is at hand, another one, or all of them."""

from __future__ import annotations

from datetime import date

from interview_coach.amounts import day_of, day_text
from interview_coach.book.records import Interview
from interview_coach.dialogue.interviews import at_hand, open_or_warn
from interview_coach.dialogue.menu import choose
from interview_coach.dialogue.port import Asker

THIS_ONE, ANOTHER, ALL_OF_THEM = "this", "one", "all"
FOR_ALL = "What you settle for all interviews holds for each one, unless you change it there."


def interview_at_hand(role: str, now: float) -> Interview | None:
    """The kept interview that is most likely meant, if there is one. `now` is in epoch seconds."""
    with open_or_warn() as (journal, _):
        return at_hand(journal, role, now) if journal is not None else None


def ask_to_go_on(asker: Asker, interview: Interview, today: date) -> str:
    """Ask whether to go on with an interview. Returns this, one (another) or all."""
    day = day_of(interview.on)
    name = f"{interview.name}, {day_text(day, today)}" if day else interview.name
    options = ((name, THIS_ONE), ("Another interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
    return choose(asker, "GO ON?", FOR_ALL, options, is_calm=True)


def ask_scope(asker: Asker) -> str:
    """Ask whether it is for one interview or for all. Returns one or all."""
    options = (("One interview", ANOTHER), ("All my interviews", ALL_OF_THEM))
    return choose(asker, "WHAT IS IT FOR?", FOR_ALL, options, is_calm=True)
