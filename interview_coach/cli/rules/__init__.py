"""`coach rules`: the workbench of those who write rules."""

from __future__ import annotations

import typer

from interview_coach.cli.lazy import lazy_group

COMMANDS = {
    "list": "looking.list_rules",
    "show": "showing.show",
    "check": "checking.check",
    "test": "checking.test",
    "try": "trying.try_",
    "coverage": "covering.coverage",
    "explain": "explaining.explain",
    "schema": "describing.schema",
    "new": "drafting.new",
    "graph": "drawing.graph",
    "path": "looking.path",
}
"""Each command with the function in this package that runs it."""

app = typer.Typer(
    cls=lazy_group(__name__, COMMANDS),
    help="Look at, check and test the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
