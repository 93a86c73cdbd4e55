"""Groups of commands that are imported when one is called, so that `coach script` pays for none of them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup


def lazy_group(package: str, commands: Mapping[str, str]) -> type[TyperGroup]:
    """A group for `typer.Typer(cls=…)`. `commands` names what runs each: a function, or a Typer of its own."""

    class LazyGroup(TyperGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click calls it so
            return list(commands)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click calls it so
            if cmd_name not in commands:
                return None
            if cmd_name not in self.commands:
                module, name = commands[cmd_name].split(".")
                found = getattr(import_module(f"{package}.{module}"), name)
                self.commands[cmd_name] = _command(cmd_name, found)
            return self.commands[cmd_name]

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            for name in commands if args and args[0] not in commands else ():
                self.get_command(ctx, name)
            return super().resolve_command(ctx, args)

    return LazyGroup


def _command(name: str, found: Any) -> Any:
    """The command that runs a function, or the group of a Typer."""
    if isinstance(found, typer.Typer):
        group = typer.main.get_group(found)
        group.name = name
        return group
    single = typer.Typer(rich_markup_mode=None, add_completion=False)
    single.command(name)(found)
    return typer.main.get_command(single)
