"""Finds the records that a command of `coach history` is about, and what puts them into words."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from interview_coach.book.guides import Guides
from interview_coach.book.records import GENERAL, Interview, Record
from interview_coach.guides.review import ticked_off
from interview_coach.problems import BadInput, CoachError
from interview_coach.render.record_page import FOR_ALL
from interview_coach.render.record_words import Glossary
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.journal.journal import Journal


def find_one(journal: Journal | None, wanted: str, role: str = "") -> Interview:
    """The interview of this number or name, or the general one. Raises BadInput if there is none."""
    if journal is None:
        raise BadInput(f"there is no interview {wanted!r}, since nothing is kept yet")
    if not _is_general(journal, wanted):
        return journal.find(wanted, role)
    generals = [each for each in journal.generals() if role in ("", each.role)]
    if len(generals) > 1:
        roles = ", ".join(each.role for each in generals)
        raise BadInput(f"there is one for each role; name it with --role: {roles}")
    if not generals:
        raise BadInput("nothing is kept that holds for every interview; `coach history` lists what there is")
    return generals[0]


def _is_general(journal: Journal, wanted: str) -> bool:
    """Whether it means what holds for every interview, by its word or by what the list calls it."""
    name = " ".join(wanted.split()).casefold()
    if name == FOR_ALL:
        return all(interview.name.casefold() != name for interview in journal.interviews())
    return name == GENERAL


def find_records(journal: Journal | None, wanted: str = "", role: str = "") -> list[Record]:
    """All that is kept of the interview of this number or name. Raises BadInput if there is none.

    Without one every record: interviews, the last touched first, then what holds for every one.
    """
    if wanted or journal is None:
        interviews = [find_one(journal, wanted, role)] if wanted else []
    else:
        generals = (each for each in journal.generals() if role in ("", each.role))
        interviews = [*journal.interviews(role), *generals]
    return [journal.record(interview.id) for interview in interviews] if journal else []


def in_words(
    journal: Journal | None, records: Iterable[Record], rules: Iterable[Path] = ()
) -> list[tuple[Record, Glossary]]:
    """Records, each with what puts it into words: guides and book of its role, and the fixes ticked off since.

    What cannot be loaded is left out, unless it is of `rules` that were named.
    """

    @cache
    def glossary_of(role: str) -> Glossary:
        guides, book = Guides(role), None
        try:
            guides = load_guides(role, rules)
            book = load_book(role, rules)
        except CoachError:
            if rules:
                raise
        preps = [record.answers.get("prep", {}) for record in find_records(journal, role=role)]
        return Glossary(guides, book, ticked_off(guides.prep, preps))

    return [(record, glossary_of(record.interview.role)) for record in records]
