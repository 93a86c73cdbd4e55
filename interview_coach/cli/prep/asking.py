"""`coach prep` on a terminal: keep or not, which interview, then the parts and where they lead."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from msgspec.structs import replace

from interview_coach.book.guides import Guides, Letter, Prep, StepKind
from interview_coach.book.pack import Book
from interview_coach.cli.askers import conversation, leave_letter
from interview_coach.cli.console import print_lines
from interview_coach.cli.prep.knowing import Known, Pad, known_of
from interview_coach.cli.prep.reckoning import prepared_from, with_days
from interview_coach.cli.streams import Terminal, say, say_json
from interview_coach.dialogue.interviews import Chosen, How, ask_to_keep, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import Left, work_on
from interview_coach.dialogue.prep_talk import (
    ALL_OF_THEM,
    THIS_ONE,
    Preparing,
    ask_scope,
    ask_to_go_on,
    interview_at_hand,
    welcome,
)
from interview_coach.dialogue.rehearsal_talk import practise
from interview_coach.dialogue.walk import Walk
from interview_coach.guides.path import askable, still_valid
from interview_coach.guides.settled import settle
from interview_coach.render.card_page import card_lines
from interview_coach.render.prep_page import Prepared, as_data, whole_conclusion
from interview_coach.session.screens import Notice
from interview_coach.storage.books import load_book
from interview_coach.storage.cards import card_of

if TYPE_CHECKING:
    from interview_coach.cli.prep import Wanted
    from interview_coach.dialogue.port import Asker, Pages


@dataclass(slots=True)
class Asking:
    """One run: from the first screen to what is left on it at the end."""

    guides: Guides
    prep: Prep
    wanted: Wanted
    terminal: Terminal
    asker: Asker
    _known: Known = field(default_factory=Known)
    _for_all: bool = False
    _pad: Pad | None = None
    _details: dict[str, str] = field(default_factory=dict)
    _left: Left | None = None
    _walk: Walk | None = None
    _today: date = field(default_factory=date.today)

    def run(self) -> None:
        """Ask to the end. Raises typer.Exit when broken off, and CoachError."""
        with conversation(self.asker, self._farewell, self._troubles):
            self._run()

    def _run(self) -> None:
        wanted = self.wanted
        book = load_book(wanted.role, wanted.rules)
        self._begin(book)
        self._details = dict(self._known.details)
        walk = self._walk = self._way(book)
        preparing = Preparing(
            replace(self.prep, sections=tuple(walk.sections)),
            self.asker,
            walk,
            partial(self._prepared, book),
            partial(self._card, book),
            self._work,
            lambda: practise(self.prep.rehearsal, book, settle(self.prep, walk.answers), self.asker),
            self._for_all,
        )
        section = next((s for s in walk.sections if s.id == wanted.section), None)
        preparing.run(section)
        self._finish(self._prepared(book), is_concluded=preparing.is_concluded)

    def _way(self, book: Book) -> Walk:
        known, pad = self._known, self._pad
        without = [] if known.fixes else [StepKind.OPEN_FIXES]
        if not self.guides.countries:
            without.append(StepKind.COUNTRY)
        return Walk(
            askable(self.prep.sections, without=without, for_all=self._for_all),
            self.asker,
            pad.keep if pad else lambda _step, _value: None,
            still_valid(self.prep.sections, known.answers),
            book,
            self.guides.countries,
            known.fixes,
            self._today,
        )

    # -- keep or not, and for which interview ---------------------------------------------------------

    def _begin(self, book: Book) -> None:
        """Go on with the interview at hand, or begin from the first screen."""
        wanted = self.wanted
        at_hand = None if wanted.interview else interview_at_hand(self.guides.role, time.time())
        scope = ask_to_go_on(self.asker, at_hand, self._today) if at_hand else ""
        if at_hand is not None and scope == THIS_ONE:
            self._take(Chosen(How.KEPT, at_hand), is_kept=True)
            return
        if not (wanted.section or wanted.interview):
            welcome(self.prep, self.asker, partial(self._card, book))
        is_kept = ask_to_keep(self.asker, wanted.keep)
        self._take(self._which(scope, is_kept=is_kept), is_kept=is_kept)

    def _take(self, chosen: Chosen, *, is_kept: bool) -> None:
        """Begin with what is kept of it."""
        self._known = known_of(self.guides, chosen.interview)
        if is_kept and self._known.trouble:
            cannot = Notice(
                "It can't be kept now", (self._known.trouble.removeprefix("coach: "), GO_ON_ANYWAY)
            )
            self.asker.tell(cannot)
        elif is_kept:
            self._pad = Pad(self.guides, chosen, for_all=self._for_all)

    def _which(self, scope: str, *, is_kept: bool) -> Chosen:
        role, wanted = self.guides.role, self.wanted.interview
        while True:
            if not wanted:
                if is_kept and not scope:
                    scope = ask_scope(self.asker)
                self._for_all = scope == ALL_OF_THEM
                if self._for_all or not is_kept:
                    return Chosen(How.NONE)
            with open_or_warn() as (journal, _):
                chosen = choose_interview(self.asker, journal, role, wanted, may_begin=is_kept)
            if chosen.how is not How.NONE:
                return chosen
            scope = ""

    # -- what is done beside asking -------------------------------------------------------------------

    def _prepared(self, book: Book) -> Prepared:
        assert self._walk is not None
        prep = replace(self.prep, sections=tuple(self._walk.sections))
        return prepared_from(prep, book, self._walk.answers, self._details)

    def _card(self, book: Book) -> Pages:
        answers = self._walk.answers if self._walk else known_of(self.guides, None).answers
        card = card_of(book.info.id, self.wanted.rules, settle(self.prep, answers))
        return partial(card_lines, card)

    def _work(self, letter: Letter) -> str:
        before = with_days(self.prep, self._walk.answers if self._walk else {}, self._details)
        details = dict(before)
        left = work_on(
            self.asker,
            letter,
            self.prep.details,
            details,
            is_left_on_screen=not self._is_plain,
        )
        news = {name: text for name, text in details.items() if before.get(name) != text}
        self._details |= news
        if self._pad is not None:
            self._pad.keep_details(news)
        self._left = left if left.key == "q" else None
        return left.key

    # -- the end --------------------------------------------------------------------------------------

    @property
    def _is_plain(self) -> bool:
        return self.terminal.plain or self.wanted.plain

    def _finish(self, prepared: Prepared, *, is_concluded: bool) -> None:
        """Leave on the screen what the person ended with, and say where things are."""
        if self.wanted.as_json:
            say_json(as_data(prepared, self.guides.role))
        elif self._left is not None and not self._is_plain:
            leave_letter(self._left.filled)
        elif is_concluded and not self._is_plain:
            width = max(20, min(self.terminal.width, 100))
            print_lines(whole_conclusion(prepared, width), colour=self.terminal.colour)
        if not self.wanted.as_json:
            say("\n".join(self._where()))

    def _where(self) -> Sequence[str]:
        if not self._is_kept:
            return ("Nothing was kept. The card, any time: coach prep --card",)
        return ("Kept.", f"Go on with it: {self._again()}", "Your card: coach prep --card")

    @property
    def _is_kept(self) -> bool:
        pad = self._pad
        return pad is not None and (pad.has_kept or pad.interview is not None)

    def _again(self) -> str:
        role = "" if self.guides.role == "candidate" else f" --role {self.guides.role}"
        interview = self._pad.interview if self._pad else None
        return f"coach prep --keep{role}{f' --interview {interview.id}' if interview else ''}"

    def _farewell(self) -> str:
        line = "A line now: coach script"
        if not self._is_kept:
            return f"Stopped. Nothing was kept.\n{line}"
        return f"Stopped. What you answered is kept.\nGo on: {self._again()}\n{line}"

    def _troubles(self) -> Sequence[str]:
        own = self._pad.troubles if self._pad else []
        return [*([self._known.trouble] if self._known.trouble else []), *own]


GO_ON_ANYWAY = "You can go through it all the same. Nothing of it is kept then."
