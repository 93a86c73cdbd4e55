"""Keeps an assessment in the journal, because the person said so."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from interview_coach.engine.recommendation import Recommendation
from interview_coach.problems import BadInput

if TYPE_CHECKING:
    from interview_coach.book.records import Interview
    from interview_coach.cli.prepared import Prepared
    from interview_coach.storage.journal.journal import Journal


class Recorder:
    """Keeps one assessment under its interview: the one named or prepared for, else a new one of today.

    Keeping it again after an answer was changed adds what it has become.
    """

    def __init__(self, before: Prepared, *, is_trial: bool = False) -> None:
        self._interview = before.interview
        self._new = before.new
        self._is_trial = is_trial
        self._kept: dict[str, Any] | None = None

    def told(self, recommendation: Recommendation, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Keep it, and say where it is, or why that could not be."""
        if self._is_trial:
            return ("Nothing is kept while rules are being tried.",)
        try:
            return self.keep(recommendation, answers)
        except BadInput as error:
            return (f"It was not kept: {error}", "The verdict is not affected.")

    def keep(self, recommendation: Recommendation, answers: Mapping[str, str]) -> tuple[str, ...]:
        """Keep it, and say where it is. Raises BadInput if the journal cannot be written."""
        from interview_coach.storage.journal import journal_file, open_journal

        body = record_of(recommendation, answers)
        if body == self._kept:
            return ("It is kept already.",)
        with open_journal(create=True) as journal:
            if self._interview is None:
                self._interview = self._begun(journal, recommendation.book.info.id)
            journal.add_entry(self._interview.id, "assessment", body)
            days = journal.retention
        self._kept = body
        how_long = f"for {days} days, or until you forget it" if days else "until you forget it"
        number = self._interview.id
        return (
            f"Kept as number {number}, on this computer alone, {how_long}.",
            f"See it: coach history show {number}",
            f"Forget it: coach history forget {number}",
            f"It lies in {journal_file()}",
        )

    def _begun(self, journal: Journal, role: str) -> Interview:
        """The interview that was named, or one called after today."""
        named = self._new.kept_in(journal, role) if self._new else None
        return named or journal.begin(role)


def record_of(recommendation: Recommendation, answers: Mapping[str, str]) -> dict[str, Any]:
    """What is kept of an assessment: ids, the verdict, and the line. No free text."""
    from interview_coach.rulebook.answers import answers_to_data

    book = recommendation.book
    return {
        "verdict": recommendation.verdict.id,
        "row": recommendation.row.id,
        "action": recommendation.row.action,
        "headline": recommendation.headline,
        "settled": recommendation.settled,
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
