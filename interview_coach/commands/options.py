"""Options that several commands share, with the one text that explains each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
Plain = Annotated[
    bool, typer.Option("--plain", help="Numbered text without colours or keys, for screen readers.")
]
