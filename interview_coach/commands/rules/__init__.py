"""`coach rules`: the workbench of those who write rules."""

from __future__ import annotations

from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

COMMANDS = {
    "list": "looking.list_rules",
    "show": "showing.show",
    "check": "checking.check",
    "test": "checking.test",
    "try": "trying.try_",
    "coverage": "covering.coverage",
    "explain": "explaining.explain",
    "prove": "proving.prove",
    "schema": "describing.schema",
    "new": "drafting.new",
    "graph": "drawing.graph",
    "path": "looking.path",
}
"""Each command with the function in this package that runs it."""


class LazyGroup(TyperGroup):
    """Imports a command when it is called, so that `coach script` pays for none of them."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click calls it so
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click calls it so
        if cmd_name not in COMMANDS:
            return None
        if cmd_name not in self.commands:
            module, function = COMMANDS[cmd_name].split(".")
            single = typer.Typer(rich_markup_mode=None, add_completion=False)
            single.command(cmd_name)(getattr(import_module(f"{__name__}.{module}"), function))
            self.commands[cmd_name] = typer.main.get_command(single)
        return self.commands[cmd_name]

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        for name in COMMANDS if args and args[0] not in COMMANDS else ():
            self.get_command(ctx, name)
        return super().resolve_command(ctx, args)


app = typer.Typer(
    cls=LazyGroup,
    help="Look at, check and test the rules.",
    no_args_is_help=True,
    rich_markup_mode=None,
    add_completion=False,
)
