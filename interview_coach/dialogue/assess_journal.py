"""What an assessment takes from the journal, and what it keeps there if the person says so."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from interview_coach.book.pack import Book
from interview_coach.book.wording import filled
from interview_coach.dialogue.interviews import NONE_CHOSEN, Chosen, How, label_of
from interview_coach.dialogue.recall import facts_for_prep, meant
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation
from interview_coach.problems import BadInput
from interview_coach.rulebook.answer_files import answers_to_data
from interview_coach.session.log import Log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import load_guides
from interview_coach.storage.folders import is_there
from interview_coach.storage.journal import journal_file, open_journal


@dataclass(frozen=True, slots=True)
class Groundwork:
    """What was settled beforehand: the profile, answers not to be asked again, and the interview they belong to."""

    profile: Profile = field(default_factory=Profile)
    given: Mapping[str, str] = field(default_factory=dict)
    chosen: Chosen = NONE_CHOSEN

    def questionnaire(self, engine: Engine, log: Log | None = None) -> Questionnaire:
        """A questionnaire that does not ask again what is known."""
        asking = Questionnaire(engine, self.profile, log)
        asking.log.given.update(self.given)
        return asking


def groundwork(book: Book, rules: Iterable[Path], wanted: str = "", *, may_begin: bool = False) -> Groundwork:
    """What `coach prep` kept for this role: for every interview, and for the wanted one or the one at hand.

    It is never needed, and deal-breakers that the book no longer has are left aside. Raises BadInput only for
    a wanted interview that is not there, unless it `may_begin`.
    """
    if not wanted and not is_there(journal_file()):
        return Groundwork()
    role = book.info.id
    chosen = meant(role, wanted, may_begin=may_begin)
    guides = load_guides(role, rules)
    settled = facts_for_prep(guides, chosen.interview).settled(guides.prep)
    profile = settled.profile(guides.countries)
    known = profile.deal_breakers & book.flag_by_id.keys()
    return Groundwork(replace(profile, deal_breakers=known), settled.given(), chosen)


class Recorder:
    """Keeps one assessment under its interview: the one named or prepared for, else a new one of today.

    Keeping it again after an answer was changed adds what it has become.
    """

    def __init__(self, before: Groundwork, *, is_trial: bool = False) -> None:
        self._chosen = before.chosen
        self.planned = ""
        """The interview whose plan counts here, or nothing."""
        if before.chosen.interview and (before.given or before.profile != Profile()):
            self.planned = label_of(before.chosen.interview)
        self._is_trial = is_trial
        self._kept: dict[str, Any] | None = None

    def told(self, recommendation: Recommendation, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Keep it, and say where it is, or why that could not be."""
        words = recommendation.book.wording.told
        if self._is_trial:
            return (words["kept-never"],)
        try:
            return self.keep(recommendation, answers)
        except BadInput as error:
            return (filled(words["kept-not"], error), words["unaffected"])

    def keep(self, recommendation: Recommendation, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Keep it, and say where it is. Raises BadInput if the journal cannot be written."""
        body, words = record_of(recommendation, answers), recommendation.book.wording.told
        if body == self._kept:
            return (words["kept-already"],)
        with open_journal(create=True) as journal:
            role = recommendation.book.info.id
            interview = self._chosen.kept_in(journal, role) or journal.begin(role)
            self._chosen = Chosen(How.KEPT, interview)
            journal.add_entry(interview.id, "assessment", body)
            days = journal.retention
        self._kept = body
        told = filled(words["kept-for-days" if days else "kept"], interview.id, days)
        rest = (filled(words[name], interview.id) for name in ("kept-see", "kept-forget"))
        return (told, *rest, filled(words["kept-where"], journal_file()))


def record_of(recommendation: Recommendation, answers: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of an assessment: ids, the verdict, and the line. No free text."""
    book = recommendation.book
    return {
        "verdict": recommendation.verdict.id,
        "row": recommendation.row.id,
        "action": recommendation.row.action,
        "headline": recommendation.headline,
        "settled": recommendation.outlook.settled,
        "is_danger": recommendation.is_danger,
        "flags": [
            {
                "id": state.flag.id,
                "severity": state.flag.severity.id,
                "level": state.level.id if state.level else None,
                "raise_state": state.raise_state.id if state.raise_state is not None else None,
            }
            for state in recommendation.fired
        ],
        "answers": answers_to_data(answers, book),
        "line": recommendation.say_now[0].text if recommendation.say_now else None,
        "rules": {"digest": book.digest, "last_changed": book.info.last_changed},
    }
