"""Reads one rule file into its typed shape; every fault becomes a problem with place and cure."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from interview_coach.problems import Place, Problems, no_such
from interview_coach.rulebook.cases import CasesShape
from interview_coach.rulebook.country_shapes import CountriesShape
from interview_coach.rulebook.document import Document, Path, Read
from interview_coach.rulebook.guide_shapes import DebriefShape, FollowupShape, PrepShape
from interview_coach.rulebook.inheritance import Files, complete, fault_of_id
from interview_coach.rulebook.nodes import read_document
from interview_coach.rulebook.shapes import LinesShape, PackShape, TopicShape
from interview_coach.rulebook.values import ID_CHARACTERS, ID_PATTERN, WRONG

ShapeT = TypeVar("ShapeT", bound=BaseModel)

GUIDES: dict[str, type[BaseModel]] = {
    "prep": PrepShape,
    "followup": FollowupShape,
    "debrief": DebriefShape,
    "countries": CountriesShape,
}
"""Files that hold no topic but a guide, by the names that they must have."""


@dataclass(slots=True)
class PackFiles:
    """The files of one pack folder, read."""

    name: str
    pack: Read[PackShape]
    topics: dict[str, Read[TopicShape]]
    lines: Read[LinesShape] | None
    cases: dict[str, Read[CasesShape]]
    guides: dict[str, Read[Any]]


def read_documents(folder: str, files: Mapping[str, str], problems: Problems) -> dict[str, Document]:
    """The files of one pack folder as plain data, by their names; those that are no YAML are left out.

    `files` maps file names (`pay.yaml`) to their text; `folder` is how the person named the folder
    and starts every place.
    """
    if "pack.yaml" not in files:
        problems.add(
            Place(f"{folder}/pack.yaml"), "the pack has no pack.yaml; write at least `pack: candidate`"
        )
    documents: dict[str, Document] = {}
    for name in sorted(files):
        path = f"{folder}/{name}"
        if fault := _fault_of_name(name):
            problems.add(Place(path), fault)
        elif (document := read_document(files[name], path, problems)) is not None:
            documents[name] = document
    return documents


def pack_of(documents: Files) -> str:
    """The pack that a folder says it is of, or nothing."""
    data = documents["pack.yaml"].data if "pack.yaml" in documents else {}
    return str(data.get("pack", "")) if isinstance(data, dict) else ""


def read_pack_files(folder: str, documents: Files, earlier: Sequence[Files]) -> PackFiles | None:
    """Read the files of one pack folder, completed with those of the `earlier` layers of this pack, the lowest first.

    Returns None when `pack.yaml` is missing or unusable.
    """
    read: dict[str, Read[Any]] = {}
    for name, document in documents.items():
        complete(name, document, earlier)
        if (file := _read_as(shape_of(name), document, name, earlier)) is not None:
            read[name] = file
    topics = {name: file for name, file in read.items() if isinstance(file.shape, TopicShape)}
    for name, topic in topics.items():
        if f"{topic.shape.topic}.yaml" != name:
            cure = f"the topic is called {topic.shape.topic!r} but the file {name!r}; give both the same name"
            topic.wrong(cure, "topic")
    if "pack.yaml" not in read:
        return None
    return PackFiles(
        folder,
        read["pack.yaml"],
        {topic.shape.topic: topic for topic in topics.values()},
        read.get("lines.yaml"),
        {name: file for name, file in read.items() if isinstance(file.shape, CasesShape)},
        {guide: read[name] for guide in GUIDES if (name := f"{guide}.yaml") in read},
    )


def shape_of(name: str) -> type[BaseModel]:
    """The shape of a file, by its name."""
    known: dict[str, type[BaseModel]] = {"pack": PackShape, "lines": LinesShape, **GUIDES}
    return CasesShape if name.endswith(".cases.yaml") else known.get(name.removesuffix(".yaml"), TopicShape)


def _fault_of_name(name: str) -> str:
    """Why no file of a pack may have this name, or nothing."""
    if name == "policy.yaml":
        return f"{_ONE_POLICY}; take this file out"
    if name.endswith("case.yaml") and not name.endswith(".cases.yaml"):
        stem = name.removesuffix("case.yaml").rstrip(".")
        return f"cases stand in files that end in .cases.yaml; rename it to {stem}.cases.yaml"
    return ""


def read_shape(text: str, file: str, shape: type[ShapeT], problems: Problems) -> Read[ShapeT] | None:
    """Read one file into its shape. Returns None, with the problems added, for a file that has another."""
    document = read_document(text, file, problems)
    return None if document is None else _read_as(shape, document)


def _read_as(
    shape: type[ShapeT], document: Document, name: str = "", earlier: Sequence[Files] = ()
) -> Read[ShapeT] | None:
    if misplaced := _misplaced(document, shape):
        document.problems.add(*misplaced)
        return None
    try:
        return Read(shape.model_validate(document.data), document)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = _yaml_path(document, detail["loc"])
            in_key = detail["type"] == "extra_forbidden" or detail["loc"][-1:] == ("[key]",)
            place = document.key_place(path) if in_key else document.place(path)
            document.problems.add(place, _message(detail, shape))
            if detail["type"] == "missing" and (fault := fault_of_id(name, path, earlier)):
                document.problems.add(document.key_place(path), fault)
        return None


def _misplaced(document: Document, shape: type[BaseModel]) -> tuple[Place, str] | None:
    """A guide in the file of a topic, or the other way round: one problem instead of one for each key."""
    data = document.data if isinstance(document.data, dict) else {}
    if shape is TopicShape and "guide" in data:
        guide = str(data["guide"])
        cure = f"a guide stands in a file of its name; rename this file to {guide}.yaml"
        return document.place(("guide",)), cure if guide in GUIDES else no_such("guide", guide, GUIDES)
    if shape in GUIDES.values() and "guide" not in data and "topic" in data:
        names = ", ".join(f"{name}.yaml" for name in GUIDES)
        return document.place(("topic",)), f"{names} hold guides, no topic; give the topic another name"
    return None


def _yaml_path(document: Document, loc: tuple[int | str, ...]) -> Path:
    """Drop the steps of pydantic's location that stand for a kind, not for a place."""
    path: Path = ()
    for step in loc:
        if (*path, step) in document.values:
            path = (*path, step)
    return path


_KINDS = {
    "none": "this is empty; write the text or leave the key out",
    "string_type": "text is wanted here; put it in double quotes if it looks like something else",
    "bool_type": "write true or false",
    "int_type": "a whole number is wanted here",
    "list_type": "a list is wanted here; write [one, two] or one `- ` line each",
    "dict_type": "a mapping is wanted here; write `name: value` lines",
    "model_type": "a mapping is wanted here; write `name: value` lines",
    "string_too_short": "this is empty; write the text or leave the key out",
}


_ONE_POLICY = "there is one policy for all packs, and nothing changes it"
_ELSEWHERE = {
    "policy": f"{_ONE_POLICY}; take 'policy' out and give `rows` their words",
    "when": "when a row matches is the same for all packs; take 'when' out",
    "action": "what kind of advice a row gives is the same for all packs; take 'action' out",
}
"""Keys of the policy, which stands in one file for all packs."""


def _message(detail: ErrorDetails, shape: type[BaseModel]) -> str:
    kind, loc, context = detail["type"], detail["loc"], detail.get("ctx", {})
    key = next((step for step in reversed(loc) if isinstance(step, str) and step != "[key]"), "")
    if kind == "missing" and key == "guide":
        return f"{key!r} is missing; begin the file with `guide: {get_args(shape.model_fields[key].annotation)[0]}`"
    if kind == "missing":
        return f"{key!r} is missing; add it"
    if kind == "extra_forbidden" and (cure := _ELSEWHERE.get(key)):
        return cure
    if kind == "extra_forbidden":
        return _unknown_key(key, _keys_at(shape, loc[:-1]))
    if kind == "string_too_long" and context["max_length"] == ID_CHARACTERS:
        return f"the id {detail['input']!r} is too long; at most {ID_CHARACTERS} characters"
    if kind == "string_too_long":
        limit, given = context["max_length"], len(str(detail["input"]))
        return f"{key!r} has {given} characters; at most {limit} fit on the screen"
    if kind == "too_short":
        return f"{key!r} needs at least {context['min_length']}; add one"
    if kind == "too_long":
        return f"{key!r} has {context['actual_length']}; at most {context['max_length']} fit"
    if kind == "string_pattern_mismatch":
        return _bad_id(detail["input"])
    if kind == "literal_error" and loc[-1] == "[key]":
        return _unknown_key(key, _choices(str(context["expected"])))
    if kind == "literal_error":
        return _bad_choice(key, detail["input"], str(context["expected"]))
    if kind == WRONG:
        return str(context["fault"]).format(key=repr(key), given=repr(context["given"]))
    if kind in ("condition", "union_tag_invalid"):
        return "a condition is an option id, or one of all, any, at_least, not with what it combines"
    if detail["input"] is None:
        kind = "none"
    return _KINDS.get(kind, f"{key!r}: {detail['msg']}")


def _unknown_key(key: str, known: list[str]) -> str:
    near = difflib.get_close_matches(key, known, n=1)
    hint = f"did you mean {near[0]!r}?" if near else f"known here: {', '.join(sorted(known))}"
    return f"there is no key {key!r} here; {hint}"


def _bad_id(given: Any) -> str:
    near = re.sub("[_.-]+", "-", str(given).lower()).strip("-")
    such_as = near if re.match(ID_PATTERN, near) else "pay-below-floor"
    return f"{given!r} is not an id; write small letters, digits and single hyphens, such as {such_as}"


def _bad_choice(key: str, given: Any, expected: str) -> str:
    choices = _choices(expected)
    cure = f"write {'one of: ' if len(choices) > 1 else ''}{', '.join(choices)}"
    if given is None:
        return f"{key!r} is empty; {cure}"
    if isinstance(given, (list, dict)):
        return f"{key!r} is one word; {cure}"
    if isinstance(given, bool):
        given = str(given).lower()
    near = difflib.get_close_matches(str(given), choices, n=1)
    hint = f"did you mean {near[0]!r}?" if near else cure
    return f"{key!r} cannot be {given!r}; {hint}"


def _choices(expected: str) -> list[str]:
    return [choice.strip("' ") for choice in expected.replace(" or ", ", ").split(",")]


def _keys_at(shape: type[BaseModel], loc: tuple[int | str, ...]) -> list[str]:
    """The keys that the format knows at a location, found by walking the models."""
    models = models_in(shape)
    for step in loc:
        nested: list[type[BaseModel]] = []
        for model in models:
            for name, field in model.model_fields.items():
                if step == (field.alias or name):
                    nested.extend(models_in(field.annotation))
        models = nested or models
    return sorted({field.alias or name for model in models for name, field in model.model_fields.items()})


def models_in(annotation: Any) -> list[type[BaseModel]]:
    """Every model that an annotation mentions, such as FlagShape in dict[Id, FlagShape]."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in getattr(annotation, "__args__", ()) for model in models_in(part)]
