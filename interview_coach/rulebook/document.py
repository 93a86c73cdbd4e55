"""A YAML file as plain data with places. Apart from reading it, so that naming it loads no YAML."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TypeAlias

from interview_coach.problems import Place

Data: TypeAlias = "str | int | bool | list[Data] | dict[str, Data] | None"
Path: TypeAlias = tuple[str | int, ...]


@dataclass(slots=True)
class Document:
    """One YAML file as plain data, with the place of every value and every key."""

    file: str
    data: Data = None
    values: dict[Path, Place] = field(default_factory=dict)
    keys: dict[Path, Place] = field(default_factory=dict)

    def place(self, path: Path) -> Place:
        """Where the value at `path` is written, or the nearest thing around it."""
        while path and path not in self.values:
            path = path[:-1]
        return self.values.get(path, Place(self.file))

    def key_place(self, path: Path) -> Place:
        """Where the key of the entry at `path` is written."""
        return self.keys.get(path) or self.place(path)
