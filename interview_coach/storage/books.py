"""Loads books: from the rule folders, or from the cache of books that were checked before.

The cache is keyed by the rule texts themselves, so that an edited rule is always checked again. It
holds no more than the rules, and is only a help: if it cannot be read or written nothing is lost.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from interview_coach import __version__
from interview_coach.model import Book
from interview_coach.problems import BadInput, no_such
from interview_coach.storage.folders import folders, write_private
from interview_coach.storage.rulefolders import PackTexts, built_in_rules, read_layer, rule_folders

if TYPE_CHECKING:
    from interview_coach.rulebook.loading import Loaded

CACHE_FORMAT = 1


class UnknownRole(BadInput):
    """No pack has this id."""


def load_book(role: str = "candidate", rules: Iterable[Path] = (), *, layered: bool = True) -> Book:
    """The checked book of one role, with the layers in `rules` over the built-in pack.

    `layered=False` takes the built-in pack alone, whatever else is set up.

    Raises UnknownRole, BadInput for a folder that is not there, and BadRules with every problem of the rules.
    """
    layers = read_layers(rules) if layered else [read_layer(built_in_rules(), "rules")]
    key = _key(layers)
    if (book := _cached(key, role)) is not None:
        return book
    loaded = load_layers(layers)
    for name, book in loaded.books.items():
        _remember(key, name, book)
    if role not in loaded.books:
        raise UnknownRole(f"--role: {no_such('role', role, loaded.books)}")
    return loaded.books[role]


def roles(rules: Iterable[Path] = ()) -> tuple[str, ...]:
    """The ids of the packs there are, `candidate` first, found by their folders' names."""
    names = {folder.rsplit("/", 1)[-1] for layer in read_layers(rules)[:1] for folder in layer}
    return ("candidate", *sorted(names - {"candidate"}))


def read_layers(rules: Iterable[Path] = ()) -> list[PackTexts]:
    """The texts of every layer. Built-in files are shown as `rules/…`."""
    built_in = built_in_rules()
    return [read_layer(folder, "rules" if folder == built_in else "") for folder in rule_folders(rules)]


def load_layers(layers: list[PackTexts]) -> Loaded:
    """Check and assemble every pack. Raises BadRules."""
    from interview_coach.rulebook.loading import load_texts

    return load_texts(layers)


def _key(layers: list[PackTexts]) -> str:
    digest = hashlib.sha256(f"{__version__}/{CACHE_FORMAT}".encode())
    for layer in layers:
        for folder, files in layer.items():
            for name, text in files.items():
                for part in (folder, name, text):
                    data = part.encode("utf-8", "surrogatepass")
                    digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()[:32]


def _file(key: str, role: str) -> Path:
    return folders().cache / f"book-{key}-{role}.json"


def _cached(key: str, role: str) -> Book | None:
    import msgspec

    if not role.replace("-", "").isalnum():
        return None
    try:
        return msgspec.json.decode(_file(key, role).read_bytes(), type=Book)
    except (OSError, msgspec.MsgspecError, ValueError):
        return None


def _remember(key: str, role: str, book: Book) -> None:
    import msgspec

    file = _file(key, role)
    with suppress(OSError):
        for old in file.parent.glob(f"book-*-{role}.json"):
            if old != file:
                old.unlink()
        write_private(file, msgspec.json.encode(book))
