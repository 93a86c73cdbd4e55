"""Forgets everything, whatever state it is in: files that cannot be read are removed as well."""

from __future__ import annotations

from pathlib import Path

from interview_coach.problems import BadInput
from interview_coach.storage.drafts import draft_file
from interview_coach.storage.folders import remove
from interview_coach.storage.journal.place import journal_file
from interview_coach.storage.last_result import result_file
from interview_coach.storage.scratch import discard_scratch


def forget_everything() -> None:
    """Remove the journal, the draft and the last result, with whatever a broken-off write left of them.

    Raises BadInput naming what stays, after removing all the rest.
    """
    kept = []
    discard_scratch()
    for file in (journal_file(), draft_file(), result_file()):
        for each in (file, *_left_behind(file)):
            try:
                remove(each)
            except OSError as error:
                kept.append(f"{each} ({(error.strerror or str(error)).lower()})")
    if kept:
        raise BadInput(f"could not be forgotten: {', '.join(kept)}; remove it yourself")


def _left_behind(file: Path) -> list[Path]:
    """What SQLite keeps beside a file while it writes, and unfinished copies of the file."""
    beside = [file.with_name(f"{file.name}-{end}") for end in ("journal", "wal", "shm")]
    return [*(path for path in beside if path.exists()), *file.parent.glob(f".{file.name}.*")]
