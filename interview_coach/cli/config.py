"""`coach config`: what is set, and where each setting comes from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

import typer

from interview_coach.book.records import KEPT_FOR
from interview_coach.cli.askers import SINGLE_KEYS
from interview_coach.cli.options import Json
from interview_coach.cli.streams import Terminal, is_on, paged, say, say_json, terminal_of
from interview_coach.problems import BadInput
from interview_coach.storage.folders import folders
from interview_coach.storage.journal import journal_file, open_journal
from interview_coach.storage.programs import NoEditor, editor, pager
from interview_coach.storage.rule_folders import built_in_rules, installed_rules


@dataclass(frozen=True, slots=True)
class Setting:
    """One setting: its value, where that comes from, and what sets it: a variable, a file, a command, or nothing."""

    name: str
    value: str
    source: Literal["default", "environment", "file"]
    set_by: str


def config(context: typer.Context, as_json: Json = False) -> None:
    """Show each setting, its value, and where it comes from.

    \b
    There is no file of settings: variables of the environment set them,
    rules of your own lie in a folder, and `coach history retain` says
    how long things are kept.
    """
    terminal = terminal_of(context)
    with paged(terminal):
        found = list(_settings(terminal))
        if as_json:
            say_json([asdict(setting) for setting in found])
            return
        for each in found:
            by = f"; {each.set_by} changes it" if each.set_by else ""
            origin = f"default{by}" if each.source == "default" else f"{each.source}: {each.set_by}"
            say(f"{each.name:<14}{each.value}  ({origin})")


def _settings(terminal: Terminal) -> Iterator[Setting]:
    is_dumb = os.environ.get("TERM") == "dumb"
    yield _of("plain text", _on(terminal.plain), "TERM" if is_dumb else "ACCESSIBLE", is_set=terminal.plain)
    yield _of("single keys", _on(is_on(SINGLE_KEYS)), SINGLE_KEYS, is_set=is_on(SINGLE_KEYS))
    colour = "TERM" if is_dumb else "NO_COLOR"
    yield _of("colour", _on(terminal.is_styled()), colour, is_set=bool(os.environ.get(colour)))
    yield _of("editor", _editor(), "VISUAL" if "VISUAL" in os.environ else "EDITOR")
    yield _of("pager", " ".join(pager()) or "none", "PAGER")
    yield Setting("rules", str(built_in_rules()), "default", "")
    for folder in map(str, installed_rules()):
        yield Setting("rules", folder, "file", folder)
    for named in filter(None, os.environ.get("COACH_RULES", "").split(os.pathsep)):
        yield Setting("rules", named, "environment", "COACH_RULES")
    yield _kept_for()
    where, is_moved = folders(), bool(os.environ.get("COACH_HOME"))
    yield _of("own rules in", str(where.config / "rules"), "COACH_HOME", is_set=is_moved)
    yield _of("journal in", str(where.data), "COACH_HOME", is_set=is_moved)
    yield _of("drafts in", str(where.state), "COACH_HOME", is_set=is_moved)
    yield _of("cache in", str(where.cache), "COACH_HOME", is_set=is_moved)


def _on(is_so: bool) -> str:
    return "on" if is_so else "off"


def _of(name: str, value: str, variable: str, *, is_set: bool | None = None) -> Setting:
    """A setting of a variable, which is set where it is there at all unless `is_set` says."""
    is_set = variable in os.environ if is_set is None else is_set
    return Setting(name, value, "environment" if is_set else "default", variable)


def _editor() -> str:
    try:
        return " ".join(editor()) or "none"
    except NoEditor:
        return "none"


def _kept_for() -> Setting:
    try:
        with open_journal() as journal:
            days = journal.retention if journal else KEPT_FOR
    except BadInput:
        return Setting("kept for", "not known, the journal cannot be read", "file", str(journal_file()))
    value = f"{days} days after the last touch" if days else "until forgotten"
    if days == KEPT_FOR:
        return Setting("kept for", value, "default", "coach history retain")
    return Setting("kept for", value, "file", str(journal_file()))
