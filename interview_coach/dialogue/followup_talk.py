"""A follow-up as a conversation: which interview, the menus, the letter on the table, and keeping it."""

from __future__ import annotations

from dataclasses import dataclass, field

from interview_coach.book.guides import Followup, Guides, Letter, LetterKind
from interview_coach.dialogue.followup_menus import FollowupMenus
from interview_coach.dialogue.interviews import Chosen, How, choose_interview, open_or_warn
from interview_coach.dialogue.letter_desk import Left, keep_letter, work_on
from interview_coach.dialogue.port import Asker
from interview_coach.dialogue.recall import FollowupFacts, facts_for_followup
from interview_coach.guides.letter_kinds import is_guarded
from interview_coach.guides.letter_text import Filled
from interview_coach.problems import BadInput
from interview_coach.storage.journal import open_journal


@dataclass(slots=True)
class FollowupTalk:
    """Leads from the first question to the letter that is left on the screen.

    `interview` and `named` are what was named on the command line, `at_once` are keys of the letter that are
    pressed when it comes.
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
    troubles: list[str] = field(default_factory=list)
    """What to tell on stderr in the end."""
    _chosen: Chosen = field(default_factory=lambda: Chosen(How.NONE))
    _details: dict[str, str] = field(default_factory=dict)
    _menus: FollowupMenus = field(init=False)
    _last: tuple[LetterKind, Left] | None = None
    _kept: list[str] = field(default_factory=list)
    """The texts that were kept."""

    def run(self) -> Left | None:
        """Talk until the person is done. The letter to leave on the screen, if there is one and it may stay."""
        facts = self._choose_interview()
        self._details = dict(facts.details)
        self._menus = FollowupMenus(
            self.followup,
            self.asker,
            self._work,
            self.guides.countries,
            facts.country,
            facts.unsafe,
            self.named,
            self.channel,
            self.variant,
            is_presumed=facts.unsafe_one is not None,
        )
        self._menus.run()
        if self._last is None:
            return None
        kind, left = self._last
        if self.keep and left.filled.text not in self._kept:
            self.troubles.append(f"coach: {self._keep(kind, left.filled)}")
        return left if self._may_stay else None

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        kept = "What you kept is in the journal: coach history" if self._kept else "Nothing was kept."
        return f"Stopped. {kept}\nAgain: coach followup"

    def _choose_interview(self) -> FollowupFacts:
        """Which interview it is about, if any is kept, and what is known of it."""
        with open_or_warn() as (journal, trouble):
            if trouble:
                self.troubles.append(trouble)
            if journal is not None or self.interview:
                self._chosen = choose_interview(
                    self.asker, journal, self.guides.role, self.interview, may_begin=self.keep
                )
            return facts_for_followup(self.guides, journal, self._chosen)

    @property
    def _may_stay(self) -> bool:
        """Nothing stays on the screen where it could tell of danger."""
        return not is_guarded(self._menus.unsafe)

    def _work(self, kind: LetterKind, letter: Letter) -> str:
        at_once, self.at_once = self.at_once, ""
        left = work_on(
            self.asker,
            letter,
            self.followup.details,
            self._details,
            keep=lambda filled, _: self._keep(kind, filled, filled.still_open),
            at_once=at_once,
            is_left_on_screen=self._may_stay,
        )
        self._last = (kind, left)
        return left.key

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
