"""The card of a role, and files for its owner alone: written over nothing but one of the same kind."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from interview_coach.book.guides import Guides, Prep
from interview_coach.guides.card import Card, chosen_questions, make_card
from interview_coach.guides.settled import Settled
from interview_coach.problems import BadInput, reason_of
from interview_coach.render.layout import DEFAULT_ROLE, with_role
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.folders import open_file, replace_private

HEAD = 1000
"""Bytes at the beginning of a file in which the mark of its kind stands."""


def card_of(role: str, rules: Iterable[Path], settled: Settled) -> Card:
    """The card of a role, with what was settled. Raises BadRules and BadInput."""
    rules = tuple(rules)
    own, prep = guides_of(role, rules)
    return make_card(
        load_book(role, rules),
        prep.card,
        deal_breakers=settled.deal_breakers,
        stance=settled.profile().stance,
        questions=chosen_questions(own.prep, settled.questions),
        country=next((each for each in own.countries if each.id == settled.country), None),
        prep=with_role("coach prep", role) if own.prep else "",
        followup=with_role("coach followup", role) if own.followup else "",
    )


def guides_of(role: str, rules: Iterable[Path]) -> tuple[Guides, Prep]:
    """The guides of a role, and the prep whose wording it borrows where it has none of its own."""
    rules = tuple(rules)
    own = load_guides(role, rules)
    prep = own.prep or load_guides(DEFAULT_ROLE, rules).prep
    if prep is None:
        raise BadInput(f"the rules have no prep.yaml for {role}, nor for {DEFAULT_ROLE}; add one")
    return own, prep


def write_over_own(file: Path, page: str, option: str, kind: str, mark: str) -> None:
    """Write a page with this mark to the file that an option names, over nothing but one of its kind.

    Folders that are missing are not made, and those that are there keep their rights. Raises BadInput, with the
    cure, for a place where that cannot be done.
    """
    try:
        if fault := _fault(file, kind, mark):
            raise BadInput(f"{option}: {fault}")
        replace_private(file, page.encode("ascii"))
    except OSError as error:
        raise BadInput(
            f"{option}: {file} cannot be written ({reason_of(error)});"
            " name a file elsewhere, or - to print the page"
        ) from error


def _fault(file: Path, kind: str, mark: str) -> str:
    """What speaks against writing there: something that is not ours, or no place at all."""
    if file.is_dir():
        return f"{file} is a folder; name a file in it, such as {file / kind}.html"
    if not file.parent.is_dir():
        return f"there is no folder {file.parent}; make it first, or name another file"
    if (file.exists() or file.is_symlink()) and not _has_mark(file, mark):
        return f"{file} is there already and is no {kind} of mine; name another file"
    return ""


def _has_mark(file: Path, mark: str) -> bool:
    if file.is_symlink() or not file.is_file():
        return False
    with open_file(file) as old:
        return mark.encode() in old.read(HEAD)
