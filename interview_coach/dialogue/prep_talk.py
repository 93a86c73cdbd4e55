"""A prep as one sitting: keep or not, which interview, then the parts and where they lead."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from msgspec.structs import replace

from interview_coach.book.guides import Guides, Letter, Prep, StepKind
from interview_coach.book.pack import Book
from interview_coach.book.records import Value
from interview_coach.dialogue.interviews import Chosen, How, ask_to_keep, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import Left, work_on
from interview_coach.dialogue.port import Asker, Pages
from interview_coach.dialogue.prep_menus import (
    ALL_OF_THEM,
    THIS_ONE,
    Preparing,
    ask_scope,
    ask_to_go_on,
    interview_at_hand,
    welcome,
)
from interview_coach.dialogue.prep_pad import Pad, PrepFacts, facts_for_prep
from interview_coach.dialogue.rehearsal_talk import practise
from interview_coach.dialogue.walk import Walk
from interview_coach.guides.letters import Filled
from interview_coach.guides.path import askable, still_valid
from interview_coach.guides.prep_outcome import Prepared, prepared_from, with_days
from interview_coach.guides.settled import settle
from interview_coach.render.card_page import card_lines
from interview_coach.render.layout import with_role
from interview_coach.session.screens import Notice
from interview_coach.storage.cards import card_of

GO_ON_ANYWAY = "You can go through it all the same. Nothing of it is kept then."


@dataclass(frozen=True, slots=True)
class PrepResult:
    """What a prep came to, and what the person ended with: a letter, or the screen that says where it leads."""

    prepared: Prepared
    letter: Filled | None
    is_concluded: bool


@dataclass(slots=True)
class PrepTalk:
    """Leads through a prep from the first screen on, straight to one `section` if that is named.

    `wanted` names an interview, `keep` says beforehand that it is to be kept, and `rules` are the folders
    laid over the built-in ones.
    """

    guides: Guides
    prep: Prep
    book: Book
    asker: Asker
    section: str = ""
    wanted: str = ""
    keep: bool = False
    rules: Sequence[Path] = ()
    is_left_on_screen: bool = True
    """Whether the letter that the person ends with stays on the screen."""
    _known: PrepFacts = field(default_factory=PrepFacts)
    _for_all: bool = False
    _pad: Pad | None = None
    _details: dict[str, str] = field(default_factory=dict)
    _left: Left | None = None
    _walk: Walk | None = None
    _today: date = field(default_factory=date.today)

    def run(self) -> PrepResult:
        """Lead through it until the person is done."""
        self._begin()
        self._details = dict(self._known.details)
        walk = self._walk = self._way()
        preparing = Preparing(
            replace(self.prep, sections=tuple(walk.sections)),
            self.asker,
            walk,
            self._prepared,
            self._card,
            self._work,
            lambda: practise(self.prep.rehearsal, self.book, settle(self.prep, walk.answers), self.asker),
            self._for_all,
        )
        preparing.run(next((s for s in walk.sections if s.id == self.section), None))
        left = self._left.filled if self._left else None
        return PrepResult(self._prepared(), left, preparing.is_concluded)

    def _way(self) -> Walk:
        known, pad = self._known, self._pad
        without = [] if known.fixes else [StepKind.OPEN_FIXES]
        if not self.guides.countries:
            without.append(StepKind.COUNTRY)
        return Walk(
            askable(self.prep.sections, without=without, for_all=self._for_all),
            self.asker,
            pad.keep if pad else lambda _step, _value: None,
            still_valid(self.prep.sections, known.answers),
            self.book,
            self.guides.countries,
            known.fixes,
            self._today,
        )

    # -- keep or not, and for which interview ---------------------------------------------------------

    def _begin(self) -> None:
        """Go on with the interview at hand, or begin from the first screen."""
        at_hand = None if self.wanted else interview_at_hand(self.guides.role, time.time())
        scope = ask_to_go_on(self.asker, at_hand, self._today) if at_hand else ""
        if at_hand is not None and scope == THIS_ONE:
            self._take(Chosen(How.KEPT, at_hand), is_kept=True)
            return
        if not (self.section or self.wanted):
            welcome(self.prep, self.asker, self._card)
        is_kept = ask_to_keep(self.asker, self.keep)
        self._take(self._which(scope, is_kept=is_kept), is_kept=is_kept)

    def _take(self, chosen: Chosen, *, is_kept: bool) -> None:
        """Begin with what is kept of it."""
        self._known = facts_for_prep(self.guides, chosen.interview)
        if is_kept and self._known.trouble:
            cannot = Notice(
                "It can't be kept now", (self._known.trouble.removeprefix("coach: "), GO_ON_ANYWAY)
            )
            self.asker.tell(cannot)
        elif is_kept:
            self._pad = Pad(self.guides, chosen, for_all=self._for_all)

    def _which(self, scope: str, *, is_kept: bool) -> Chosen:
        role, wanted = self.guides.role, self.wanted
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

    @property
    def _answers(self) -> dict[str, Value]:
        return self._walk.answers if self._walk else {}

    def _prepared(self) -> Prepared:
        assert self._walk is not None
        prep = replace(self.prep, sections=tuple(self._walk.sections))
        return prepared_from(prep, self.book, self._answers, self._details, self._today)

    def _card(self) -> Pages:
        answers = self._answers if self._walk else facts_for_prep(self.guides, None).answers
        return partial(card_lines, card_of(self.guides.role, self.rules, settle(self.prep, answers)))

    def _work(self, letter: Letter) -> str:
        before = with_days(self.prep, self._answers, self._details, self._today)
        details = dict(before)
        left = work_on(
            self.asker, letter, self.prep.details, details, is_left_on_screen=self.is_left_on_screen
        )
        news = {name: text for name, text in details.items() if before.get(name) != text}
        self._details |= news
        if self._pad is not None:
            self._pad.keep_details(news)
        self._left = left if left.key == "q" else None
        return left.key

    # -- the end --------------------------------------------------------------------------------------

    def where(self) -> str:
        """Where things are, now that it is done."""
        if not self._is_kept:
            return "Nothing was kept. The card, any time: coach prep --card"
        return f"Kept.\nGo on with it: {self._again()}\nYour card: coach prep --card"

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        line = "A line now: coach script"
        if not self._is_kept:
            return f"Stopped. Nothing was kept.\n{line}"
        return f"Stopped. What you answered is kept.\nGo on: {self._again()}\n{line}"

    def troubles(self) -> Sequence[str]:
        """What could not be read or kept."""
        own = self._pad.troubles if self._pad else []
        return [*([self._known.trouble] if self._known.trouble else []), *own]

    @property
    def _is_kept(self) -> bool:
        pad = self._pad
        return pad is not None and (pad.has_kept or pad.interview is not None)

    def _again(self) -> str:
        again = with_role("coach prep --keep", self.guides.role)
        interview = self._pad.interview if self._pad else None
        return f"{again}{f' --interview {interview.id}' if interview else ''}"
