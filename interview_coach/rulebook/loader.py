"""One door in: the texts of rule files become checked books, or every problem at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple, TypeAlias

from msgspec.structs import replace

from interview_coach.book.guides import Guides
from interview_coach.book.pack import Book
from interview_coach.problems import BadRules, Problem, Problems, no_such
from interview_coach.rulebook.builder import assemble, assemble_countries, assemble_guides
from interview_coach.rulebook.cases import Below, WrittenCase
from interview_coach.rulebook.checks import check_sense
from interview_coach.rulebook.document import Document
from interview_coach.rulebook.guide_checks import check_guide
from interview_coach.rulebook.inheritance import Files
from interview_coach.rulebook.merge import Merged, MergedFile, merge
from interview_coach.rulebook.nodes import read_document
from interview_coach.rulebook.pack_checks import check_rows
from interview_coach.rulebook.policy import POLICY_FILE, Policy, read_policy
from interview_coach.rulebook.reader import PackFiles, pack_of, read_documents, read_pack_files

PackTexts = Mapping[str, Mapping[str, str]]
"""Folders of rule files: folder as the person named it -> file name -> text."""

WORDS_FILE = "words.yaml"

_Folder: TypeAlias = tuple[str, tuple[tuple[str, str], ...]]
"""A folder as the person named it, and its files: name and text."""
_Stack: TypeAlias = tuple[_Folder, ...]
"""The folders of one pack, the lowest layer first."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """Every pack that the layers hold, with its cases and guides.

    `tallies` count what there is by kind, `own` what of it stands in later layers.
    """

    books: dict[str, Book]
    cases: dict[str, tuple[WrittenCase, ...]]
    below: dict[str, Below]
    guides: dict[str, Guides]
    tallies: dict[str, Counter[str]]
    own: dict[str, Counter[str]]


class _Shared(NamedTuple):
    """What all packs stand on: the policy, the words, and what is wrong with either."""

    policy: Policy
    words: Document | None
    problems: tuple[Problem, ...]


@lru_cache(maxsize=8)
def _shared(policy: str, words: str) -> _Shared:
    problems = Problems()
    rows = read_policy(policy, f"rules/{POLICY_FILE}", problems)
    return _Shared(rows, read_document(words, f"rules/{WORDS_FILE}", problems), tuple(problems.found))


class _Pack:
    """One pack with all its layers, read and checked by itself, and what was found wrong with it."""

    def __init__(self, stack: _Stack, policy: str, words: str) -> None:
        problems = Problems()
        self._shared = _shared(policy, words)
        earlier: list[Files] = [{"pack.yaml": self._shared.words}] if self._shared.words else []
        self.layers: list[PackFiles] = []
        for folder, files in stack:
            documents = read_documents(folder, dict(files), problems)
            read = read_pack_files(folder, documents, earlier)
            earlier.append(documents)
            if read is not None:
                self.layers.append(read)
        self.unread = tuple(problems.found)
        """What could not be read."""
        self.merged = merge(self.layers, self._shared.words) if self.layers else None
        self.unfit = tuple(problems.found[len(self.unread) :])
        """What may not be laid over the layers below."""
        problems.found.clear()
        if self.merged and not self.unread:
            check_sense(self.merged)
            if not self._shared.problems:
                check_rows(self.merged, self._shared.policy)
            for guide in self.merged.guides.values():
                check_guide(guide)
        self.senseless = tuple(problems.found)
        """What makes no sense."""

    @cached_property
    def book(self) -> Book:
        """The book of a pack with which nothing is wrong."""
        assert self.merged
        return assemble(self.merged, self._shared.policy, "")


_pack = lru_cache(maxsize=8)(_Pack)
"""While rules are tried, the packs that they do not touch are read and checked once."""


def load_texts(layers: Sequence[PackTexts], shared: Mapping[str, str], digest: str = "") -> Loaded:
    """Check and assemble every pack in `layers`, the first layer lowest, with what all packs share.

    `shared` holds the one policy and the words, by the names of their files.

    `digest` names exactly these texts in what is decided by them.

    Raises BadRules with all problems of all files at once.
    """
    policy, words = shared[POLICY_FILE], shared[WORDS_FILE]
    problems = Problems(list(_shared(policy, words).problems))
    stacks: dict[str, list[_Folder]] = {}
    for layer in layers:
        for folder, files in layer.items():
            alone = {name: text for name, text in files.items() if name == "pack.yaml"}
            named = pack_of(read_documents(folder, alone, Problems()))
            stacks.setdefault(named, []).append((folder, tuple(files.items())))
    read = {name: _pack(tuple(stack), policy, words) for name, stack in stacks.items()}
    packs = {name: pack for name, pack in read.items() if pack.merged}
    full = [name for name, pack in packs.items() if pack.layers[0].pack.shape.rows]
    unread = [problem for pack in read.values() for problem in pack.unread]
    problems.found.extend(unread)
    for name, pack in packs.items():
        first = pack.layers[0].pack
        if len(pack.layers) == 1 and not first.shape.rows and len(packs) > 1:
            cure = f"{no_such('pack', name, full)} (a new pack needs `rows` with words of its own)"
            problems.add(first.place("pack"), cure)
            continue
        problems.found.extend(pack.unfit)
        # A file that could not be read leaves holes; what is then missing is no second problem.
        if not unread:
            problems.found.extend(pack.senseless)
    merged_packs = {name: pack.merged for name, pack in packs.items() if pack.merged}
    with_countries = _with_countries(merged_packs, problems)
    if problems.found:
        raise BadRules(problems.sorted())
    cases = {name: tuple(merged.cases) for name, merged in merged_packs.items()}
    below = {
        name: Below(merged.base_folder if len(packs[name].layers) > 1 else "", tuple(merged.accepts))
        for name, merged in merged_packs.items()
    }
    known = (country for guide in with_countries for country in assemble_countries(guide))
    countries = tuple(sorted(known, key=lambda country: country.name))
    guides = {name: assemble_guides(name, merged.guides, countries) for name, merged in merged_packs.items()}
    built_in = layers[0].keys() if layers else set()
    return Loaded(
        {name: replace(pack.book, digest=digest) for name, pack in packs.items()},
        cases,
        below,
        guides,
        {name: Counter(what for what, _ in _counted(merged)) for name, merged in merged_packs.items()},
        {
            name: Counter(what for what, folder in _counted(merged) if folder not in built_in)
            for name, merged in merged_packs.items()
        },
    )


def _counted(merged: Merged) -> Iterator[tuple[str, str]]:
    """Everything that is counted, as what it is and the folder in which it stands."""
    yield from (("flags", flag.pack) for flag in merged.flags.values())
    yield from (("lines", line.pack) for line in merged.lines.values())
    yield from (("cases", case.document.folder) for case in merged.cases)
    for guide in merged.guides.values():
        for what in ("steps", "letters", "countries"):
            yield from ((what, entry.pack) for entry in guide.of(what).values())


def _with_countries(packs: Mapping[str, Merged], problems: Problems) -> list[MergedFile]:
    """What the packs know of countries. It serves every role, so each is described once, whichever pack does it."""
    homes: dict[str, str] = {}
    guides = {name: pack.guides["countries"] for name, pack in packs.items() if "countries" in pack.guides}
    for pack, guide in guides.items():
        for id_, entry in guide.of("countries").items():
            if (home := homes.setdefault(id_, pack)) != pack:
                cure = f"the country {id_!r} is described in the pack {home!r}; change it there"
                problems.add(entry.key_place(), cure)
    return list(guides.values())
