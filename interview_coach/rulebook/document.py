"""A YAML file as plain data with places, and what is read of it. Apart from reading it: naming it loads no YAML."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from typing import Any, Generic, NoReturn, TypeAlias, TypeVar

from interview_coach.problems import Place, Problems, no_such

ShapeT = TypeVar("ShapeT")
OtherT = TypeVar("OtherT")
Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"
Path: TypeAlias = tuple[str | int, ...]

MAX_BYTES = 400_000


def json_line(text: str) -> Data:
    """The data of one line of plain JSON, read at once; None of any text that the reader of YAML has to judge."""
    if not text.isprintable() or "\\" in text or len(text) > MAX_BYTES // 4:
        return None
    try:
        return _DECODER.decode(text)  # type: ignore[no-any-return]
    except (ValueError, RecursionError):
        return None


def _each_once(pairs: list[tuple[str, Data]]) -> dict[str, Data]:
    entries = dict(pairs)
    if len(entries) < len(pairs):
        raise ValueError
    return entries


def _refuse(_: str) -> NoReturn:
    raise ValueError


_DECODER = json.JSONDecoder(object_pairs_hook=_each_once, parse_float=_refuse, parse_constant=_refuse)


@dataclass(slots=True)
class Document:
    """One YAML file as plain data, with the place of every value and every key."""

    file: str
    data: Data = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)
    problems: Problems = field(default_factory=Problems, compare=False)
    """Where it is told what is wrong in the file."""

    @property
    def folder(self) -> str:
        return self.file.rpartition("/")[0]

    def place(self, path: Path) -> Place:
        """Where the value at `path` is written, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def key_place(self, path: Path) -> Place:
        """Where the key of the entry at `path` is written."""
        return self.keys.get(path) or self.place(path)


@dataclass(frozen=True, slots=True)
class Read(Generic[ShapeT]):
    """What has the right shape: a file, or something in it. Paths start where it is written."""

    shape: ShapeT
    document: Document
    path: Path = ()

    def place(self, *path: str | int) -> Place:
        return self.document.place((*self.path, *path))

    def key_place(self, *path: str | int) -> Place:
        return self.document.key_place((*self.path, *path))

    def wrong(self, message: str, *path: str | int) -> None:
        """Say what is wrong with the value at a path."""
        self._tell(self.place(*path), message)

    def wrong_key(self, message: str, *path: str | int) -> None:
        """Say what is wrong with there being something at a path."""
        self._tell(self.key_place(*path), message)

    def _tell(self, place: Place, message: str) -> None:
        """A fault of what an earlier layer wrote shows only with what this one changes: then both places are named."""
        changed = "" if place.file == self.document.file else f" (changed at {self.key_place()})"
        self.document.problems.add(place, message + changed)

    def check_known(
        self, kind: str, given: str | Iterable[str], known: Collection[str], *path: str | int
    ) -> None:
        """Whether the id at a path, or each of a list of them, is the id of something."""
        if not isinstance(given, str):
            for number, id_ in enumerate(given):
                self.check_known(kind, id_, known, *path, number)
        elif given not in known:
            self.wrong(no_such(kind, given, known), *path)


def part_of(whole: Read[Any], shape: OtherT, *path: str | int) -> Read[OtherT]:
    """Something inside of what was read."""
    return Read(shape, whole.document, (*whole.path, *path))
