"""The four kinds of file that a person may hand the coach, or that a disk may have spoilt: what is done with each.

A target says which inputs to begin with, how one is changed, and runs the program on one. It may end in a
CoachError, which is what a person is told and can mend. Any other exception is a crash.
"""

from __future__ import annotations

import json
import os
import random
import zlib
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from benchmarks.hardness import fuzz_mutators as mutators
from benchmarks.hardness.fuzz_kept import (
    WIDTH,
    draft_seeds,
    drafts,
    engine_of,
    guides_of,
    journal_seeds,
    journals,
    now_and_then,
    told,
)
from interview_coach import CoachError, Engine, Profile, read_answers, recommend
from interview_coach.amounts import day_at
from interview_coach.book.vocabulary import Purpose, Stance
from interview_coach.cli.assess_lines import LineByLine
from interview_coach.cli.script import ScriptOptions, find_lines
from interview_coach.engine.answers import atoms_of, prompts_of, values_of
from interview_coach.guides.letters import fill, find_letter
from interview_coach.guides.prep_outcome import prepared_from
from interview_coach.guides.review import review
from interview_coach.problems import Problems
from interview_coach.render import debrief_page, prep_page
from interview_coach.render.letter_page import letter_lines
from interview_coach.rulebook.cases import check_cases
from interview_coach.rulebook.guide_answers import read_guide_answers, read_said
from interview_coach.rulebook.loader import load_texts
from interview_coach.rulebook.reader import read_shape, shape_of
from interview_coach.storage.books import roles
from interview_coach.storage.rule_folders import POLICY, built_in_rules, shared_texts

ROOT = Path(__file__).resolve().parents[2]
PACKS = ROOT / "tests" / "packs"


@dataclass(frozen=True, slots=True)
class Target:
    """One kind of file: inputs to begin with, how one becomes another, and what the program does with one."""

    seeds: Callable[[], Iterator[bytes]]
    change: Callable[[], mutators.Change]
    run: Callable[[bytes, bytes], object]
    """Gets the first line of an input, which says what it is, and the rest."""
    bytes_at_most: int = 100_000


def words_of_rules() -> list[str]:
    """Every short word and id of the built-in candidate pack, and of its formats."""
    texts = [file.read_text("utf-8") for file in sorted((built_in_rules() / "candidate").glob("*.yaml"))]
    found = {
        token for text in texts for token in text.replace(":", " ").split() if token.strip("[],\"'").isascii()
    }
    return sorted(word.strip("[],\"'") for word in found if len(word) < 40)


# -- rule files -------------------------------------------------------------------------------------------


def _rule_seeds() -> Iterator[bytes]:
    for folder in sorted((PACKS / "bad").iterdir())[::4]:
        files = {
            file.name: file.read_bytes().decode("utf-8", "replace") for file in sorted(folder.glob("*.yaml"))
        }
        yield folder.name.partition("-")[0].encode() + b"\n" + mutators.joined(files.items())
    for file in sorted((PACKS / "good" / "small").glob("*.yaml")):
        yield b"whole\n" + mutators.joined([(file.name, file.read_text("utf-8"))])
    for file in sorted(built_in_rules().rglob("*.yaml")):
        if file.stat().st_size < 30_000:
            yield b"file\n" + mutators.joined([(file.name, file.read_text("utf-8"))])


@cache
def _small() -> dict[str, str]:
    return {file.name: file.read_text("utf-8") for file in sorted((PACKS / "good" / "small").glob("*.yaml"))}


def _rules(head: bytes, body: bytes) -> None:
    """Only read the files; or lay them over the small pack, put them in its place, or take them alone, and use the book."""
    files = dict(mutators.files_of(body))
    if head == b"file":
        for name, text in files.items():
            read_shape(text, name, shape_of(name), Problems())
        return
    shared = shared_texts()
    match head:
        case b"policy":
            layers, shared = [{"small": _small()}], {**shared, POLICY: files.get(POLICY, "")}
        case b"layer":
            layers = [{"small": _small()}, {"over": {"pack.yaml": "pack: small\n", **files}}]
        case b"whole":
            layers = [{"small": {**_small(), **files}}]
        case _:
            layers = [{"alone": files}]
    loaded = load_texts(layers, shared)
    for name, book in loaded.books.items():
        engine = Engine(book)
        check_cases(engine, loaded.cases[name], Problems(), loaded.below[name])
        chance = random.Random(zlib.crc32(body))
        for _ in range(3):
            told(recommend(engine, _some_answers(engine, chance), Profile(chance.choice(tuple(Stance)))))
        for purpose in Purpose:
            with suppress(CoachError):
                find_lines(book, ScriptOptions(purpose=purpose.value, words=["pay"]), None)


def _some_answers(engine: Engine, chance: random.Random) -> dict[str, str]:
    values = values_of(engine.book)
    atoms = [atom for prompt in prompts_of(engine.book) for atom in atoms_of(engine.book, prompt)]
    return {atom: chance.choice(values[atom]) for atom in atoms if chance.random() < 0.7}


# -- answers files ----------------------------------------------------------------------------------------


def _answer_seeds() -> Iterator[bytes]:
    for file in sorted((built_in_rules() / "candidate").glob("*.cases.yaml")):
        for case in yaml.load(file.read_text("utf-8"), Loader=yaml.CBaseLoader)["cases"][::20]:  # noqa: S506 - texts alone
            text = yaml.dump(case["answers"], Dumper=yaml.CSafeDumper)
            yield b"assess\n" + text.encode()
            yield b"lines\n" + json.dumps(case["answers"]).encode()
    yield b'assess\n{danger: none, profile: {stance: firm, floor: "45000 EUR", need: high, deal_breakers: [pay-evasive]}}'
    yield b"prep\nfloor: 45000 EUR a year\npromised: [45000 a year, no shifts]\nneed: high\ninterview-day: 2026-11-22\n"
    for guide in ("prep", "debrief"):
        steps = getattr(guides_of("candidate"), guide).steps
        for step in steps:
            given = [option.id for option in step.options[:2]] or "some words"
            yield f"{guide}\n{json.dumps({step.id: given})}".encode()
    yield b"followup\n{unsafe: no, details: {their-name: Ms Okafor}, variant: thanks-off-day, country: gb}"


def _answers(head: bytes, body: bytes) -> None:
    engine, guides = engine_of("candidate"), guides_of("candidate")
    book = engine.book
    if head == b"lines":
        _lines(engine, body)
        return
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return
    assert guides.prep
    assert guides.debrief
    assert guides.followup
    match head:
        case b"prep":
            answers = read_guide_answers(text, "a.yaml", guides.prep.steps, book, guides.countries)
            prepared = prepared_from(guides.prep, book, answers, {}, day_at(1.8e9))
            prep_page.whole_text(prepared, WIDTH)
            json.dumps(prep_page.as_data(prepared, "candidate"))
        case b"debrief":
            outcome = review(guides.debrief, read_guide_answers(text, "a.yaml", guides.debrief.steps, book))
            debrief_page.farewell(outcome, WIDTH)
            json.dumps(debrief_page.as_data(outcome))
        case b"followup":
            said = read_said(text, "a.yaml", guides.followup, guides.countries)
            letters = [letter for kind in guides.followup.kinds for letter in kind.letters]
            letter_lines(
                fill(find_letter(letters, said.variant), said.details, guides.followup.details), WIDTH
            )
        case _:
            atoms, profile = read_answers(text, "a.yaml", book)
            told(recommend(engine, atoms, profile or Profile()), is_brief=not now_and_then(body))


def _lines(engine: Engine, body: bytes) -> None:
    home = Path(os.environ["COACH_HOME"])
    source, out = home / "many.jsonl", home / "out.jsonl"
    source.write_bytes(body)
    out.unlink(missing_ok=True)
    for _ in range(2):  # the second time it goes on after what is written
        with suppress(CoachError):
            LineByLine(engine, str(source), "", str(out), is_brief=len(body) % 2 == 0).decide(
                shows_progress=False
            )


TARGETS = {
    "rules": Target(_rule_seeds, lambda: mutators.yaml_files(words_of_rules()), _rules),
    "answers": Target(_answer_seeds, lambda: mutators.one_yaml(words_of_rules()), _answers),
    "drafts": Target(draft_seeds, lambda: mutators.one_json(words_of_rules()), drafts),
    "journals": Target(journal_seeds, lambda: mutators.one_journal(words_of_rules()), journals),
}


def run(name: str, data: bytes) -> None:
    """Let the program do its work on one input. Raises what is a crash."""
    head, _, body = data.partition(b"\n")
    with suppress(CoachError):
        TARGETS[name].run(head, body)


def warm_up() -> None:
    """Load what every input needs, so that none is said to be slow for it."""
    for role in roles():
        engine_of(role), guides_of(role)
    run("rules", b"layer\n")
