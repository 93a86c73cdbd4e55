"""The small pack and the built-in packs, as texts and as engines, for the tests of this folder."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from interview_coach.engine.engine import Engine
from interview_coach.problems import BadRules, Problem, Problems
from interview_coach.rulebook.cases import check_cases
from interview_coach.rulebook.loader import Loaded, load_texts
from interview_coach.storage.books import load_layers
from interview_coach.storage.rule_folders import POLICY, built_in_rules, read_layer, shared_texts

PACKS = Path(__file__).resolve().parents[1] / "packs"
SMALL = PACKS / "good" / "small"

Texts = dict[str, str]


def texts_of(folder: Path) -> Texts:
    """The rule files of a pack folder, byte order marks and all."""
    return {file.name: file.read_bytes().decode("utf-8") for file in sorted(folder.glob("*.yaml"))}


def small_texts() -> Texts:
    return texts_of(SMALL)


def load_small(*layers: Mapping[str, str]) -> Loaded:
    """The small pack with layers over it; places start with `small/`, `layer1/`, `layer2/` …"""
    over = [
        {f"layer{number}": {"pack.yaml": "pack: small\n", **layer}} for number, layer in enumerate(layers, 1)
    ]
    return load_texts([{"small": small_texts()}, *over], shared_texts())


@cache
def small_engine() -> Engine:
    return Engine(load_small().books["small"])


@cache
def built_in() -> Loaded:
    return load_layers([read_layer(built_in_rules(), "rules")])


@cache
def built_in_engine(pack: str) -> Engine:
    return Engine(built_in().books[pack])


BUILT_IN = ("candidate", "freelancer", "interviewer", "vendor")


def problems_of(layers: list[dict[str, Texts]], policy: str = "") -> tuple[Problem, ...]:
    """Every problem that `coach rules check` would name: first those of the rules, then those of cases."""
    try:
        loaded = load_texts(layers, {**shared_texts(), **({POLICY: policy} if policy else {})})
    except BadRules as error:
        return error.problems
    problems = Problems()
    for name, book in loaded.books.items():
        check_cases(Engine(book), loaded.cases[name], problems, loaded.below[name])
    return problems.sorted()
