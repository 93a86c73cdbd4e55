"""`coach rules`: the workbench of those who write rules."""

from __future__ import annotations

import typer

from interview_coach.commands.rules import checking, looking

app = typer.Typer(
    help="Look at, check and test the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
app.command("list")(looking.list_rules)
app.command("check")(checking.check)
app.command("test")(checking.test)
app.command("path")(looking.path)
