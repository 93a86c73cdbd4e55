"""One door in: the texts of rule files become checked books, or every problem at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from interview_coach.book.guides import Guides
from interview_coach.book.pack import Book
from interview_coach.problems import BadRules, Problems, no_such
from interview_coach.rulebook.builder import assemble, assemble_countries, assemble_guides
from interview_coach.rulebook.cases import Below, WrittenCase
from interview_coach.rulebook.checks import check_sense
from interview_coach.rulebook.guide_checks import check_guide
from interview_coach.rulebook.inheritance import Files
from interview_coach.rulebook.merge import Merged, MergedFile, merge
from interview_coach.rulebook.nodes import read_document
from interview_coach.rulebook.pack_checks import check_rows
from interview_coach.rulebook.policy import POLICY_FILE, read_policy
from interview_coach.rulebook.reader import PackFiles, pack_of, read_documents, read_pack_files

PackTexts = Mapping[str, Mapping[str, str]]
"""Folders of rule files: folder as the person named it -> file name -> text."""

WORDS_FILE = "words.yaml"


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


def load_texts(layers: Sequence[PackTexts], shared: Mapping[str, str], digest: str = "") -> Loaded:
    """Check and assemble every pack in `layers`, the first layer lowest, with what all packs share.

    `shared` holds the one policy and the words, by the names of their files.

    `digest` names exactly these texts in what is decided by them.

    Raises BadRules with all problems of all files at once.
    """
    problems = Problems()
    policy = read_policy(shared[POLICY_FILE], f"rules/{POLICY_FILE}", problems)
    words = read_document(shared[WORDS_FILE], f"rules/{WORDS_FILE}", problems)
    below_all: list[Files] = [{"pack.yaml": words}] if words else []
    faults_of_policy = len(problems.found)
    stacks: dict[str, list[PackFiles]] = {}
    written: dict[str, list[Files]] = {}
    for layer in layers:
        for folder, files in layer.items():
            documents = read_documents(folder, files, problems)
            earlier = written.setdefault(pack_of(documents), [*below_all])
            read = read_pack_files(folder, documents, earlier)
            earlier.append(documents)
            if read is not None:
                stacks.setdefault(read.pack.shape.pack, []).append(read)
    unread = len(problems.found) > faults_of_policy
    merged_packs: dict[str, Merged] = {}
    for name, stack in stacks.items():
        if len(stack) == 1 and not stack[0].pack.shape.rows and len(stacks) > 1:
            full = (other for other, layers_ in stacks.items() if layers_[0].pack.shape.rows)
            cure = f"{no_such('pack', name, full)} (a new pack needs `rows` with words of its own)"
            stack[0].pack.wrong(cure, "pack")
            continue
        merged = merged_packs[name] = merge(stack)
        # A file that could not be read leaves holes; what is then missing is no second problem.
        if not unread:
            check_sense(merged)
            if not faults_of_policy:
                check_rows(merged, policy)
            for guide in merged.guides.values():
                check_guide(guide)
    with_countries = _with_countries(merged_packs)
    if problems.found:
        raise BadRules(problems.sorted())
    books = {name: assemble(merged, policy, digest) for name, merged in merged_packs.items()}
    cases = {name: tuple(merged.cases) for name, merged in merged_packs.items()}
    below = {
        name: Below(merged.base_folder if len(stacks[name]) > 1 else "", tuple(merged.accepts))
        for name, merged in merged_packs.items()
    }
    known = (country for guide in with_countries for country in assemble_countries(guide))
    countries = tuple(sorted(known, key=lambda country: country.name))
    guides = {name: assemble_guides(name, merged.guides, countries) for name, merged in merged_packs.items()}
    built_in = layers[0].keys() if layers else set()
    return Loaded(
        books,
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


def _with_countries(packs: Mapping[str, Merged]) -> list[MergedFile]:
    """What the packs know of countries. It serves every role, so each is described once, whichever pack does it."""
    homes: dict[str, str] = {}
    guides = {name: pack.guides["countries"] for name, pack in packs.items() if "countries" in pack.guides}
    for pack, guide in guides.items():
        for id_, entry in guide.of("countries").items():
            if (home := homes.setdefault(id_, pack)) != pack:
                cure = f"the country {id_!r} is described in the pack {home!r}; change it there"
                entry.wrong_key(cure)
    return list(guides.values())
