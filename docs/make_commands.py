"""Writes the command reference and the man page from the program itself: `python docs/make_commands.py`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer
from typer.core import TyperGroup

from interview_coach import __version__
from interview_coach.cli.app import app
from interview_coach.problems import ExitStatus

HERE = Path(__file__).resolve().parent
FILES = ("commands.md", "coach.1")
STATUSES = {
    ExitStatus.DONE: "Done, whatever the verdict.",
    ExitStatus.CHECK_FAILED: "A check or a test failed.",
    ExitStatus.USAGE: "A wrong option, or answers that do not fit; the message says what to write.",
    ExitStatus.BAD_RULES: "Rule files were refused, with every problem and its place.",
    ExitStatus.INTERRUPTED: "Broken off; the message says how to go on.",
}
VARIABLES = {
    "ACCESSIBLE": "Ask in plain numbered text, as --plain does. 0, false, no and off mean off.",
    "COACH_SINGLE_KEYS": "In plain text one key answers without Enter.",
    "NO_COLOR": "Use no colours.",
    "COACH_RULES": "Folders of rules over the built-in ones.",
    "COACH_HOME": "One folder for all that the coach keeps.",
    "VISUAL, EDITOR": "The editor for letters.",
    "PAGER": "What long lists are read in. Empty: nothing.",
}


@dataclass(frozen=True, slots=True)
class Described:
    """A command: its words, its paragraphs (with whether each stands as it is), and what it takes."""

    words: str
    usage: str
    paragraphs: tuple[tuple[str, bool], ...]
    takes: tuple[tuple[str, str], ...]


def described(command: Any, context: Any) -> Iterator[Described]:
    """A command and, after it, those below it."""
    help_ = (command.help or "").strip()
    blocks = [block.strip("\n") for block in re.split(r"\n\s*\n", help_)]
    paragraphs = tuple(
        (re.sub(r"^\s*\x08\n", "", block), True) if "\x08" in block else (" ".join(block.split()), False)
        for block in blocks
    )
    records = [record for param in command.get_params(context) if (record := param.get_help_record(context))]
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield Described(
        context.command_path,
        usage,
        paragraphs,
        tuple((name, " ".join(text.split())) for name, text in records),
    )
    for name in command.list_commands(context) if isinstance(command, TyperGroup) else ():
        below = command.get_command(context, name)
        yield from described(below, type(context)(below, info_name=name, parent=context))


def everything() -> list[Described]:
    """All commands, in the order of the help."""
    command: Any = typer.main.get_command(app)
    return list(
        described(command, command.context_class(command, info_name="coach", **command.context_settings))
    )


def as_markdown(commands: list[Described]) -> str:
    """The reference, as a page to read on the web."""
    parts = ["# What each command takes", "Written by `docs/make_commands.py` from the program itself."]
    for each in commands:
        parts.append(f"{'#' * (1 + len(each.words.split()))} {each.words}")
        parts.append(f"```text\n{each.usage}\n```")
        parts += [f"```text\n{text}\n```" if is_fixed else text for text, is_fixed in each.paragraphs]
        if each.takes:
            rows = "\n".join(f"| `{_cell(name)}` | {_cell(text)} |" for name, text in each.takes)
            parts.append(f"| takes | meaning |\n| --- | --- |\n{rows}")
    return "\n\n".join(parts) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def as_man_page(commands: list[Described]) -> str:
    """The page that `man coach` shows."""
    first, *others = commands
    lines = [
        f'.TH COACH 1 "" "coach {__version__}" "User Commands"',
        ".SH NAME",
        f"coach \\- {_roff('in an interview that feels wrong: stay, end it politely or leave now')}",
        ".SH SYNOPSIS",
        f".B {_roff(first.usage)}",
        ".SH DESCRIPTION",
        *_body(first),
        ".SH COMMANDS",
    ]
    for each in others:
        lines += [f".SS {_roff(each.usage)}", *_body(each)]
    lines += [".SH EXIT STATUS", *_terms((str(int(status)), text) for status, text in STATUSES.items())]
    lines += [".SH ENVIRONMENT", *_terms(iter(VARIABLES.items()))]
    return "\n".join(lines) + "\n"


def _body(each: Described) -> Iterator[str]:
    for number, (text, is_fixed) in enumerate(each.paragraphs):
        yield from () if number == 0 else (".PP",)
        yield from (".nf", _roff(text), ".fi") if is_fixed else (_roff(text),)
    yield from _terms(iter(each.takes))


def _terms(pairs: Iterator[tuple[str, str]]) -> Iterator[str]:
    for name, text in pairs:
        yield from (".TP", f".B {_roff(name)}", _roff(text))


def _roff(text: str) -> str:
    """Text that roff shows as it is."""
    escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...")
    return "\n".join(f"\\&{line}" if line.startswith((".", "'")) else line for line in escaped.split("\n"))


def texts() -> dict[str, str]:
    """What each file is to hold."""
    commands = everything()
    return dict(zip(FILES, (as_markdown(commands), as_man_page(commands)), strict=True))


if __name__ == "__main__":
    for name, text in texts().items():
        (HERE / name).write_text(text, "utf-8")
