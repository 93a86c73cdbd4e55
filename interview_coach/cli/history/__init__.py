"""`coach history`: what the person chose to keep, to look at, compare, take along and forget."""

from __future__ import annotations

import typer

from interview_coach.cli.lazy import lazy_group
from interview_coach.cli.options import Json

COMMANDS = {
    "list": "looking.list_",
    "show": "looking.show",
    "compare": "comparing.compare",
    "export": "exporting.export",
    "forget": "forgetting.forget",
    "retain": "forgetting.retain",
    "rename": "naming.rename",
}
"""Each command with the function in this package that runs it."""

app = typer.Typer(
    cls=lazy_group(__name__, COMMANDS),
    rich_markup_mode=None,
    add_completion=False,
)


@app.callback(invoke_without_command=True)
def start(context: typer.Context, as_json: Json = False) -> None:
    """Look at what you kept, compare it, forget it.

    Alone it lists the interviews. Only what you chose to keep is here: with k at the end of an
    assessment, with "Keep it", or with --keep. It lies on this computer alone.
    """
    if context.invoked_subcommand is None:
        from interview_coach.cli.history.looking import list_

        list_(context, as_json=as_json)
