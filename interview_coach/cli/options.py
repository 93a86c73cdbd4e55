"""Options that several commands share, what the Tab key completes them with, and how a command gets its own."""

from __future__ import annotations

import inspect
import re
import warnings
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, fields
from functools import wraps
from inspect import get_annotations
from pathlib import Path
from typing import Annotated, Any, TypeAlias, TypeVar, get_type_hints

import typer

from interview_coach.book.vocabulary import Channel, Purpose, Stance, Tone
from interview_coach.render.layout import DEFAULT_ROLE
from interview_coach.storage.books import load_book, load_guides, roles
from interview_coach.storage.journal import open_journal

Found: TypeAlias = Iterable[tuple[str, str]]
"""Words to complete with, and what each means, or nothing."""

Completion: TypeAlias = Callable[[typer.Context], list[tuple[str, str]]]
"""What Typer takes as `autocompletion`."""


def _completion(find: Callable[[Mapping[str, Any]], Found]) -> Completion:
    """A completion that finds words by the options given so far. Whatever is broken, it says nothing."""

    def complete(context: typer.Context) -> list[tuple[str, str]]:
        with warnings.catch_warnings(), suppress(Exception):
            warnings.simplefilter("ignore")
            return [(word, re.sub(r"[^\w ,.:'/-]+", " ", meaning)) for word, meaning in find(context.params)]
        return []

    return complete


def one_of(*words: str) -> Completion:
    """A completion with these words."""
    return _completion(lambda _: [(word, "") for word in words])


def _side(given: Mapping[str, Any]) -> tuple[str, Sequence[Path]]:
    """Which role it is about, and the folders of rules."""
    return given.get("role") or DEFAULT_ROLE, given.get("rules") or ()


def _flags(given: Mapping[str, Any]) -> Found:
    """The red flags of one role, or of all."""
    named, rules = given.get("role"), given.get("rules") or ()
    books = [load_book(role, rules) for role in ([named] if named else roles())]
    return {flag.id: flag.finding for book in books for flag in book.flags}.items()


def _interviews(given: Mapping[str, Any]) -> Found:
    with open_journal(hurried=True) as journal:
        kept = journal.interviews(given.get("role") or "") if journal else ()
        return [(str(interview.id), interview.name) for interview in kept]


def _parts(given: Mapping[str, Any]) -> Found:
    prep = load_guides(*_side(given)).prep
    return [(section.id, section.title) for section in prep.sections] if prep else []


def _kinds(given: Mapping[str, Any]) -> Found:
    followup = load_guides(*_side(given)).followup
    return [(kind.id, kind.text) for kind in followup.kinds] if followup else []


of_roles = _completion(lambda _: [(role, "") for role in roles()])
of_topics = _completion(
    lambda given: [(topic.id, topic.title) for topic in load_book(*_side(given)).ordinary_topics]
)
of_reasons = _completion(lambda given: [(reason.id, "") for reason in load_book(*_side(given)).reasons])
of_flags = _completion(_flags)
of_interviews = _completion(_interviews)
of_parts = _completion(_parts)
of_kinds = _completion(_kinds)
of_stances = one_of(*(stance.id for stance in Stance))
of_tones = one_of(*(tone.value for tone in Tone))
of_channels = one_of(*(channel.value for channel in Channel))
of_purposes = one_of(*(purpose.value for purpose in Purpose))


OptionsT = TypeVar("OptionsT")


def option(
    names: str | tuple[str, ...],
    explained: str,
    metavar: str | None = None,
    completes: Completion | None = None,
    *,
    show_default: bool | str = True,
) -> Any:
    """An option as Typer takes it: its names, what explains it, what stands for its value, and what completes that."""
    names = (names,) if isinstance(names, str) else names
    return typer.Option(
        *names, help=explained, metavar=metavar, autocompletion=completes, show_default=show_default
    )


def argument(
    explained: str,
    metavar: str | None = None,
    completes: Completion | None = None,
    *,
    shows_default: bool = False,
) -> Any:
    """The same for what is named by its place."""
    return typer.Argument(
        help=explained, metavar=metavar, autocompletion=completes, show_default=shows_default
    )


Answers = Annotated[
    str, option("--answers", "Read answers from a YAML or JSON file, or - for standard input.", "FILE")
]
Role = Annotated[
    str, option("--role", "Who you are: candidate, interviewer, freelancer or vendor.", "ROLE", of_roles)
]
OneRole = Annotated[str, option("--role", "Only this role.", "ROLE", of_roles, show_default=False)]
OfStance = Annotated[str, option("--stance", "network-first, balanced or firm.", "STANCE", of_stances)]
Rules = Annotated[
    list[Path] | None,
    option("--rules", "A folder of your own rules, over the built-in ones. May be repeated.", "DIR"),
]
Json = Annotated[bool, option("--json", "Print JSON.")]
Keep = Annotated[bool, option("--keep", "Keep it in the journal on this computer; `coach history` shows it.")]
Interview = Annotated[
    str,
    option("--interview", "Which interview it is about: its number or its name.", "N|NAME", of_interviews),
]
Plain = Annotated[bool, option("--plain", "Numbered text without colours or keys, for screen readers.")]


@dataclass(frozen=True, slots=True)
class GuideOptions:
    """What every command that goes through a guide takes beside its own options."""

    keep: Keep = False
    interview: Interview = ""
    role: Role = ""
    rules: Rules = None
    as_json: Json = False
    plain: Plain = False

    @property
    def side(self) -> str:
        """The role, also where none was named."""
        return self.role or DEFAULT_ROLE

    @property
    def folders(self) -> Sequence[Path]:
        """The folders of rules over the built-in ones."""
        return self.rules or ()


def takes(
    options: type[OptionsT],
) -> Callable[[Callable[[typer.Context, OptionsT], None]], Callable[..., None]]:
    """Make a command of a function: its options are the fields of a dataclass, and are told there alone.

    Those that it shares with other commands come last.
    """
    hints = {"context": typer.Context, **get_type_hints(options, include_extras=True)}
    own = get_annotations(options)
    in_order = sorted(fields(options), key=lambda field: field.name not in own)  # type: ignore[arg-type]
    given = [(field.name, field.default) for field in in_order]
    keyword = inspect.Parameter.KEYWORD_ONLY
    signature = inspect.Signature(
        [
            inspect.Parameter(name, keyword, default=value, annotation=hints[name])
            for name, value in [("context", inspect.Parameter.empty), *given]
        ]
    )

    def command_of(run: Callable[[typer.Context, OptionsT], None]) -> Callable[..., None]:
        @wraps(run)
        def command(context: typer.Context, **values: object) -> None:
            run(context, options(**values))

        command.__signature__ = signature  # type: ignore[attr-defined]
        command.__annotations__ = hints
        return command

    return command_of
