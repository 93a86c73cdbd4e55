"""`coach followup` on a terminal."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import typer

from interview_coach.book.guides import Followup, Guides, Kind, Letter
from interview_coach.cli.askers import conversation
from interview_coach.cli.followup.knowing import Known, country_of, keep_letter, known_of
from interview_coach.cli.letters import COPY, EDIT, LINK, Left, leave_on_screen, still_open, work_on
from interview_coach.cli.streams import Terminal
from interview_coach.dialogue.followup_talk import FollowupTalk
from interview_coach.dialogue.interviews import Chosen, How, choose_interview, open_or_warn
from interview_coach.guides.letter_kinds import is_guarded
from interview_coach.guides.letter_text import Filled
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal

if TYPE_CHECKING:
    from interview_coach.cli.followup import Wanted
    from interview_coach.dialogue.port import Asker


@dataclass(slots=True)
class Talking:
    """One run: from the first question to the letter that is left on the screen."""

    guides: Guides
    followup: Followup
    named: Kind | None
    wanted: Wanted
    terminal: Terminal
    asker: Asker
    _chosen: Chosen = field(default_factory=lambda: Chosen(How.NONE))
    _details: dict[str, str] = field(default_factory=dict)
    _at_once: str = ""
    _talk: FollowupTalk | None = None
    _last: tuple[Kind, Left] | None = None
    _kept: list[str] = field(default_factory=list)
    """The texts that were kept."""
    _troubles: list[str] = field(default_factory=list)

    def run(self) -> None:
        """Talk to the end. Raises typer.Exit when broken off, and CoachError."""
        wanted = self.wanted
        at_once = ((EDIT, wanted.edit), (COPY, wanted.copy), (LINK, wanted.mailto))
        self._at_once = "".join(key for key, is_wanted in at_once if is_wanted)
        with conversation(self.asker, self._farewell, lambda: self._troubles):
            self._run()

    def _run(self) -> None:
        known = self._choose_interview()
        self._details = dict(known.details)
        self._talk = FollowupTalk(
            self.followup,
            self.asker,
            self._work,
            self.guides.countries,
            country_of(self.guides, known.country),
            known.unsafe,
            self.named,
            self.wanted.channel,
            self.wanted.variant,
            is_presumed=known.unsafe_one is not None,
        )
        self._talk.run()
        if self._last is not None:
            self._finish(*self._last)

    def _choose_interview(self) -> Known:
        """Which interview it is about, if any is kept, and what is known of it."""
        with open_or_warn() as (journal, trouble):
            if trouble:
                self._troubles.append(trouble)
            if journal is not None or self.wanted.interview:
                self._chosen = choose_interview(
                    self.asker, journal, self.guides.role, self.wanted.interview, may_begin=self.wanted.keep
                )
            return known_of(self.guides, journal, self._chosen)

    @property
    def _is_guarded(self) -> bool:
        return self._talk is not None and is_guarded(self._talk.unsafe)

    def _work(self, kind: Kind, letter: Letter) -> str:
        at_once, self._at_once = self._at_once, ""
        left = work_on(
            self.asker,
            letter,
            self.followup.details,
            self._details,
            keep=lambda filled, _: self._keep(kind, filled, still_open(filled)),
            at_once=at_once,
            is_left_on_screen=self._is_left_on_screen,
        )
        self._last = (kind, left)
        return left.key

    @property
    def _is_left_on_screen(self) -> bool:
        """Nothing stays where it could tell of danger."""
        return not self._is_guarded

    def _keep(self, kind: Kind, filled: Filled, gaps: str = "") -> str:
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

    def _finish(self, kind: Kind, left: Left) -> None:
        """Keep what `--keep` asked for, and leave the letter on the screen."""
        if self.wanted.keep and left.filled.text not in self._kept:
            self._troubles.append(f"coach: {self._keep(kind, left.filled)}")
        if self._is_left_on_screen:
            leave_on_screen(left.filled)
            if left.link:
                typer.echo(f"\n{left.link}")

    def _farewell(self) -> str:
        kept = "What you kept is in the journal: coach history" if self._kept else "Nothing was kept."
        return f"Stopped. {kept}\nAgain: coach followup"
