"""The draft that an assessment leaves behind for a day, to resume, and how both its traces are kept and removed.

Ids only; gone on *hide* and after danger too. Failing to keep it never stops an assessment: that is worth telling.
"""

from __future__ import annotations

import shlex
import time
import warnings
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path
from types import MappingProxyType

import msgspec

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import DANGER, SIGNS, RaiseState
from interview_coach.engine.answers import YES, atoms_of, prompts_of
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import Recommendation
from interview_coach.problems import BadInput, LeftAside, WorthTelling
from interview_coach.session.log import Event, Log, fitting_log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.storage.books import UnknownRole, load_book
from interview_coach.storage.folders import (
    StillThere,
    draft_file,
    read_recent,
    write_private,
)
from interview_coach.storage.traces import Draft, LastResult, discard_all, save_result


def draft_of(
    role: str,
    stance: str,
    log: Log,
    saved: float,
    ticked: Mapping[str, frozenset[str]] = MappingProxyType({}),
) -> Draft:
    """The draft of a log, with nothing in it of a danger that was seen."""
    events = [
        (event.prompt, None if event.answers is None else dict(event.answers))
        for event in log.events
        # That there was danger is never kept, even if it was taken back.
        if event.prompt not in (DANGER, SIGNS) or all(value != YES for _, value in event.answers or ())
    ]
    shown = {place: atoms for place, atoms in ticked.items() if atoms and place not in (DANGER, SIGNS)}
    return Draft(role, stance, saved, log.given, events, shown)


def save_draft(draft: Draft) -> None:
    """Keep the draft. Raises OSError if that fails."""
    write_private(draft_file(), msgspec.json.encode(draft, order="deterministic"))


def load_draft(now: float) -> Draft | None:
    """The draft if there is one of the last 24 hours. An older one is removed, a strange one left aside."""
    return read_recent(draft_file(), Draft, now)


RESUME = "coach assess --resume"


# What is wrong with the options of a command is told in code, here as everywhere.
def draft_to_resume(role: str) -> Draft:
    """The draft to go on with. Raises BadInput if there is none, or not for this role."""
    draft = load_draft(time.time())
    if draft is None:
        raise BadInput("there is nothing to resume (drafts are kept for 24 hours); start with `coach assess`")
    if role and draft.role != role:
        raise BadInput(f"the draft is for another role; use `{RESUME}` alone")
    return draft


def book_to_resume(draft: Draft, rules: Iterable[Path]) -> Book:
    """The book of the draft's role. Raises BadInput where these rules have none, and as `load_book` does."""
    try:
        return load_book(draft.role, rules)
    except UnknownRole:
        raise BadInput(
            f"the draft is of the role {draft.role}, which these rules do not have; name its rules with --rules"
        ) from None


def log_to_resume(draft: Draft, engine: Engine) -> Log:
    """The log of the draft, with raise states asked again where no answer was there yet.

    What the book does not have is left out, which the warning LeftAside tells.
    """
    events = [Event(prompt, None if said is None else tuple(said.items())) for prompt, said in draft.events]
    kept = Log(events, draft.given)
    log = fitting_log(kept, engine)
    if log != kept:
        warnings.warn(
            "these are not the rules that the draft was made with (--rules names them); what no longer fits"
            " is left out of it, and all the rest is as you answered it",
            LeftAside,
            stacklevel=2,
        )
    for prompt, answers in list(log.standing().items()):
        if prompt.startswith("raised/") and answers[0][1] in (RaiseState.NOT_YET.id, RaiseState.WAITING.id):
            log.take_back(prompt)
    return log


def ticks_to_resume(draft: Draft, book: Book) -> dict[str, frozenset[str]]:
    """What stood ticked on screens that were not sent, as far as the book has it."""
    prompts = set(prompts_of(book))
    known = {
        place: draft.ticked[place] & set(atoms_of(book, place)) for place in draft.ticked if place in prompts
    }
    return {place: ticked for place, ticked in known.items() if ticked}


def _stamp_of_draft() -> tuple[int, int] | None:
    """What tells one saving of the draft from another. None where there is none, or one may not look."""
    with suppress(OSError):
        found = draft_file().stat()
        return found.st_ino, found.st_mtime_ns
    return None


class Keeper:
    """Keeps the draft while asking, and nothing at all after danger. What fails is worth telling.

    `rules` are the folders that were named: without them the draft would not fit.
    """

    def __init__(self, asking: Questionnaire, rules: Iterable[Path] = (), *, is_trial: bool = False) -> None:
        self._asking = asking
        self._resume = shlex.join(
            [*RESUME.split(), *(w for f in rules for w in ("--rules", str(f.absolute())))]
        )
        self.is_trial = is_trial
        self._is_kept = False
        self._last = _stamp_of_draft()

    def follow(self, asking: Questionnaire) -> None:
        """Keep another questionnaire from now on."""
        self._asking = asking
        self._is_kept = False

    def keep(self, ticked: Mapping[str, frozenset[str]]) -> None:
        """Save the draft with what is ticked and not sent, or remove every trace once there is danger."""
        if self.is_trial:
            return
        if self._asking.is_danger():
            self.forget()
            return
        try:
            asking = self._asking
            stance = asking.profile.stance.id
            if _stamp_of_draft() != self._last:
                self._tell("draft-replaced")
            save_draft(draft_of(asking.engine.book.info.id, stance, asking.log, time.time(), ticked))
            self._last = _stamp_of_draft()
            self._is_kept = True
        except OSError as error:
            self._is_kept = False
            self._tell("draft-not-kept", error.strerror or error)

    def finish(self, recommendation: Recommendation) -> None:
        """Keep what `coach script` and `--resume` continue from, unless there was danger."""
        if self.is_trial:
            return
        if recommendation.is_danger:
            self.forget()
            return
        try:
            about = tuple(state.flag.id for state in recommendation.reasons)
            topics = tuple(dict.fromkeys(state.flag.topic for state in recommendation.reasons))
            role = recommendation.book.info.id
            came_of = {
                state.flag.topic: state.raise_state
                for state in recommendation.reasons
                if state.raise_state is not None
            }
            verdict = recommendation.verdict.id
            save_result(LastResult(role, verdict, about, topics, time.time(), came_of))
        except OSError as error:
            self._tell("result-not-kept", error.strerror or error)

    def forget(self) -> None:
        """Remove draft and last result, and what was left half-written."""
        if self.is_trial:
            return
        self._is_kept = False
        try:
            discard_all()
            self._last = None
        except StillThere as error:
            self._tell("not-removed", error)

    def farewell(self) -> str:
        """What to say when the person breaks off: what was kept, as far as one can see."""
        says = self._asking.engine.book.wording.says
        told = [says("stopped-unkept")]
        if self._is_kept:
            told = [says("stopped"), says("resume", self._resume)]
        else:
            with suppress(OSError):
                if draft_file().is_file():
                    told = [says("stopped-before"), says("resume-before", RESUME)]
        return "\n".join((*told, says("line-now")))

    def _tell(self, name: str, *values: object) -> None:
        warnings.warn(self._asking.engine.book.wording.says(name, *values), WorthTelling, stacklevel=3)
