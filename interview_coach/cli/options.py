"""Options that several commands share, with the one text that explains each, and how a command gets its own."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import fields
from functools import wraps
from pathlib import Path
from typing import Annotated, TypeVar, get_type_hints

import typer

from interview_coach.cli.completion import of_interviews, of_roles, of_stances

OptionsT = TypeVar("OptionsT")

Answers = Annotated[
    str,
    typer.Option(
        "--answers",
        help="Read answers from a YAML or JSON file, or - for standard input.",
        metavar="FILE",
    ),
]
Role = Annotated[
    str,
    typer.Option(
        "--role",
        help="Who you are: candidate, interviewer, freelancer or vendor.",
        metavar="ROLE",
        autocompletion=of_roles,
    ),
]
OneRole = Annotated[
    str,
    typer.Option(
        "--role", help="Only this role.", metavar="ROLE", show_default=False, autocompletion=of_roles
    ),
]
OfStance = Annotated[
    str,
    typer.Option(
        "--stance",
        help="network-first, balanced or firm.",
        metavar="STANCE",
        autocompletion=of_stances,
    ),
]
Rules = Annotated[
    list[Path] | None,
    typer.Option(
        "--rules", help="A folder of your own rules, over the built-in ones. May be repeated.", metavar="DIR"
    ),
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Keep = Annotated[
    bool, typer.Option("--keep", help="Keep it in the journal on this computer; `coach history` shows it.")
]
Interview = Annotated[
    str,
    typer.Option(
        "--interview",
        help="Which interview it is about: its number or its name.",
        metavar="N|NAME",
        autocompletion=of_interviews,
    ),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Numbered text without colours or keys, for screen readers.")
]


def takes(
    options: type[OptionsT],
) -> Callable[[Callable[[typer.Context, OptionsT], None]], Callable[..., None]]:
    """Make a command of a function: its options are the fields of a dataclass, and are told there alone."""
    hints = {"context": typer.Context, **get_type_hints(options, include_extras=True)}
    given = [(field.name, field.default) for field in fields(options)]  # type: ignore[arg-type]
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
