"""The JSON Schemas of rule files, made from the shapes that the loader itself checks with."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, TOPICS, RaiseState
from interview_coach.rulebook.cases import CasesShape
from interview_coach.rulebook.inheritance import COMPLETED
from interview_coach.rulebook.policy import PolicyShape
from interview_coach.rulebook.reader import GUIDES, models_in
from interview_coach.rulebook.shapes import LinesShape, PackShape, TopicShape
from interview_coach.rulebook.values import ID_PATTERN, Shape
from interview_coach.rulebook.word_shapes import WordsShape

DIALECT = "https://json-schema.org/draft/2020-12/schema"
KINDS: dict[str, type[BaseModel]] = {
    "topic": TopicShape,
    "lines": LinesShape,
    "pack": PackShape,
    "cases": CasesShape,
    "policy": PolicyShape,
    "words": WordsShape,
    **GUIDES,
}
_TOLD_BY = {
    "wording": "words",
    "cases": "cases",
    "accepts": "cases",
    "pack": "pack",
    "topic": "topic",
    "walk-out": "policy",
}
"""Keys that only one kind of file has, but for guides and lines."""
ANY_FILE = "rule-file"
"""The schema that fits every kind of file, told apart by the key that only it has, or by its guide."""


def schemas() -> dict[str, dict[str, Any]]:
    """A schema for each kind of rule file, and `rule-file` for any of them."""
    refs, together = models_json_schema(
        [(shape, "validation") for shape in KINDS.values()], by_alias=True, ref_template="#/$defs/{model}"
    )
    definitions: dict[str, Any] = together["$defs"]
    for shape in _shapes(*KINDS.values()):
        _tidy(definitions[shape.__name__], shape)
    for shape in _completed():
        definitions[shape.__name__].pop("required", None)
    definitions["CaseShape"]["properties"]["answers"].update(_answers())
    by_kind = {kind: refs[shape, "validation"] for kind, shape in KINDS.items()}
    chosen: dict[str, Any] = by_kind["lines"]
    for key, kind in _TOLD_BY.items():
        chosen = {"if": {"required": [key]}, "then": by_kind[kind], "else": chosen}
    guide: dict[str, Any] = {"properties": {"guide": {"enum": list(GUIDES)}}}
    for kind in GUIDES:
        guide = {"if": {"properties": {"guide": {"const": kind}}}, "then": by_kind[kind], "else": guide}
    chosen = {"if": {"required": ["guide"]}, "then": guide, "else": chosen}
    named = {kind: (f"A {kind} file of coach", body) for kind, body in by_kind.items()}
    named[ANY_FILE] = ("A rule file of coach", chosen)
    return {
        kind: {"$schema": DIALECT, "title": title, **body, "$defs": definitions}
        for kind, (title, body) in named.items()
    }


def editor_settings(schema_file: str, rules: str) -> dict[str, Any]:
    """What `.vscode/settings.json` needs so that the editor completes and checks the files under `rules`.

    It is read by the YAML extension (redhat.vscode-yaml); other editors with yaml-language-server take
    the same entry.
    """
    pattern = f"{rules.rstrip('/')}/**/*.yaml" if rules not in ("", ".") else "**/*.yaml"
    return {"yaml.schemas": {schema_file: [pattern]}, "[yaml]": {"editor.wordWrap": "on"}}


def _shapes(*roots: type[BaseModel]) -> Iterator[type[BaseModel]]:
    """The models that the roots are made of, each once."""
    seen: set[type[BaseModel]] = set()
    waiting = list(roots)
    while waiting:
        shape = waiting.pop()
        if shape in seen:
            continue
        seen.add(shape)
        yield shape
        for field in shape.model_fields.values():
            waiting.extend(models_in(field.annotation))


def _completed() -> Iterator[type[BaseModel]]:
    """What a layer writes in part. An editor sees no earlier layer, so nothing of it is required there."""
    for shape in (TopicShape, PackShape):
        for name, field in shape.model_fields.items():
            if name in (*COMPLETED, "wording"):
                yield from models_in(field.annotation)


def _tidy(definition: dict[str, Any], shape: type[BaseModel]) -> None:
    """Take out of a definition what an editor would show and no author needs."""
    if not shape.__doc__:
        definition.pop("description", None)
    for name, field in shape.model_fields.items():
        entry = definition["properties"][field.alias or name]
        entry.pop("title", None)
        if isinstance(field.default, (Enum, Shape)):
            del entry["default"]
        if "patternProperties" in entry:
            entry["additionalProperties"] = False  # an id that fits no pattern is no id


def _answers() -> dict[str, Any]:
    """The form of answers, which the models leave to the book: topics differ from pack to pack."""
    ticks = {
        "anyOf": [
            {"enum": ["none", "not-sure"]},
            {"type": "array", "items": {"type": "string", "pattern": ID_PATTERN}},
        ]
    }
    came_of_it = {"enum": [*(state.id for state in RaiseState), "not-sure"]}
    context = {
        id_: {"enum": [*order, "not-sure", *([True, False] if "no" in order else [])]}
        for id_, order in CONTEXT_ORDER.items()
    }
    return {
        "properties": {
            DANGER: {**ticks, "description": "none, not-sure, or a list of danger flags."},
            TOPICS: {**ticks, "description": "What is going on; what is left out is no."},
            "raised": {
                "type": "object",
                "additionalProperties": came_of_it,
                "description": "What came of raising a topic.",
            },
            "context": {"type": "object", "properties": context, "additionalProperties": False},
        },
        "additionalProperties": ticks,
    }
