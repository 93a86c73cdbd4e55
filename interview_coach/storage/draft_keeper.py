"""What an assessment keeps while it runs, and how it is taken up again."""

from __future__ import annotations

import time

from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation
from interview_coach.problems import BadInput
from interview_coach.session.log import Log, unknown_events
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.drafts import Draft, LastResult, discard_all, load_draft, save_draft, save_result

RESUME = "coach assess --resume"


def draft_to_resume(role: str) -> Draft:
    """The draft to go on with. Raises BadInput if there is none, or not for this role."""
    draft = load_draft(time.time())
    if draft is None:
        raise BadInput("there is nothing to resume (drafts are kept for 24 hours); start with `coach assess`")
    if role and draft.role != role:
        raise BadInput(f"the draft is for another role; use `{RESUME}` alone")
    return draft


def log_to_resume(draft: Draft, engine: Engine) -> Log:
    """The log of the draft, with raise states asked again where the person had not asked yet."""
    if unknown_events(draft.log.events, engine):
        raise BadInput("the rules have changed since the draft was made; start again with `coach assess`")
    for prompt, answers in list(draft.log.standing().items()):
        if prompt.startswith("raised/") and answers == ((prompt, "not-yet"),):
            draft.log.take_back(prompt)
    return draft.log


class Keeper:
    """Keeps the draft while asking, and nothing at all after danger. What fails is told at the end."""

    def __init__(self, asking: Questionnaire, *, is_trial: bool = False) -> None:
        self._asking = asking
        self.is_trial = is_trial
        self._is_kept = False
        self.troubles: list[str] = []

    def follow(self, asking: Questionnaire) -> None:
        """Keep another questionnaire from now on."""
        self._asking = asking
        self._is_kept = False

    def keep(self) -> None:
        """Save the draft, or remove every trace once there is danger."""
        if self.is_trial:
            return
        try:
            if self._asking.is_danger():
                discard_all()
                self._is_kept = False
                return
            asking = self._asking
            stance = asking.profile.stance.id
            save_draft(Draft(asking.engine.book.info.id, stance, asking.log, time.time()))
            self._is_kept = True
        except OSError as error:
            self._is_kept = False
            self.troubles.append(
                f"coach: your answers were not kept ({error.strerror or error}); the verdict is not affected."
            )

    def finish(self, recommendation: Recommendation) -> None:
        """Keep what `coach script` and `--resume` continue from, unless there was danger."""
        if self.is_trial:
            return
        try:
            if recommendation.is_danger:
                discard_all()
                return
            about = tuple(state.flag.id for state in recommendation.reasons)
            topics = tuple(dict.fromkeys(state.flag.topic for state in recommendation.reasons))
            role = recommendation.book.info.id
            save_result(LastResult(role, recommendation.verdict.id, about, topics, time.time()))
        except OSError as error:
            self.troubles.append(f"coach: the result was not kept ({error.strerror or error}).")

    def forget(self) -> None:
        """Remove draft and last result."""
        if self.is_trial:
            return
        try:
            discard_all()
        except OSError as error:
            self.troubles.append(f"coach: the draft could not be removed ({error.strerror or error}).")

    def farewell(self) -> str:
        """What to say when the person breaks off."""
        line = "A line now: coach script"
        if not self._is_kept:
            return f"Stopped. Nothing was kept.\n{line}"
        return f"Stopped.\nGo on: {RESUME}\n{line}"
