"""Finds rule folders and reads their texts: built-in, the person's own, and those that were named."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from interview_coach.problems import BadInput, reason_of
from interview_coach.storage.folders import folders, is_there, read_file

FILES_AT_MOST = 200
POLICY, WORDS = "policy.yaml", "words.yaml"
"""What all packs share stands in two files beside their folders."""

PackTexts = dict[str, dict[str, str]]


def built_in_rules() -> Path:
    """The folder of the built-in packs: inside the wheel, or beside the package in a checkout."""
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "candidate" / "pack.yaml").is_file():
            return folder
    raise BadInput(f"the built-in rules are missing: no {package / 'rules'}; install interview-coach again")


def shared_texts() -> dict[str, str]:
    """The one policy of all packs, and the words that they share. Raises BadInput if they cannot be read."""
    return {name: _text(built_in_rules() / name) for name in (POLICY, WORDS)}


def rule_folders(named: Iterable[Path] = ()) -> tuple[Path, ...]:
    """Every rule folder in the order of layering: built-in, config folder, COACH_RULES, `--rules`.

    Raises BadInput for a folder that was named and is not there.
    """
    return (built_in_rules(), *installed_rules(), *named_rules(named))


def installed_rules() -> tuple[Path, ...]:
    """The rule folder in the person's config folder, if there is one."""
    own = folders().config / "rules"
    if not is_there(own):
        return ()
    with suppress(OSError):
        return (own,) if own.is_dir() and any(_yaml_in(own)) else ()
    return (own,)


def _yaml_in(folder: Path) -> Iterator[Path]:
    """The rule files of a folder and of those in it. Raises OSError for a folder that one may not look into."""
    for path in folder.iterdir():
        if path.suffix in (".yaml", ".yml"):
            yield path
        elif path.is_dir():
            yield from _yaml_in(path)


def named_rules(named: Iterable[Path]) -> tuple[Path, ...]:
    """The folders of COACH_RULES and `--rules`. Raises BadInput for one that is not there."""
    of_setting = filter(None, os.environ.get("COACH_RULES", "").split(os.pathsep))
    return (
        *(_existing(Path(text), "COACH_RULES") for text in of_setting),
        *(_existing(Path(path), "--rules") for path in named),
    )


def _existing(path: Path, option: str) -> Path:
    with _told_of(path):
        if path.is_dir():
            return path
    raise BadInput(f"{option}: there is no folder {path}; name a folder that holds a pack.yaml or packs")


def read_layer(folder: Path, shown_as: str = "") -> PackTexts:
    """The rule texts of one layer: the folder is a pack, or holds packs.

    Places start with `shown_as`, else with the folder as it was named. Raises BadInput for a file
    that cannot be read.
    """
    packs = pack_folders(folder)
    with _told_of(folder):
        if folder not in packs and (folder / POLICY).is_file() and folder.resolve() != built_in_rules():
            raise BadInput(
                f"{folder / POLICY} would not be read: there is one policy for all packs; take it out"
            )
    shown = shown_as or str(folder)
    texts: PackTexts = {}
    for pack in packs:
        if files := read_pack(pack):
            texts[shown if pack == folder else f"{shown}/{pack.name}"] = files
    if not texts:
        raise BadInput(f"there are no rules in {shown}; a pack is a folder with a pack.yaml")
    return texts


def pack_folders(folder: Path) -> list[Path]:
    """The folders of packs: the folder itself, or those in it. Raises BadInput where one may not look into it."""
    with _told_of(folder):
        if (folder / "pack.yaml").is_file():
            return [folder]
        return sorted(path for path in folder.iterdir() if path.is_dir())


def read_pack(pack: Path) -> dict[str, str]:
    """The rule texts of one pack folder by the names of their files. Raises BadInput for one that cannot be read."""
    with _told_of(pack):
        files = sorted(path for path in pack.iterdir() if path.suffix.lower() in (".yaml", ".yml"))
    if len(files) > FILES_AT_MOST:
        raise BadInput(f"{pack} holds {len(files)} rule files; at most {FILES_AT_MOST} are read")
    for file in files:
        if file.suffix != ".yaml":
            raise BadInput(f"{file} would not be read; rename it to {file.stem}.yaml")
    return {file.name: _text(file) for file in files}


def _text(file: Path) -> str:
    with _told_of(file):
        try:
            return read_file(file).decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BadInput(f"{file} is not UTF-8 (byte {error.start + 1}); save it as UTF-8") from error


@contextmanager
def _told_of(path: Path) -> Iterator[None]:
    """Tell what the system says of a file or folder. Raises BadInput."""
    try:
        yield
    except OSError as error:
        raise BadInput(f"{path} cannot be read: {reason_of(error)}") from error
