"""What was settled beforehand, for an assessment: from the journal, if there is one. Never needed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coach.engine.answers import Profile

if TYPE_CHECKING:
    from interview_coach.book.pack import Book
    from interview_coach.book.records import Interview
    from interview_coach.dialogue.interviews import Chosen


@dataclass(frozen=True, slots=True)
class Prepared:
    """The profile, the answers that need not be asked again, and the interview that it all belongs to.

    `new` is the interview that was named but is not there yet. `trouble` is what to tell on stderr where
    something kept could not be read.
    """

    profile: Profile = field(default_factory=Profile)
    given: Mapping[str, str] = field(default_factory=dict)
    interview: Interview | None = None
    trouble: str = ""
    new: Chosen | None = None


def prepared(book: Book, rules: Iterable[Path], wanted: str = "", *, may_begin: bool = False) -> Prepared:
    """What `coach prep` kept for this role: for every interview, and for the wanted one or the one at hand.

    Deal-breakers that the book no longer has are left aside. Raises BadInput only for a wanted interview that
    is not there, unless it `may_begin`.
    """
    from interview_coach.storage.journal import journal_file

    if not wanted and not journal_file().exists():
        return Prepared()
    import time

    from interview_coach.dialogue.interviews import at_hand, choose_interview, open_or_warn
    from interview_coach.guides.settled import settle
    from interview_coach.storage.books import load_guides

    role = book.info.id
    new = None
    with open_or_warn() as (journal, trouble):
        if wanted:
            chosen = choose_interview(None, journal, role, wanted, may_begin=may_begin)
            interview, new = chosen.interview, None if chosen.interview else chosen
        else:
            interview = at_hand(journal, role, time.time()) if journal else None
        if journal is None:
            return Prepared(trouble=trouble, new=new)
        general = journal.answers(journal.general(role).id, "prep")
        own = journal.answers(interview.id, "prep") if interview else {}
    guides = load_guides(role, rules)
    if guides.prep is None or not (general or own):
        return Prepared(interview=interview, trouble=trouble, new=new)
    settled = settle(guides.prep, general, own)
    profile = settled.profile(guides.countries)
    known = profile.deal_breakers & book.flag_by_id.keys()
    return Prepared(replace(profile, deal_breakers=known), settled.given(), interview, trouble, new)
