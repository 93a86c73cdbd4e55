"""A follow-up as a conversation: which interview, is it safe, what for, which letter, when, and then the letter."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import TypeVar

from interview_coach.book.guides import Country, Followup, Group, Guides, Letter, LetterKind
from interview_coach.dialogue.interviews import NONE_CHOSEN, Chosen, How, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import Desk, keep_letter
from interview_coach.dialogue.port import (
    BACK,
    DONE,
    ENTER,
    HIDE,
    Asker,
    Pressed,
    Way,
    choose,
    follow,
    show,
    tell,
)
from interview_coach.dialogue.recall import facts_for_followup
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.guides.letters import Filled, groups_offered, is_guarded, is_offered, letters_through
from interview_coach.problems import BadInput, WorthTelling
from interview_coach.render.letter_page import advice_for, advice_lines, sources_lines, steps_lines
from interview_coach.session.screens import Notice
from interview_coach.storage.journal import open_journal

T = TypeVar("T")

WHAT_HELPS = "What helps now"
WHICH_COUNTRY, WITHOUT_COUNTRY = "Which country is it about?", "Another one, or skip this"


PRESUMED = "Something unsafe is kept with your last interview, or may be. Is this about another one? Press b."
_ON_MENU = ((BACK, "back"), (HIDE, "hide"), (DONE, "done"))


def not_offered_because(kind: LetterKind) -> str:
    """Why a kind is not offered after something unsafe."""
    return (
        f'"{kind.text}" is left out for now, because something unsafe happened, or may have. '
        "You owe them no thanks, no answer and no reason."
    )


@dataclass(slots=True)
class FollowupTalk:
    """Leads from the first question to the letter that is left on the screen, with a way back from everywhere.

    `interview` and `named` are what was named on the command line, and no menu is shown for the named kind;
    `at_once` are keys of the letter that are pressed when it comes.
    """

    guides: Guides
    followup: Followup
    asker: Asker
    named: LetterKind | None = None
    channel: str = ""
    variant: str = ""
    interview: str = ""
    keep: bool = False
    at_once: str = ""
    _chosen: Chosen = NONE_CHOSEN
    _details: dict[str, str] = field(default_factory=dict)
    _unsafe: str = ""
    """No, yes, not-sure, or nothing if it has to be asked."""
    _is_presumed: bool = False
    """Whether `_unsafe` is known of the last interview, and this may be about another."""
    _country: Country | None = None
    _asks_country: bool = False
    _was_country_asked: bool = False
    _way: Way = field(default_factory=list)
    _last: tuple[LetterKind, Desk] | None = None
    _kept: list[str] = field(default_factory=list)
    """The texts that were kept."""

    def run(self) -> Desk | None:
        """Talk until the person is done. The letter to leave on the screen, if there is one and it may stay."""
        with open_or_warn() as journal:
            if journal is not None or self.interview:
                self._chosen = choose_interview(
                    self.asker, journal, self.guides.role, self.interview, may_begin=self.keep
                )
            facts = facts_for_followup(self.guides, journal, self._chosen)
        self._details = dict(facts.details)
        self._unsafe, self._is_presumed = facts.unsafe, facts.unsafe_one is not None
        self._country = facts.country
        self._asks_country = bool(self.guides.countries) and facts.country is None
        self._way = [self._ask_whether_safe] if not self._unsafe or self._is_presumed else []
        if self._unsafe:
            self._way += self._after_safety()
        follow(self._way)
        if self._last is None:
            return None
        kind, desk = self._last
        if self.keep and desk.filled.text not in self._kept:
            warnings.warn(self._keep(kind, desk.filled), WorthTelling, stacklevel=2)
        return desk if self._may_stay else None

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        kept = "What you kept is in the journal: coach history" if self._kept else "Nothing was kept."
        return f"Stopped. {kept}\nAgain: coach followup"

    def _ask_whether_safe(self) -> Way | str:
        safety = self.followup.safety
        while True:
            chosen = choose(
                self.asker,
                safety.ask,
                "First of all, because it changes what helps.",
                ((safety.no, NO), (safety.yes, YES)),
                last=[("n", safety.not_sure, NOT_SURE)],
                commands=(("?", "why"), (HIDE, "hide"), (DONE, "done")),
            )
            if not isinstance(chosen, Pressed):
                self._unsafe, self._is_presumed = chosen, False
                return self._after_safety()
            if chosen == DONE:
                return DONE
            tell(self.asker, Notice("Why I ask this first", (safety.why,)))

    def _after_safety(self) -> Way:
        return [self._show_what_helps] if is_guarded(self._unsafe) else self._menus()

    def _show_what_helps(self) -> Way | str:
        commands = [(ENTER, "go on"), *self._on_menu()]
        note = PRESUMED if self._is_presumed else ""
        steps = self.followup.safety.after
        key = show(self.asker, partial(steps_lines, WHAT_HELPS, steps, note=note), commands)
        return self._menus() if key == ENTER else key

    def _menus(self) -> Way:
        """The first menu, and beyond it the named kind if there is one and it fits."""
        named = self.named
        is_named = named is not None and is_offered(named, self._unsafe)
        note = not_offered_because(named) if named is not None and not is_named else ""
        groups = groups_offered(self.followup, self._unsafe)
        if len(groups) == 1:
            way = self._kinds(note, groups[0])
        else:
            own = "What fits after something unsafe." if is_guarded(self._unsafe) else self.followup.welcome
            options = [(group.text, (group, kinds)) for group, kinds in groups]
            way = self._menu(self.followup.title, note or own, options, partial(self._kinds, note))
        if named is not None and is_named:
            self.named = None
            way += self._letters(named)
        return way

    def _kinds(self, note: str, group: tuple[Group, Sequence[LetterKind]]) -> Way:
        named, kinds = group
        if len(kinds) == 1:
            return self._letters(kinds[0])
        options = [(kind.text, kind) for kind in kinds]
        return self._menu(named.text, note or "What do you want to write?", options, self._letters)

    def _letters(self, kind: LetterKind) -> Way:
        """The menu of letters, and beyond it the one that was named. No menu where there is only one."""
        has_channel = any(letter.channel == self.channel for letter in kind.letters)
        letters = letters_through(kind, self.channel) if has_channel else kind.letters
        named = [letter for letter in letters if letter.id == self.variant]
        self.variant = ""
        if len(letters) == 1:
            return self._advised(kind, letters[0])
        is_one_channel = len({letter.channel for letter in letters}) == 1
        options = [
            (each.text if is_one_channel else f"{each.text} ({each.channel})", each) for each in letters
        ]
        way = self._menu(kind.text, "Which one fits?", options, partial(self._advised, kind))
        return [*way, *self._advised(kind, named[0])] if named else way

    def _menu(
        self,
        title: str,
        intro: str,
        options: Sequence[tuple[str, T]],
        following: Callable[[T], Way],
        last: Sequence[tuple[str, str, T]] = (),
    ) -> Way:
        """A menu, and what is `following` what is chosen there."""

        def shown() -> Way | str:
            chosen = choose(self.asker, title, intro, options, last=last, commands=self._on_menu())
            return chosen if isinstance(chosen, Pressed) else following(chosen)

        return [shown]

    def _advised(self, kind: LetterKind, letter: Letter) -> Way:
        """The advice; before it the country, where that matters, which is asked once unless one goes back."""
        advice = partial(self._show_advice, kind, letter)
        if not (kind.bodies and self._asks_country):
            return [advice]

        def take(country: tuple[Country, ...]) -> Way:
            self._was_country_asked = True
            self._country = country[0] if country else None
            return [advice]

        countries = [(each.name, (each,)) for each in self.guides.countries]
        last = [("0", WITHOUT_COUNTRY, ())]
        asking = self._menu(WHICH_COUNTRY, "Only to name the official bodies there.", countries, take, last)
        return [*asking, advice] if self._was_country_asked else asking

    def _show_advice(self, kind: LetterKind, letter: Letter) -> Way | str:
        advice = advice_for(self.followup, kind, self._country)
        commands = [(ENTER, "show it"), ("?", "sources"), *self._on_menu()]
        draw = partial(advice_lines, advice, emergency=is_guarded(self._unsafe))
        while (key := show(self.asker, draw, commands)) == "?":
            show(self.asker, partial(sources_lines, advice), ((BACK, "back"), (HIDE, "hide")))
        return [partial(self._work, kind, letter)] if key == ENTER else key

    def _on_menu(self) -> list[tuple[str, str]]:
        return [command for command in _ON_MENU if len(self._way) > 1 or command[0] != BACK]

    @property
    def _may_stay(self) -> bool:
        """Nothing stays on the screen where it could tell of danger."""
        return not is_guarded(self._unsafe)

    def _work(self, kind: LetterKind, letter: Letter) -> str:
        at_once, self.at_once = self.at_once, ""
        desk = Desk(
            self.asker,
            letter,
            self.followup.details,
            self._details,
            keep=lambda filled: self._keep(kind, filled, filled.still_open),
            at_once=at_once,
            is_left_on_screen=self._may_stay,
        )
        self._last = (kind, desk)
        return desk.sit()

    def _keep(self, kind: LetterKind, filled: Filled, gaps: str = "") -> str:
        """Keep a letter and say so, with its `gaps`."""
        if filled.text in self._kept:
            return "It is kept already."
        try:
            with open_journal(create=True) as journal:
                chosen = self._chosen
                if chosen.how is How.NONE:
                    chosen = choose_interview(self.asker, journal, self.guides.role)
                interview = chosen.kept_in(journal, self.guides.role)
                if interview is None:
                    return "Nothing was kept."
                self._chosen = Chosen(How.KEPT, interview)
                keep_letter(journal, interview, kind, filled, self._details)
        except BadInput as error:
            return f"Not kept: {error}"
        self._kept.append(filled.text)
        where = f"Kept with {interview.name}, on this computer alone."
        return " ".join(filter(None, (where, gaps, "See or forget it: coach history")))
