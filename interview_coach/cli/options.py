"""Options that several commands share, with the one text that explains each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

DEFAULT_ROLE = "candidate"
"""Whose side the coach is on unless it is told otherwise."""

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
    typer.Option("--role", help="Who you are: candidate, interviewer, freelancer or vendor.", metavar="ROLE"),
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
        "--interview", help="Which interview it is about: its number or its name.", metavar="N|NAME"
    ),
]
Plain = Annotated[
    bool, typer.Option("--plain", help="Numbered text without colours or keys, for screen readers.")
]
