"""Loads books and guides: from the rule folders, or from the cache of those that were checked before.

A guide is kept apart from its book, so that a line or a verdict never waits for what comes before and
after. The cache is keyed by the rule texts themselves, so that an edited rule is always checked again. It
holds no more than the rules, and is only a help: if it cannot be read or written nothing is lost.
"""

from __future__ import annotations

import gc
import hashlib
import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec import Struct

from interview_coach import __version__
from interview_coach.book.pack import Book
from interview_coach.problems import BadInput, BadRules, Problems, RulesLeftAside, WorthTelling, no_such
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.storage.folders import folders, read_file, write_private
from interview_coach.storage.rule_folders import (
    PackTexts,
    built_in_rules,
    installed_rules,
    named_rules,
    pack_folders,
    read_layer,
    read_pack,
    rule_folders,
    shared_texts,
)

if TYPE_CHECKING:
    from interview_coach.book.guides import Guides
    from interview_coach.rulebook.loader import Loaded

KeptT = TypeVar("KeptT")

CACHE_FORMAT = 6
CACHED_AT_MOST = 20_000_000
"""Bytes that a checked book may have."""

MANY = 5
"""Folders of rules that are checked so slowly together that one asks oneself what goes on."""


class UnknownRole(BadInput):
    """No pack has this id."""


def load_book(role: str = DEFAULT_ROLE, rules: Iterable[Path] = (), *, layered: bool = True) -> Book:
    """The checked book of one role, with the layers in `rules` over the built-in pack.

    `layered=False` takes the built-in pack alone, whatever else is set up. Installed rules that cannot be
    used are left aside, with the warning RulesLeftAside.

    Raises UnknownRole, BadInput for a folder that is not there, and BadRules with every problem of the rules.
    """
    layers = _usable_layers(rules) if layered else [_built_in_layer()]
    digest = _digest(layers)
    kept = _cached(_file(digest, role), Book)
    return kept or _load_and_remember(layers, digest, role).books[role]


def load_guides(role: str = DEFAULT_ROLE, rules: Iterable[Path] = ()) -> Guides:
    """The checked guides of one role: what is asked and written before and after an interview.

    Warns and raises as `load_book` does.
    """
    from interview_coach.book.guides import Guides

    layers = _usable_layers(rules)
    digest = _digest(layers)
    kept = _cached(_file(digest, role, "guides"), Guides)
    return kept or _load_and_remember(layers, digest, role).guides[role]


def _check_role(role: str, layers: list[PackTexts]) -> None:
    """Read no more than every pack.yaml. Raises UnknownRole where all can be read and none is of this role."""
    if role in roles():
        return
    from interview_coach.rulebook.reader import pack_of, read_documents

    problems = Problems()
    known = set[str]()
    for layer in layers:
        for folder, files in layer.items():
            alone = {name: text for name, text in files.items() if name == "pack.yaml"}
            known.add(pack_of(read_documents(folder, alone, problems)))
    if role not in known and not problems.found:
        raise UnknownRole(f"--role: {no_such('role', role, known)}")


def _load_and_remember(layers: list[PackTexts], digest: str, role: str = DEFAULT_ROLE) -> Loaded:
    _check_role(role, layers)
    loaded = load_layers(layers, digest)
    for name, book in loaded.books.items():
        _remember(_file(digest, name), book)
        _remember(_file(digest, name, "guides"), loaded.guides[name])
    return loaded


def roles() -> tuple[str, ...]:
    """The ids of the built-in packs, `candidate` first, found by their folders' names."""
    names = {folder.name for folder in pack_folders(built_in_rules())}
    return ("candidate", *sorted(names - {"candidate"}))


def _built_in_layer() -> PackTexts:
    return read_layer(built_in_rules(), "rules")


def _usable_layers(rules: Iterable[Path]) -> list[PackTexts]:
    """The texts of every layer, without installed packs that cannot be read or are refused: of them it warns."""
    found: list[PackTexts] = []
    bad: list[str] = []
    for folder in installed_rules():
        try:
            packs = pack_folders(folder)
        except BadInput:
            bad.append(str(folder))
            continue
        for pack in packs:
            try:
                found.extend({str(pack): files} for files in [read_pack(pack)] if files)
            except BadInput:
                bad.append(str(pack))
    layers = [_built_in_layer()]
    if found:
        bad += (refused := _refused(layers[0], found))
        layers += [layer for layer in found if not layer.keys() & set(refused)]
    for left in bad:
        warnings.warn(
            f"the rules in {left} are left aside; `coach rules check` says what is wrong with them",
            RulesLeftAside,
            stacklevel=3,
        )
    return layers + [read_layer(folder) for folder in named_rules(rules)]


def _refused(built_in: PackTexts, installed: list[PackTexts]) -> list[str]:
    """The installed folders that are refused, tried one after the other over the built-in rules."""
    file = _file(_digest([built_in, *installed]), "all", "refused")
    if (known := _cached(file, list[str])) is not None:
        return known
    if len(installed) >= MANY:
        warnings.warn(
            f"checking {len(installed)} folders of rules, which takes a while and is done once",
            WorthTelling,
            stacklevel=4,
        )
    sound, refused = [built_in], list[str]()
    for layer in installed:
        try:
            _load_and_remember([*sound, layer], _digest([*sound, layer]))
        except BadRules:
            refused += layer
        else:
            sound.append(layer)
    _remember(file, refused)
    return refused


def read_layers(rules: Iterable[Path] = ()) -> list[PackTexts]:
    """The texts of every layer. Built-in files are shown as `rules/…`."""
    built_in = built_in_rules()
    return [read_layer(folder, "rules" if folder == built_in else "") for folder in rule_folders(rules)]


def load_layers(layers: list[PackTexts], digest: str = "") -> Loaded:
    """Check and assemble every pack; what was checked last is not checked again. Raises BadRules."""
    from interview_coach.rulebook.loader import load_texts

    digest = digest or _digest(layers)
    if digest not in _checked:
        with _nothing_to_collect():
            found = load_texts(layers, shared_texts(), digest)
        for old in list(_checked)[: 1 - KEPT_IN_MIND]:
            del _checked[old]
        _checked[digest] = found
    return _checked[digest]


@contextmanager
def _nothing_to_collect() -> Iterator[None]:
    """Without looking for garbage: of rules that are read all stays, and looking takes as long as reading."""
    is_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_on:
            gc.enable()


KEPT_IN_MIND = 3
_checked: dict[str, Loaded] = {}
"""What was checked last, by its digest. Whoever writes rules tries, tests and shows the same ones in one run."""


def _digest(layers: list[PackTexts]) -> str:
    """A name for exactly these texts: SHA-256 over folder order, file names and contents."""
    digest = hashlib.sha256()
    for layer in ({"": shared_texts()}, *layers):
        for folder, files in layer.items():
            for name, text in files.items():
                for part in (folder, name, text):
                    data = part.encode("utf-8", "surrogatepass")
                    digest.update(len(data).to_bytes(8, "big") + data)
    return digest.hexdigest()


def _file(digest: str, role: str, what: str = "book") -> Path:
    name = role if role.replace("-", "").isalnum() else "no-such-role"
    return folders().cache / f"{what}-{digest[:32]}.{CACHE_FORMAT}.{__version__}-{name}.json"


def _cached(file: Path, kind: type[KeptT]) -> KeptT | None:
    try:
        return msgspec.json.decode(read_file(file, CACHED_AT_MOST), type=kind)
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return None


def _remember(file: Path, noun: Struct | list[str]) -> None:
    what, _, role = file.stem.split("-", 2)
    with suppress(OSError):
        for old in file.parent.glob(f"{what}-*-{role}.json"):
            if old != file:
                old.unlink()
        write_private(file, msgspec.json.encode(noun))
