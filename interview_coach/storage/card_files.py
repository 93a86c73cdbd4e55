"""Writes a card to a file that the person named: for its owner alone, and never over anything but a card."""

from __future__ import annotations

from pathlib import Path

from interview_coach.problems import BadInput, reason_of
from interview_coach.render.card_html import MARK
from interview_coach.storage.folders import replace_private

HEAD = 1000
"""Bytes at the beginning of a file in which the mark of a card stands."""


def write_card(file: Path, page: str) -> None:
    """Write the page of a card. Raises BadInput, with the cure, for a place where that cannot be done.

    Folders that are missing are not made, and those that are there keep their rights.
    """
    try:
        _refuse(file)
        replace_private(file, page.encode("ascii"))
    except OSError as error:
        raise BadInput(
            f"--html: {file} cannot be written ({reason_of(error)});"
            " name a file elsewhere, or - to print the page"
        ) from error


def _refuse(file: Path) -> None:
    """Raise BadInput if there is something at this place that is no card of ours, or no place at all."""
    if file.is_dir():
        raise BadInput(f"--html: {file} is a folder; name a file in it, such as {file / 'card.html'}")
    if not file.parent.is_dir():
        raise BadInput(f"--html: there is no folder {file.parent}; make it first, or name another file")
    if (file.exists() or file.is_symlink()) and not _is_card(file):
        raise BadInput(f"--html: {file} is there already and is no card of mine; name another file")


def _is_card(file: Path) -> bool:
    if not file.is_file() or file.is_symlink():
        return False
    with file.open("rb") as old:
        return MARK.encode() in old.read(HEAD)
