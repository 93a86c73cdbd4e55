"""The JSON Schemas accept what the loader accepts and explain every key."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from person import invoke
from pydantic import ValidationError
from pydantic_core import ErrorDetails

from interview_coach.problems import Problems
from interview_coach.rulebook.inheritance import COMPLETED
from interview_coach.rulebook.nodes import read_document
from interview_coach.rulebook.reader import GUIDES
from interview_coach.rulebook.schema import ANY_FILE, KINDS, editor_settings, schemas
from interview_coach.storage.rule_folders import built_in_rules

PACKS = Path(__file__).parents[1] / "packs"
BUILT_IN = sorted([*built_in_rules().glob("*/*.yaml"), *(PACKS / "good").glob("*/*.yaml")])
BAD = sorted((PACKS / "bad").glob("*/*.yaml"))


def kind_of(file: Path) -> str:
    if file.name.endswith(".cases.yaml"):
        return "cases"
    stem = file.name.removesuffix(".yaml")
    return stem if stem in ("pack", "lines", *GUIDES) else "topic"


def data_of(file: Path) -> Any:
    document = read_document(file.read_text("utf-8"), str(file), problems := Problems())
    return document.data if document is not None and not problems.found else None


@pytest.fixture(scope="module")
def made() -> dict[str, dict[str, Any]]:
    return schemas()


def test_every_schema_is_a_schema(made: dict[str, dict[str, Any]]) -> None:
    assert set(made) == {*KINDS, ANY_FILE}
    for body in made.values():
        Draft202012Validator.check_schema(body)


@pytest.mark.parametrize("file", BUILT_IN, ids=lambda f: f"{f.parent.name}/{f.name}")
def test_a_built_in_file_fits_its_schema_and_the_one_for_any_file(
    file: Path, made: dict[str, dict[str, Any]]
) -> None:
    for name in (kind_of(file), ANY_FILE):
        assert [e.message for e in Draft202012Validator(made[name]).iter_errors(data_of(file))] == []


def is_left_to_an_earlier_layer(fault: ErrorDetails) -> bool:
    """Whether only a field is missing that a layer need not write again, which an editor cannot know."""
    completed = fault["loc"][0] == "wording" or (fault["loc"][0] in COMPLETED and len(fault["loc"]) == 3)
    return fault["type"] == "missing" and completed


def test_what_the_shapes_refuse_the_schemas_refuse_and_the_other_way_round(
    made: dict[str, dict[str, Any]],
) -> None:
    """Over every broken file we have: an editor and the loader agree on what is the wrong shape."""
    refused: Counter[str] = Counter()
    for file in BAD:
        data = data_of(file)
        if not isinstance(data, dict):
            continue
        kind = kind_of(file)
        try:
            KINDS[kind].model_validate(data)
            fits = True
        except ValidationError as error:
            fits = all(is_left_to_an_earlier_layer(fault) for fault in error.errors())
            refused[kind] += not fits
        valid = Draft202012Validator(made[kind]).is_valid(data)
        if kind == "cases" and fits and not valid:
            continue  # the loader judges answers later, with the book
        assert valid == fits, f"{file}: the loader says {fits}, the schema says {valid}"
        if kind in GUIDES and data.get("guide") == kind:
            assert Draft202012Validator(made[ANY_FILE]).is_valid(data) == fits, file
    assert refused.total() >= 40
    assert {"topic", "prep", "followup", "countries"} <= set(refused)


@pytest.mark.parametrize(
    ("key", "words", "fits"), [("why", 45, True), ("why", 46, False), ("why", 1, True), ("why", 0, False)]
)
def test_limits_in_words_reach_the_schema(
    key: str, words: int, fits: bool, made: dict[str, dict[str, Any]]
) -> None:
    flag = {
        "option": "x",
        "finding": "X.",
        "why": "x",
        "severity": "note",
        "raise": "no",
        "sources": ["s"],
        key: " ".join(["word"] * words),
    }
    topic = {"topic": "t", "flags": {"f": flag}}
    assert Draft202012Validator(made["topic"]).is_valid(topic) is fits


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ({"guide": "prep", "stpes": {}}, "'stpes'"),
        ({"guide": "followup", "letters": {"x": {"kind": "report"}}}, "'text' is a required property"),
        ({"guide": "prepp"}, "'prepp' is not one of"),
        ({"guide": "debrief", "card": {}}, "'card'"),
        ({"guide": "countries", "countries": {"FR": {}}}, "'FR'"),
    ],
)
def test_a_file_that_names_its_guide_is_judged_as_that_guide(
    text: dict[str, Any], said: str, made: dict[str, dict[str, Any]]
) -> None:
    faults = " ".join(error.message for error in Draft202012Validator(made[ANY_FILE]).iter_errors(text))
    assert said in faults


@pytest.mark.parametrize(
    ("day", "fits"), [("2026-11-22", True), ("2026-13-01", False), ("22.11.2026", False), ("", False)]
)
def test_the_day_of_a_country_is_a_day(day: str, fits: bool, made: dict[str, dict[str, Any]]) -> None:
    country = {
        "name": "France",
        "emergency": "112",
        "currency": "EUR",
        "last_verified": day,
        "sources": ["office"],
    }
    countries = {"guide": "countries", "countries": {"fr": country}}
    assert Draft202012Validator(made["countries"]).is_valid(countries) is fits


def test_a_year_may_be_written_as_a_number(made: dict[str, dict[str, Any]]) -> None:
    source = {"publisher": "P", "title": "T", "url": "https://x.org", "strength": "press"}
    for year, fits in ((2024, True), ("n.d.", True), ("24", False), (None, False)):
        topic = {"topic": "t", "sources": {"s": {**source, "year": year}}}
        assert Draft202012Validator(made["topic"]).is_valid(topic) is fits, year


def test_every_key_an_author_writes_is_explained(made: dict[str, dict[str, Any]]) -> None:
    definitions = made["topic"]["$defs"]
    unexplained = {
        f"{name}.{key}"
        for name, body in definitions.items()
        for key, entry in body.get("properties", {}).items()
        if not name.startswith("Wording") and not entry.get("description")
    }
    assert unexplained == set()
    assert definitions["FlagShape"]["description"].startswith("One red flag.")


def test_a_layer_may_write_single_fields(made: dict[str, dict[str, Any]]) -> None:
    topic = {
        "topic": "pay",
        "flags": {"low-pay": {"severity": "note"}},
        "lines": {"pay-raise": {"say": "Pay?"}},
    }
    pack = {"pack": "small", "rows": {"watch": {"headline": "STAY"}}, "wording": {"too_early": "WAIT"}}
    for kind, text in (("topic", topic), ("pack", pack)):
        for name in (kind, ANY_FILE):
            assert [e.message for e in Draft202012Validator(made[name]).iter_errors(text)] == []
    topic["flags"] = {"low-pay": {"severity": "minor"}}
    assert not Draft202012Validator(made["topic"]).is_valid(topic)


def test_the_command_writes_the_schemas_and_prints_the_setting(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    result = invoke("rules", "schema", "schema", "--for", "mine")
    assert result.exit_code == 0
    assert sorted(path.name for path in Path("schema").iterdir()) == sorted(
        f"{name}.schema.json" for name in (*KINDS, ANY_FILE)
    )
    printed = json.loads(result.stdout[result.stdout.index("{") :])
    assert printed == editor_settings("./schema/rule-file.schema.json", "mine")
    assert printed["yaml.schemas"] == {"./schema/rule-file.schema.json": ["mine/**/*.yaml"]}
    assert not Path(".vscode").exists()


def test_a_setting_that_is_there_is_never_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path(".vscode").mkdir()
    Path(".vscode/settings.json").write_text("{}", encoding="utf-8")
    result = invoke("rules", "schema", "schema", "--vscode")
    assert result.exit_code == 2
    assert "put this into it yourself" in result.stderr
    assert Path(".vscode/settings.json").read_text("utf-8") == "{}"
    assert not Path("schema").exists()


def test_without_a_folder_all_schemas_are_printed() -> None:
    assert set(json.loads(invoke("rules", "schema").stdout)) == {*KINDS, ANY_FILE}


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    result = invoke("rules", "schema", str(tmp_path / "file"))
    assert result.exit_code == 2
    assert "cannot be written" in result.stderr
