"""What the shapes of rule files are made of: mappings, ids, texts of some length, dates, members of an enum."""

from __future__ import annotations

import re
from enum import Enum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetCoreSchemaHandler,
    GetJsonSchemaHandler,
    StringConstraints,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError, core_schema

from interview_coach.book.vocabulary import (
    Action,
    Channel,
    Purpose,
    Raise,
    RaiseState,
    Severity,
    Stance,
    Tone,
)

ID_PATTERN = r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$"
ID_CHARACTERS = 48
Id = Annotated[str, StringConstraints(pattern=ID_PATTERN, max_length=ID_CHARACTERS)]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True, strict=True)]


WRONG = "wrong"
"""The kind of error that says itself what is wrong."""

YEAR = r"^((c\. )?(19|20)\d\d|n\.d\.)$"
OPTION_CHARACTERS = 37
FINDING_CHARACTERS = 75


class Shape(BaseModel):
    """A mapping in a rule file: no unknown keys, no silent conversions."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, use_attribute_docstrings=True)


class Pattern:
    """A text that fits a pattern. `fault` says what is wrong otherwise, with {given} or {key} in it."""

    def __init__(self, pattern: str, fault: str) -> None:
        self.pattern = pattern
        self.fault = fault

    def __get_pydantic_core_schema__(
        self, source: type[str], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        return core_schema.no_info_after_validator_function(self.checked, handler(source))

    def __get_pydantic_json_schema__(
        self, schema: core_schema.CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {**handler(schema), "pattern": self.pattern}

    def checked(self, text: str) -> str:
        if re.fullmatch(self.pattern, text) is None:
            raise PydanticCustomError(WRONG, "{fault}", {"fault": self.fault, "given": text})
        return text


class AtMostWords(Pattern):
    """Refuses a text of more words than can be read at a glance."""

    def __init__(self, limit: int) -> None:
        super().__init__(rf"^\s*\S+(\s+\S+){{0,{limit - 1}}}\s*$", "")
        self.limit = limit

    def checked(self, text: str) -> str:
        if (count := len(text.split())) > self.limit:
            fault = f"{{key}} has {count} words; at most {self.limit} fit"
            raise PydanticCustomError(WRONG, "{fault}", {"fault": fault, "given": text})
        return text


def characters(limit: int) -> StringConstraints:
    """How long a text may be, so that it fits where it is shown."""
    return StringConstraints(max_length=limit)


Link = Annotated[str, Pattern(r"^https?://[^\s]+$", "{given} is not a link; write it from https:// on")]
Year = Annotated[
    str,
    BeforeValidator(str),
    Pattern(YEAR, "{given} is not a year; write a year such as 2024, or n.d."),
    WithJsonSchema({"anyOf": [{"type": "string", "pattern": YEAR}, {"type": "integer"}]}),
]
OptionText = Annotated[Text, characters(OPTION_CHARACTERS)]
FindingText = Annotated[Text, characters(FINDING_CHARACTERS)]


class ById:
    """The member of an enum, written by its id."""

    def __get_pydantic_core_schema__(
        self, source: type[Enum], handler: GetCoreSchemaHandler
    ) -> core_schema.CoreSchema:
        members = {str(getattr(member, "id", member.value)): member for member in source}
        return core_schema.no_info_after_validator_function(
            members.__getitem__, core_schema.literal_schema(list(members))
        )


Phrase = Annotated[
    Text, Pattern(r"^[^A-Z]{2,40}$", "{given} is no phrase; write 2 to 40 characters in small letters")
]
Phrases = Annotated[list[Phrase], Field(max_length=30)]
Date = Annotated[
    str,
    BeforeValidator(str),
    Pattern(r"^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "{key} is not a date; write it as 2026-11-21"),
]
SeverityId = Annotated[Severity, ById()]
ActionId = Annotated[Action, ById()]
VerdictId = Literal["stay", "politely-exit", "walk-out"]
StanceId = Annotated[Stance, ById()]
RaiseId = Annotated[Raise, ById()]
RaiseStateId = Annotated[RaiseState, ById()]
PurposeId = Annotated[Purpose, ById()]
ToneId = Annotated[Tone, ById()]
ChannelId = Annotated[Channel, ById()]
OtherKindId = Literal["fact", "sustained", "mitigating", "own-state", "context", "own-reason", "danger-sign"]
StrengthId = Literal["official", "research", "professional", "press", "survey", "opinion"]
ConcernId = Literal["discrimination", "fraud", "safety", "pay", "data", "violence"]
