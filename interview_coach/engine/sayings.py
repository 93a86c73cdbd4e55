"""What a result gives to say: which purpose fits what came of asking, and the lines of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from interview_coach.book.pack import Book, Line, Row
from interview_coach.book.vocabulary import Action, Purpose, RaiseState, Tone
from interview_coach.engine.engine import FlagState
from interview_coach.engine.lines import lines_for

Lines: TypeAlias = tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Search:
    """How lines are looked for in one result."""

    book: Book
    tone: Tone
    came_of: Mapping[str, RaiseState]
    """By topic what came of raising it."""

    def lines(self, purpose: Purpose, about: Sequence[str], topics: Sequence[str] | None = None) -> Lines:
        """The lines of a purpose about these ids and, unless told otherwise, their topics."""
        topics = topics_of(self.book, about) if topics is None else topics
        return lines_for(self.book, purpose, about=about, topics=topics, tone=self.tone, came_of=self.came_of)

    def first(
        self, purposes: Iterable[Purpose], about: Sequence[str], is_due: Callable[[Line], bool]
    ) -> Lines:
        """The lines of the first purpose that has one which is due; that one comes first."""
        for purpose in purposes:
            if due := tuple(filter(is_due, self.lines(purpose, about))):
                return due
        return ()


def firm_last(lines: Lines) -> Lines:
    """Polite headline, polite line: a firm one comes only after all that are not."""
    return tuple(sorted(lines, key=lambda line: line.tone is Tone.FIRM))


def while_staying(search: Search, row: Row, fired: tuple[FlagState, ...], own_state: Sequence[str]) -> Lines:
    """What to say when staying: ask what can be asked, or until when to wait, else help with one's own state.

    With none of that, a word on what is so.
    """
    asking = ((Action.RAISE_IT, RaiseState.NOT_YET), (Action.WAIT, RaiseState.WAITING))
    for action, state in asking:
        about = [s.flag.id for s in fired if s.raise_state is state]
        if about and row.action in (action, Action.WATCH):
            return search.lines(Purpose.RAISE, with_options(search.book, about))
    if own_state:
        purposes = (Purpose.UNWELL, Purpose.RECOVER, Purpose.PAUSE, Purpose.RESCHEDULE)
        about_it = search.first(purposes, own_state, lambda line: bool(line.fits))
        return about_it or search.lines(Purpose.RECOVER, own_state)
    return _meanwhile(search, row, fired)


MEANWHILE: dict[RaiseState | None, tuple[Purpose, ...]] = {
    RaiseState.FIXED: (Purpose.CONFIRM,),
    RaiseState.CANNOT: (Purpose.CLOSE, Purpose.PAUSE),
    RaiseState.GOES_ON: (Purpose.CLOSE,),
    RaiseState.REFUSED: (Purpose.CLOSE,),
    None: (Purpose.CONFIRM, Purpose.DEFLECT, Purpose.BUY_TIME, Purpose.PUSH_BACK),
}
"""What is said of a red flag by what came of raising it; under None of one that is never raised."""


def _meanwhile(search: Search, row: Row, fired: tuple[FlagState, ...]) -> Lines:
    """What to say when staying with nothing to ask: a close where the person has decided, else a word on what is so.

    A pause, a moment or a question fits any stay.
    """
    about = [state.flag.id for state in fired]
    if row.action is Action.DECLINE_AFTERWARDS and (lines := search.lines(Purpose.CLOSE, about)):
        return lines
    for state in fired:
        # What was cleared up is not asked about: only a line made for that will do.
        is_over = state.raise_state is RaiseState.FIXED
        due = [
            line
            for purpose in MEANWHILE.get(state.raise_state, ())
            for line in search.lines(purpose, [state.flag.id])
            if line.after or (line.fits and not is_over)
        ]
        if due:
            return tuple(sorted(due, key=lambda line: not line.topic))
    return search.first((Purpose.PAUSE, Purpose.BUY_TIME, Purpose.CONFIRM), (), lambda _: True)


def excuses(search: Search, own_reason: Sequence[str]) -> Lines:
    """What to say when leaving for a reason of one's own: unwell, or another time."""
    purposes = (Purpose.UNWELL, Purpose.RESCHEDULE) if own_reason else ()
    return search.first(purposes, own_reason, lambda line: bool(line.fits))


def with_options(book: Book, ids: Iterable[str]) -> list[str]:
    """Each flag followed by the options that its combination reads, since lines may name either."""
    spread: list[str] = []
    for id_ in ids:
        flag = book.flag_by_id.get(id_)
        spread.append(id_)
        if flag is not None:
            spread.extend(sorted(flag.reads))
    return list(dict.fromkeys(spread))


def topics_of(book: Book, ids: Iterable[str]) -> list[str]:
    homes = {flag.id: flag.topic for flag in book.flags}
    homes.update({option.id: option.topic for option in book.option_by_id.values()})
    return list(dict.fromkeys(homes[id_] for id_ in ids if id_ in homes))
