"""Every folder of `tests/packs/bad` is one mistake, with the exact problems that it must be refused with.

The first word of the folder's name says how its files are read:

- `layer-…`: laid over `tests/packs/good/small` (without a pack.yaml: as if it said `pack: small`);
- `whole-…`: a whole pack, that is `small` with these files in place of its own;
- `alone-…`: a whole pack of these files and no others;
- `policy-…`: `small` under the policy in this folder.

`problems.txt` holds one line for each problem: `file:line:column: message`. To write these files anew
after a message has changed, run `WRITE_PROBLEMS=1 pytest tests/rulebook/test_bad_packs.py`: every test
whose file changed then fails once, so that the changes are reviewed (`git diff tests/packs`).
"""

from __future__ import annotations

import os
import re
from functools import cache

import pytest

from interview_coach.problems import Problem

from .packs import PACKS, Texts, problems_of, small_texts, texts_of

BAD = PACKS / "bad"
MISTAKES = sorted(folder.name for folder in BAD.iterdir())
WRITE = bool(os.environ.get("WRITE_PROBLEMS"))


@cache
def found_in(mistake: str) -> tuple[Problem, ...]:
    return problems_of(
        layers_of(mistake), texts_of(BAD / mistake)["policy.yaml"] if _is_policy(mistake) else ""
    )


def _is_policy(mistake: str) -> bool:
    return mistake.startswith("policy-")


def layers_of(mistake: str) -> list[dict[str, Texts]]:
    texts = texts_of(BAD / mistake)
    mode = mistake.partition("-")[0]
    if mode == "policy":
        return [{"small": small_texts()}]
    if mode == "layer":
        return [{"small": small_texts()}, {mistake: {"pack.yaml": "pack: small\n", **texts}}]
    if mode == "whole":
        return [{mistake: {**small_texts(), **texts}}]
    assert mode == "alone", f"{mistake}: start the name with layer-, whole-, alone- or policy-"
    return [{mistake: texts}]


def shown(mistake: str) -> list[str]:
    return [str(problem).removeprefix(f"{mistake}/") for problem in found_in(mistake)]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_refused_with_exactly_these_problems(mistake: str) -> None:
    found = shown(mistake)
    file = BAD / mistake / "problems.txt"
    expected = file.read_text(encoding="utf-8").splitlines() if file.is_file() else []
    if WRITE and found != expected:
        file.write_text("".join(f"{line}\n" for line in found), encoding="utf-8")
        pytest.fail(f"{file} was written anew: review it")
    assert found, "a mistake must be refused"
    assert found == expected


def test_the_pack_under_the_mistakes_has_none() -> None:
    assert problems_of([{"small": small_texts()}]) == ()


@pytest.mark.parametrize("mistake", MISTAKES)
def test_every_place_exists_in_the_file_it_names(mistake: str) -> None:
    files = {
        f"{folder}/{name}": text.splitlines()
        for layer in layers_of(mistake)
        for folder, texts in layer.items()
        for name, text in texts.items()
    }
    if _is_policy(mistake):
        files["rules/policy.yaml"] = texts_of(BAD / mistake)["policy.yaml"].splitlines()
    for problem in found_in(mistake):
        place = problem.place
        if place.file not in files:
            assert place.file.endswith("/pack.yaml"), f"{place} names a file that is not there"
            continue
        lines = files[place.file]
        assert 1 <= place.line <= len(lines)
        assert 1 <= place.column <= len(lines[place.line - 1]) + 1


def test_faults_of_all_files_and_layers_come_at_once() -> None:
    three = texts_of(BAD / "layer-three-faults-in-one-file")
    two = texts_of(BAD / "layer-faults-in-two-files")
    marker = {"pack.yaml": "pack: small\n"}
    found = problems_of([{"small": small_texts()}, {"a": marker | three}, {"b": marker | two}])
    assert [problem.place.file for problem in found] == ["a/pay.yaml"] * 3 + ["b/manners.yaml", "b/pay.yaml"]


WORDS_OF_PROGRAMMERS = re.compile(r"literal\[|\b(None|True|False|dict|pydantic|Traceback|tag:yaml)\b")


def test_no_message_speaks_like_a_programmer() -> None:
    spoken = [line for mistake in MISTAKES for line in shown(mistake) if WORDS_OF_PROGRAMMERS.search(line)]
    assert spoken == []
