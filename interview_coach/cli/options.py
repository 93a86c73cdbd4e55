"""Options that several commands share, with the one text that explains each, and how a command gets its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, fields
from functools import wraps
from inspect import get_annotations
from pathlib import Path
from typing import Annotated, Any, TypeVar, get_type_hints

import typer

from interview_coach.cli.completion import Completion, of_interviews, of_roles, of_stances
from interview_coach.render.layout import DEFAULT_ROLE

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
