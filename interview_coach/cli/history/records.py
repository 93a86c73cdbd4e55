"""Finds the records that a command of `coach history` is about, and what puts them into words."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.book.guides import StepKind
from interview_coach.book.records import Interview, Record
from interview_coach.guides.path import lines_of
from interview_coach.problems import BadInput, CoachError
from interview_coach.render.record_pages import FOR_ALL
from interview_coach.render.record_parts import Known

if TYPE_CHECKING:
    from interview_coach.storage.journal.journal import Journal

OneRole = Annotated[
    str,
    typer.Option("--role", help="Only interviews of this role.", metavar="ROLE", show_default=False),
]
Wanted = Annotated[
    str,
    typer.Argument(
        metavar="N|NAME",
        help="The number or name of an interview, or `general` for what holds for every one.",
        show_default=False,
    ),
]


def find_one(journal: Journal | None, wanted: str, role: str = "") -> Interview:
    """The interview of this number or name, or the general one. Raises BadInput if there is none."""
    from interview_coach.book.records import GENERAL

    if journal is None:
        raise BadInput(f"there is no interview {wanted!r}, since nothing is kept yet")
    if not _is_general(journal, wanted, GENERAL):
        return journal.find(wanted, role)
    generals = [each for each in journal.generals() if role in ("", each.role)]
    if len(generals) > 1:
        roles = ", ".join(each.role for each in generals)
        raise BadInput(f"there is one for each role; name it with --role: {roles}")
    if not generals:
        raise BadInput("nothing is kept that holds for every interview; `coach history` lists what there is")
    return generals[0]


def _is_general(journal: Journal, wanted: str, general: str) -> bool:
    """Whether it means what holds for every interview, by its word or by what the list calls it."""
    name = " ".join(wanted.split()).casefold()
    if name == FOR_ALL:
        return all(interview.name.casefold() != name for interview in journal.interviews())
    return name == general


def find_record(journal: Journal | None, wanted: str, role: str = "") -> Record:
    """All that is kept of the interview of this number or name. Raises BadInput if there is none."""
    interview = find_one(journal, wanted, role)
    assert journal is not None
    return journal.record(interview.id)


def find_all(journal: Journal | None, role: str = "") -> list[Record]:
    """Every record: interviews, the last touched first, then what holds for every one."""
    if journal is None:
        return []
    generals = (each for each in journal.generals() if role in ("", each.role))
    return [journal.record(interview.id) for interview in (*journal.interviews(role), *generals)]


class Words:
    """Loads what puts records into words, once for each role. What cannot be loaded is left out."""

    def __init__(self, journal: Journal | None, rules: Iterable[Path] | None) -> None:
        self._journal = journal
        self._rules = tuple(rules or ())
        self._known: dict[str, Known] = {}

    def of(self, record: Record) -> Known:
        """The guides and the book of the record's role, and the fixes that were ticked off since."""
        role = record.interview.role
        if role not in self._known:
            self._known[role] = self._load(role)
        return self._known[role]

    def _load(self, role: str) -> Known:
        from interview_coach.storage.books import load_book, load_guides

        guides, book = None, None
        try:
            guides = load_guides(role, self._rules)
            book = load_book(role, self._rules)
        except CoachError:
            if self._rules:
                raise
        steps = [
            step.id
            for section in (guides.prep.sections if guides and guides.prep else ())
            for step in section.steps
            if step.kind is StepKind.OPEN_FIXES
        ]
        records = find_all(self._journal, role)
        answers = [record.answers.get("prep", {}) for record in records]
        done = frozenset(text for given in answers for id_ in steps for text in lines_of(given.get(id_)))
        return Known(guides, book, done)
