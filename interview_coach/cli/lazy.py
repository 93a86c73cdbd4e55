"""Groups of commands that are imported when one is called, so that `coach script` pays for none of them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperArgument, TyperGroup

HELP = "help"
"""`coach help assess` is the same as `coach assess --help`, in every group."""


class HelpfulGroup(TyperGroup):
    """A group in which `help` explains what is named after it."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        if args[0] == HELP:
            return self.resolve_command(ctx, _asked_about(ctx, args[1:]))
        return super().resolve_command(ctx, args)


def lazy_group(package: str, commands: Mapping[str, str]) -> type[TyperGroup]:
    """A group for `typer.Typer(cls=…)`. `commands` names what runs each: a function, or a Typer of its own."""

    class LazyGroup(HelpfulGroup):
        def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 - click calls it so
            return list(commands)

        def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 - click calls it so
            if cmd_name not in commands:
                return None
            if cmd_name not in self.commands:
                module, name = commands[cmd_name].split(".")
                found = getattr(import_module(f"{package}.{module}"), name)
                if isinstance(found, typer.Typer):
                    command: Any = typer.main.get_group(found)
                    command.name = cmd_name
                else:
                    single = typer.Typer(rich_markup_mode=None, add_completion=False)
                    single.command(cmd_name)(found)
                    command = typer.main.get_command(single)
                self.commands[cmd_name] = quick(command)
            return self.commands[cmd_name]

        def resolve_command(self, ctx: Any, args: list[str]) -> Any:
            for name in commands if args[0] not in commands else ():
                self.get_command(ctx, name)
            return super().resolve_command(ctx, args)

    return LazyGroup


def _asked_about(ctx: Any, words: list[str]) -> list[str]:
    """The command line that helps with these words. Without any it is this group that is explained, at once."""
    named = [word for word in words if not word.startswith("-")]
    if not named and not ctx.resilient_parsing:
        typer.echo(ctx.get_help())
        raise typer.Exit
    return [*named, "--help"]


def quick(command: Any) -> Any:
    """The command, and those in it, with parameters that take what is written as it is."""
    for each in (command, *getattr(command, "commands", {}).values()):
        each.get_params = partial(_params, each)
    return command


def _params(command: Any, context: Any) -> list[Any]:
    params: list[Any] = type(command).get_params(command, context)
    for param in params:
        param.process_value = partial(_value, param)
        if isinstance(
            param, TyperArgument
        ):  # the help calls it by its name alone: `<list[str]>` helps nobody
            param.display_type_rich = lambda **_: None  # type: ignore[method-assign]
    return params


def _value(param: Any, context: Any, written: Any) -> Any:
    """Text stays text, and what was not given nothing: to convert anything Typer loads pydantic first."""
    is_text = getattr(getattr(param, "type_descriptor", None), "annotation", None) in (str, list[str])
    if param.required or not (is_text or written is None):
        return type(param).process_value(param, context, written)
    return param.callback(context, param, written) if param.callback else written
