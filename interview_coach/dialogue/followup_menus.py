"""The menus of a follow-up: is it safe, what for, which letter, when to send it, and then the letter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from interview_coach.book.guides import Country, Followup, Letter, LetterKind
from interview_coach.dialogue.menu import Pressed, choose, tell
from interview_coach.dialogue.port import HIDE, Asker
from interview_coach.engine.answers import NO, NOT_SURE, YES
from interview_coach.guides.letter_kinds import (
    groups_offered,
    is_guarded,
    is_offered,
    letters_through,
)
from interview_coach.render.followup_page import advice_for, advice_lines, sources_lines, steps_lines
from interview_coach.session.screens import Notice

T = TypeVar("T")

BACK, DONE = "b", "q"
GO_ON = "Enter"
COUNTRIES_AT_ONCE = 8

PRESUMED = "Something unsafe is kept with your last interview, or may be. Is this about another one? Press b."
_ON_MENU = ((BACK, "back"), (HIDE, "hide"), (DONE, "done"))


def not_offered_because(kind: LetterKind) -> str:
    """Why a kind is not offered after something unsafe."""
    return (
        f'"{kind.text}" is left out for now, because something unsafe happened, or may have. '
        "You owe them no thanks, no answer and no reason."
    )


@dataclass(slots=True)
class FollowupMenus:
    """Leads from the first screen to a letter, with a way back from everywhere.

    `unsafe` is no, yes, not-sure, or nothing if it has to be asked. `work` shows a letter and returns the
    key that it was left by: b or q.
    """

    followup: Followup
    asker: Asker
    work: Callable[[LetterKind, Letter], str]
    countries: Sequence[Country] = ()
    country: Country | None = None
    unsafe: str = ""
    named: LetterKind | None = None
    """The kind that was named on the command line: no menu is shown for it."""
    channel: str = ""
    variant: str = ""
    is_presumed: bool = False
    """Whether `unsafe` is known of the last interview, and this may be about another: back leads to the question."""
    _note: str = ""
    """What to say above the next menu instead of its own words."""
    _asks_country: bool = False
    _was_country_asked: bool = False

    def run(self) -> None:
        """Talk until the person is done."""
        is_asked = not self.unsafe
        can_be_asked = is_asked or self.is_presumed
        self._asks_country = bool(self.countries) and self.country is None
        while True:
            if is_asked and self._ask_whether_safe() == DONE:
                return
            if self._after_safety(can_go_back=can_be_asked) != BACK:
                return
            is_asked = True

    # -- safety -----------------------------------------------------------------------------------------

    def _ask_whether_safe(self) -> str:
        """Ask, and remember the answer. Returns q (done), or nothing to go on."""
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
                self.unsafe = chosen
                self.is_presumed = False
                return ""
            if chosen == DONE:
                return DONE
            tell(self.asker, Notice("Why I ask this first", (safety.why,)))

    def _after_safety(self, *, can_go_back: bool) -> str:
        while True:
            if is_guarded(self.unsafe):
                key = self._show_what_helps(can_go_back=can_go_back)
                if key != GO_ON:
                    return key
            key = self._start(can_go_back=can_go_back or is_guarded(self.unsafe))
            if key != BACK or not is_guarded(self.unsafe):
                return key

    def _show_what_helps(self, *, can_go_back: bool) -> str:
        commands = [(GO_ON, "go on"), *_menu(can_go_back=can_go_back)]
        steps = self.followup.safety.after
        note = PRESUMED if self.is_presumed else ""
        draw = partial(steps_lines, "What helps now", steps, commands=commands, note=note)
        return self.asker.show(draw, commands)

    # -- what for ---------------------------------------------------------------------------------------

    def _start(self, *, can_go_back: bool) -> str:
        """The named kind if there is one and it fits, then the menus."""
        named, self._note = self.named, ""
        if named is not None and is_offered(named, self.unsafe):
            self.named = None
            key = self._choose_letter(named, can_go_back=True)
            if key != BACK:
                return key
        elif named is not None:
            self._note = not_offered_because(named)
        return self._choose_group(can_go_back=can_go_back)

    def _choose_group(self, *, can_go_back: bool) -> str:
        groups = groups_offered(self.followup, self.unsafe)
        if len(groups) == 1:
            return self._choose_kind(groups[0][1], groups[0][0].text, can_go_back=can_go_back)
        is_first = not is_guarded(self.unsafe)
        intro = self._note or (self.followup.welcome if is_first else "What fits after something unsafe.")
        options = [(group.text, (group, kinds)) for group, kinds in groups]
        while True:
            chosen = self._pick(self.followup.title, intro, options, can_go_back=can_go_back)
            if isinstance(chosen, Pressed):
                return chosen
            group, kinds = chosen
            key = self._choose_kind(kinds, group.text, can_go_back=True)
            if key != BACK:
                return key

    def _choose_kind(self, kinds: Sequence[LetterKind], group: str, *, can_go_back: bool) -> str:
        if len(kinds) == 1:
            return self._choose_letter(kinds[0], can_go_back=can_go_back)
        while True:
            intro = self._note or "What do you want to write?"
            chosen = self._pick(group, intro, [(kind.text, kind) for kind in kinds], can_go_back=can_go_back)
            if isinstance(chosen, Pressed):
                return chosen
            key = self._choose_letter(chosen, can_go_back=True)
            if key != BACK:
                return key

    def _choose_letter(self, kind: LetterKind, *, can_go_back: bool) -> str:
        letters = letters_through(kind, self.channel) if self._has_channel(kind) else kind.letters
        wanted = [letter for letter in letters if letter.id == self.variant]
        self.variant = ""
        if wanted or len(letters) == 1:
            key = self._advise(kind, (wanted or letters)[0], can_go_back=can_go_back)
            if key != BACK or len(letters) == 1:
                return key
        options = list(zip(_labels(letters), letters, strict=True))
        while True:
            chosen = self._pick(kind.text, "Which one fits?", options, can_go_back=can_go_back)
            if isinstance(chosen, Pressed):
                return chosen
            key = self._advise(kind, chosen, can_go_back=True)
            if key != BACK:
                return key

    def _has_channel(self, kind: LetterKind) -> bool:
        return any(letter.channel == self.channel for letter in kind.letters)

    # -- when and how, then the letter ------------------------------------------------------------------

    def _advise(self, kind: LetterKind, letter: Letter, *, can_go_back: bool) -> str:
        """The country first, where that matters and was not asked yet. Back leads to it once more."""
        needs_country = bool(kind.bodies) and self._asks_country
        is_due = needs_country and not self._was_country_asked
        while True:
            if is_due and (key := self._ask_country(can_go_back=can_go_back)):
                return key
            key = self._advise_and_work(kind, letter, can_go_back=can_go_back or needs_country)
            if key != BACK or not needs_country:
                return key
            is_due = True

    def _advise_and_work(self, kind: LetterKind, letter: Letter, *, can_go_back: bool) -> str:
        while True:
            key = self._show_advice(kind, can_go_back=can_go_back)
            if key != GO_ON:
                return key
            key = self.work(kind, letter)
            if key != BACK:
                return key

    def _show_advice(self, kind: LetterKind, *, can_go_back: bool) -> str:
        advice = advice_for(self.followup, kind, self.country)
        commands = [(GO_ON, "show it"), ("?", "sources"), *_menu(can_go_back=can_go_back)]
        draw = partial(advice_lines, advice, commands=commands, emergency=is_guarded(self.unsafe))
        while True:
            key = self.asker.show(draw, commands)
            if key != "?":
                return key
            back = ((BACK, "back"), (HIDE, "hide"))
            self.asker.show(partial(sources_lines, advice, commands=back), back)

    def _ask_country(self, *, can_go_back: bool) -> str:
        """Ask for the country, a screenful at a time. Returns the key that ended it, or nothing."""
        start = 0
        while True:
            page = self.countries[start : start + COUNTRIES_AT_ONCE]
            has_more = len(self.countries) > COUNTRIES_AT_ONCE
            options: list[tuple[str, tuple[Country, ...] | None]] = [(each.name, (each,)) for each in page]
            chosen = self._pick(
                "Which country is it about?",
                "Only to name the official bodies there.",
                [*options, ("More countries", None)] if has_more else options,
                last=[("0", "Another one, or skip this", ())],
                can_go_back=can_go_back,
            )
            if isinstance(chosen, Pressed):
                return chosen
            if chosen is not None:
                self._was_country_asked = True
                self.country = chosen[0] if chosen else None
                return ""
            start = start + COUNTRIES_AT_ONCE if start + COUNTRIES_AT_ONCE < len(self.countries) else 0

    def _pick(
        self,
        title: str,
        intro: str,
        options: Iterable[tuple[str, T]],
        *,
        can_go_back: bool,
        last: Iterable[tuple[str, str, T]] = (),
    ) -> T | Pressed:
        """What was chosen, or the key of a command."""
        commands = _menu(can_go_back=can_go_back)
        return choose(self.asker, title, intro, options, last=last, commands=commands)


def _labels(letters: Sequence[Letter]) -> list[str]:
    """What letters are called on a menu; with their channel where that tells them apart."""
    if len({letter.channel for letter in letters}) == 1:
        return [letter.text for letter in letters]
    return [f"{letter.text} ({letter.channel})" for letter in letters]


def _menu(*, can_go_back: bool) -> list[tuple[str, str]]:
    return [command for command in _ON_MENU if can_go_back or command[0] != BACK]
