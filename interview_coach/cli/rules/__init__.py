"""`coach rules`: the workbench of those who write rules."""

from __future__ import annotations

import typer

from interview_coach.cli.lazy import lazy_group

COMMANDS = {
    "list": "look.list_rules",
    "find": "look.find",
    "show": "look.show",
    "check": "check.check",
    "test": "hold.test",
    "try": "write.try_",
    "coverage": "check.coverage",
    "explain": "look.explain",
    "schema": "write.schema",
    "new": "write.new",
    "graph": "look.graph",
    "path": "look.path",
}
"""Each command with the function in this package that runs it."""

app = typer.Typer(
    cls=lazy_group(__name__, COMMANDS),
    help="Look at, check and test the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
