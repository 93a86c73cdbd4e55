"""What conversations share about the journal: whether to keep, which interview, and a broken journal.

kept = ask_to_keep(asker, keep)
with open_or_warn() as journal:
    chosen = choose_interview(asker, journal, role, wanted, may_begin=kept)
    interview = chosen.kept_in(journal, role)         # begins a new one, None for none
"""

from __future__ import annotations

import datetime as dt
import warnings
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from enum import Enum

from interview_coach.amounts import day_at
from interview_coach.book.guides import Guides
from interview_coach.book.records import KEPT_FOR, Interview, Value, name_of
from interview_coach.book.wording import filled
from interview_coach.dialogue.port import BACK, HIDING, Asker, Pressed, TextQuestion, choose, tell
from interview_coach.problems import BadInput, WorthTelling
from interview_coach.render.layout import Commands
from interview_coach.session.screens import Notice
from interview_coach.storage.folders import is_there
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.journal.journal import Journal

SHOWN = 7
"""Interviews to choose from on one screen."""
RECENT = 7
"""Days after which an interview that is not of today is no longer taken for the one at hand."""


class How(Enum):
    """How choosing an interview ended."""

    KEPT = "kept"
    """One that the journal holds."""
    NEW = "new"
    """A new one, which is begun when something of it is kept."""
    NONE = "none"
    """No single interview."""
    BACK = "back"
    """The person went back to what was asked before."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which interview it is about. `name` is of a new one; without it the new one is called after today.

    With `or_known` the name was asked for before the journal was looked at, or while it could not be read:
    if the journal holds such an interview when something is to be kept, that one is meant.
    """

    how: How
    interview: Interview | None = None
    name: str = ""
    or_known: bool = False

    def kept_in(self, journal: Journal, role: str) -> Interview | None:
        """The interview's record; a new one is begun. None for no single interview. Raises BadInput."""
        if self.or_known and (_is_number(self.name) or _is_known(journal, role, self.name)):
            return journal.find(self.name, role)
        if self.how is How.NEW:
            return journal.begin(role, self.name)
        return self.interview


NONE_CHOSEN = Chosen(How.NONE)


@contextmanager
def open_or_warn() -> Iterator[Journal | None]:
    """The journal if there is one that can be read; what is wrong with one that cannot is worth telling.

    Trouble with the journal does not stop a command; errors of the `with` itself pass.
    """
    journal = None
    with ExitStack() as stack:
        try:
            journal = stack.enter_context(open_journal(hurried=True))
        except BadInput as error:
            warnings.warn(str(error), WorthTelling, stacklevel=2)
        yield journal


def fault_of_journal() -> str:
    """What is wrong with a journal that cannot be read, or nothing."""
    try:
        with open_journal(hurried=True):
            return ""
    except BadInput as error:
        return str(error)


class Notebook:
    """Keeps the answers to a guide as they come: under one interview, or for every interview.

    Without a choice it keeps nothing. What cannot be kept stops nothing, and is worth telling.
    """

    guide = ""

    def __init__(self, guides: Guides, chosen: Chosen | None = None, *, for_all: bool = False) -> None:
        self._guides = guides
        self._chosen = chosen
        self._for_all = for_all
        self.interview = chosen.interview if chosen else None
        self.is_on = for_all or chosen is not None
        self.has_kept = False

    def keep(self, step: str, value: Value | None) -> None:
        """Keep an answer, or its taking back."""
        try:
            self.write({step: value})
        except BadInput as error:
            warnings.warn(f"your answers are not kept: {error}", WorthTelling, stacklevel=2)
            self.is_on = False

    def write(self, answers: Mapping[str, Value | None]) -> None:
        """Keep several answers; a new interview is begun. Raises BadInput if that fails."""
        if not self.is_on:
            return
        with open_journal(create=True) as journal:
            record = self._record(journal)
            for step, value in answers.items():
                journal.set_answer(record.id, self.guide, step, value)
                self._is_set(journal, record, step, value)
        self.has_kept = True

    def _is_set(self, journal: Journal, record: Interview, step: str, value: Value | None) -> None:
        """What else follows from an answer that was kept."""

    def _record(self, journal: Journal) -> Interview:
        if self._for_all:
            return journal.general(self._guides.role)
        if self.interview is None and self._chosen is not None:
            self.interview = self._chosen.kept_in(journal, self._guides.role)
        if self.interview is None:
            raise BadInput("there is no interview to keep it under; name one with --interview")
        return self.interview


def ask_to_keep(asker: Asker, keep: bool = False, *, back: Commands = ()) -> bool | None:
    """Whether to keep what is answered. Not asked where `--keep` said so. None where `back` is offered and taken."""
    if keep:
        return True
    with open_or_warn() as journal:
        days = journal.retention if journal else KEPT_FOR
    words, does = asker.wording.told, asker.wording.commands
    how_long = filled(words["keep-days"], days) if days else words["keep-always"]
    where = (filled(words["keep-in"], journal_file()), filled(words["keep-for"], how_long))
    notice = Notice(words["keep-where"], (*where, words["keep-see"], words["keep-elsewhere"]))
    while True:
        is_kept = choose(
            asker,
            words["keep-title"],
            words["keep-intro"],
            ((filled(words["keep-here"], how_long), True), (words["keep-none"], False)),
            commands=(*back, *does("?-where"), *does(HIDING)),
        )
        if isinstance(is_kept, bool):
            return is_kept
        if is_kept == BACK:
            return None
        tell(asker, notice)


def choose_interview(
    asker: Asker | None,
    journal: Journal | None,
    role: str,
    wanted: str = "",
    *,
    may_begin: bool = True,
    back: Commands = (),
) -> Chosen:
    """Which interview it is about: the wanted one, or one to choose on a screen, with the way `back` from there.

    `may_begin` offers a new one, and takes a wanted name that is not known for a new one. Without an
    asker nothing is asked. Raises BadInput for a wanted interview that is not there.
    """
    if wanted:
        return _wanted(journal, role, wanted, may_begin=may_begin)
    latest = journal.interviews(role)[:SHOWN] if journal else ()
    if asker is None or not (latest or may_begin):
        return Chosen(How.NEW if may_begin else How.NONE)
    if not latest:
        return _new(asker) or Chosen(How.BACK if back else How.NONE)
    words = asker.wording.told
    options = [(label_of(interview), Chosen(How.KEPT, interview)) for interview in latest]
    if may_begin:
        options.append((words["which-new"], Chosen(How.NEW)))
    none = ("0", words["which-none"], Chosen(How.NONE))
    while True:
        chosen = choose(
            asker,
            words["which-title"],
            words["which-intro"],
            options,
            last=[none],
            commands=(*back, *asker.wording.commands(HIDING)),
        )
        if isinstance(chosen, Pressed):
            return Chosen(How.BACK)
        if chosen.how is not How.NEW:
            return chosen
        if (new := _new(asker)) is not None:
            return new


def at_hand(journal: Journal, role: str, now: float) -> Interview | None:
    """The prepared interview that is most likely meant. `now` is in epoch seconds. None if there is none.

    One of today or yesterday; else one to come, or without a day, that was touched in the last 7 days. Of
    several the last touched.
    """
    today = day_at(now)
    days = {today.isoformat(), (today - dt.timedelta(days=1)).isoformat()}
    prepared = [each for each in journal.interviews(role) if journal.answers(each.id, "prep")]
    for interview in prepared:
        if interview.on in days:
            return interview
    for interview in prepared:
        is_to_come = not interview.on or interview.on > today.isoformat()
        if is_to_come and now - interview.touched <= RECENT * 86_400:
            return interview
    return None


def _wanted(journal: Journal | None, role: str, wanted: str, *, may_begin: bool) -> Chosen:
    """The interview of this number or name, or a new one of this name."""
    if journal is not None and (not may_begin or _is_number(wanted) or _is_known(journal, role, wanted)):
        return Chosen(How.KEPT, journal.find(wanted, role))
    if not may_begin:
        raise BadInput("--interview: nothing is kept yet, so there is none to name; `--keep` keeps one")
    is_unread = journal is None and is_there(journal_file())
    name = wanted if is_unread and _is_number(wanted) else name_of(wanted)
    return Chosen(How.NEW, name=name, or_known=True)


def _is_number(text: str) -> bool:
    return text.strip().isascii() and text.strip().isdigit()


def _is_known(journal: Journal, role: str, wanted: str) -> bool:
    name = " ".join(wanted.split()).casefold()
    return any(interview.name.casefold() == name for interview in journal.interviews(role))


def label_of(interview: Interview) -> str:
    """The name as far as it fits on a narrow screen, with its day, and the number that `coach history` gives it."""
    beside = f"{f', {interview.on}' if interview.on else ''} (no. {interview.id})"
    room = 36 - len(beside)
    name = interview.name if len(interview.name) <= room else f"{interview.name[: room - 3]}..."
    return name + beside


def _new(asker: Asker) -> Chosen | None:
    """Ask what a new interview is called. None if the person went back."""
    words = asker.wording.told
    entry = TextQuestion(words["new-title"], words["new-ask"], words["new-hint"], check=_name_fault)
    why = Notice(asker.wording.why_title, (words["new-why"], words["new-seen"]))
    while True:
        said = asker.write(entry)
        if said.command == "b":
            return None
        if not said.command:
            return Chosen(How.NEW, name=said.text.strip())
        tell(asker, why)


def _name_fault(text: str) -> str:
    """What is wrong with a name, or nothing. An empty one is always right."""
    try:
        if text.strip():
            name_of(text)
    except BadInput as error:
        return str(error)
    return ""
