"""The JSON of a recommendation keeps to the schema that ships with the package."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from person import invoke

from interview_coach.book.vocabulary import RaiseState, Severity, Stance, Verdict
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.recommendation import recommend
from interview_coach.render.line_json import SCHEMA_VERSION
from interview_coach.render.result_json import as_data
from interview_coach.rulebook.cases import situation_of
from interview_coach.rulebook.loader import Loaded

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    text = files("interview_coach.render").joinpath("recommendation.schema.json").read_text("utf-8")
    data: dict[str, Any] = json.loads(text)
    return data


@pytest.fixture(scope="module")
def validator(schema: dict[str, Any]) -> Draft202012Validator:
    return Draft202012Validator(schema, format_checker=Draft202012Validator.FORMAT_CHECKER)


def objects(schema: dict[str, Any], place: str = "#") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every schema of an object in a schema, with its place."""
    if schema.get("type") == "object":
        yield place, schema
    for key in ("properties", "$defs"):
        for name, part in schema.get(key, {}).items():
            yield from objects(part, f"{place}/{key}/{name}")
    if isinstance(schema.get("items"), dict):
        yield from objects(schema["items"], f"{place}/items")


def test_the_schema_is_a_valid_schema(schema: dict[str, Any]) -> None:
    Draft202012Validator.check_schema(schema)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_object_is_closed_and_every_field_of_it_required_and_described(schema: dict[str, Any]) -> None:
    found = list(objects(schema))
    assert len(found) >= 8
    for place, part in found:
        assert part["additionalProperties"] is False, place
        assert set(part["required"]) == set(part["properties"]), place
        for name, field in part["properties"].items():
            assert len(field["description"]) > 10, f"{place}/{name}"


def test_the_schema_lists_the_same_words_as_the_model(schema: dict[str, Any]) -> None:
    definitions = schema["$defs"]
    assert definitions["verdict"]["enum"] == [verdict.id for verdict in Verdict]
    assert definitions["severity"]["enum"] == [severity.id for severity in Severity]
    assert set(definitions["flag"]["properties"]["raise_state"]["enum"]) == {
        *(state.id for state in RaiseState), None,
    }  # fmt: skip
    assert schema["properties"]["schema_version"]["const"] == SCHEMA_VERSION


@pytest.mark.parametrize("stance", list(Stance))
@pytest.mark.parametrize("role", ROLES)
def test_every_case_keeps_to_the_schema(
    packs: Loaded, engines: dict[str, Engine], validator: Draft202012Validator, role: str, stance: Stance
) -> None:
    engine = engines[role]
    broken = {}
    for case in packs.cases[role][:: 3 if stance is Stance.BALANCED else 9]:
        atoms, _ = situation_of(engine, case)
        data = json.loads(json.dumps(as_data(recommend(engine, atoms, Profile(stance)))))
        if errors := [f"{error.json_path}: {error.message}" for error in validator.iter_errors(data)]:
            broken[case.shape.name] = errors
    assert broken == {}


@pytest.mark.parametrize(
    "answers",
    [
        "{}",
        "{danger: none}",
        "{danger: not-sure}",
        "{danger: [physical-threat], topics: not-sure}",
        "{danger: none, topics: [self], self: [nerves, unwell]}",
        '{danger: none, topics: [fit], fit: [would-say-no], context: {meet-again: "no"}}',
        "{danger: none, topics: [time], time: [left-waiting], raised: {time: refused}}",
        "{danger: none, topics: [pay], pay: not-sure}",
    ],
)
def test_what_the_command_prints_keeps_to_the_schema(answers: str, validator: Draft202012Validator) -> None:
    result = invoke("assess", "--answers", "-", "--json", stdin=answers)
    assert result.exit_code == 0
    validator.validate(json.loads(result.stdout))


@pytest.mark.parametrize("field", ["verdict", "flags", "open", "say_now", "schema_version"])
def test_the_schema_refuses_a_document_that_lacks_a_field(
    field: str, validator: Draft202012Validator
) -> None:
    data = json.loads(invoke("assess", "--answers", "-", "--json", stdin="{}").stdout)
    assert validator.is_valid(data)
    del data[field]
    assert not validator.is_valid(data)


def test_the_schema_refuses_a_field_it_does_not_know(validator: Draft202012Validator) -> None:
    data = json.loads(invoke("assess", "--answers", "-", "--json", stdin="{}").stdout)
    assert not validator.is_valid({**data, "extra": 1})


def test_a_settled_result_has_nothing_open_and_an_open_one_is_not_settled(
    packs: Loaded, engines: dict[str, Engine]
) -> None:
    for role, engine in engines.items():
        for case in packs.cases[role][::4]:
            atoms, _ = situation_of(engine, case)
            data = as_data(recommend(engine, atoms))
            assert data["settled"] is (data["open"] == []), case.shape.name


def test_danger_has_no_way_to_soften_it_and_says_what_to_do_if_one_cannot_get_out() -> None:
    result = invoke("assess", "--answers", "-", "--json", stdin="{danger: [physical-threat]}")
    data = json.loads(result.stdout)
    assert (data["would_change"], data["leave_if"]) == ([], [])
    assert data["cannot_leave"]
    assert data["flags"][0]["raise_state"] is None


def test_the_same_answers_in_another_order_give_the_same_bytes() -> None:
    one = "{danger: none, topics: [pay, time], pay: [pay-evasive, costs-on-me], time: [ignored]}"
    two = "{time: [ignored], pay: [costs-on-me, pay-evasive], topics: [time, pay], danger: none}"
    outputs = {invoke("assess", "--answers", "-", "--json", stdin=text).stdout_bytes for text in (one, two)}
    assert len(outputs) == 1


def test_a_recommendation_links_every_reason_to_a_source() -> None:
    text = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: refused}}"
    data = json.loads(invoke("assess", "--answers", "-", "--json", stdin=text).stdout)
    for flag in data["flags"]:
        assert flag["sources"]
        assert all(source["url"].startswith("https://") for source in flag["sources"])
