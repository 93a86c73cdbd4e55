"""`coach rules list` and `path`: what there is, and where it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from interview_coach.book.pack import DANGER
from interview_coach.cli.options import Json, Rules
from interview_coach.cli.rules.loading import OneRole, books_of, load_rules
from interview_coach.cli.streams import reporting, say, say_json, warn
from interview_coach.problems import BadInput

if TYPE_CHECKING:
    from interview_coach.book.guides import Guides
    from interview_coach.book.pack import Book
    from interview_coach.session.screens import Choice


def list_rules(
    rules: Rules = None,
    role: OneRole = "",
    questions: Annotated[
        bool, typer.Option("--questions", help="List the questions instead of the red flags.")
    ] = False,
    guides: Annotated[
        bool, typer.Option("--guides", help="List the steps and letters of before and after.")
    ] = False,
    as_json: Json = False,
) -> None:
    """List the red flags, the questions, or the steps and letters."""
    with reporting():
        if questions and guides:
            raise BadInput("--questions and --guides are two lists; ask for one of them")
        loaded = load_rules(rules)
        books = books_of(loaded, role)
        if guides:
            entries = [entry for book in books for entry in _guide_entries(loaded.guides[book.info.id])]
        else:
            entries = [entry for book in books for entry in (_questions(book) if questions else _flags(book))]
        if as_json:
            say_json(entries)
            return
        for entry in entries:
            if guides:
                say(f"{entry['pack']}/{entry['guide']}: {entry['id']}  {_tag(entry)} {entry['text']}")
            elif questions:
                say(f"{entry['pack']}: {entry['id']}  [{entry['kind']}] {entry['text']}")
                for option in entry["options"]:
                    say(f"    {option['id']}: {option['text']}")
            else:
                say(f"{entry['pack']}/{entry['topic']}: {entry['id']}  [{entry['severity']}] {entry['text']}")


def path() -> None:
    """Say which rule folders are read, in the order in which they are layered."""
    from interview_coach.storage.folders import folders
    from interview_coach.storage.rule_folders import rule_folders

    with reporting():
        for folder in rule_folders():
            say(str(folder))
        own = folders().config / "rules"
        if not own.is_dir():
            warn(f"Put rules of your own in {own}, or name a folder with --rules.")


def _flags(book: Book) -> list[dict[str, Any]]:
    return [
        {
            "id": flag.id,
            "pack": book.info.id,
            "topic": flag.topic,
            "severity": flag.severity.id,
            "raise": flag.raising.value,
            "text": flag.text,
        }
        for flag in book.flags
    ]


def _guide_entries(guides: Guides) -> list[dict[str, Any]]:
    from interview_coach.book.guides import Letter, Step
    from interview_coach.render.guide_entries import things_of

    entries = []
    for guide, what, thing in things_of(guides):
        entry: dict[str, Any] = {"id": thing.id, "pack": guides.role, "guide": guide, "what": what}
        if isinstance(thing, Step):
            settles = thing.settles.value if thing.settles else None
            entry |= {
                "text": thing.ask,
                "kind": thing.kind.value,
                "section": thing.section,
                "settles": settles,
            }
        elif isinstance(thing, Letter):
            entry |= {"text": thing.text, "kind": thing.kind, "channel": thing.channel}
        else:
            entry |= {"text": thing.text, "group": thing.group, "after_danger": thing.after_danger}
        entries.append(entry)
    return entries


def _tag(entry: dict[str, Any]) -> str:
    """What a step or letter is, in brackets."""
    more = [entry[key] for key in ("kind", "channel") if key in entry]
    return f"[{', '.join([entry['what'], *more])}]"


def _questions(book: Book) -> list[dict[str, Any]]:
    from interview_coach.engine.answers import prompts_of
    from interview_coach.session.screens import screen_for

    entries = []
    for prompt in prompts_of(book):
        screen = screen_for(book, prompt)
        options = [
            {"id": _option_id(choice, prompt), "text": choice.text}
            for choice in screen.choices
            if choice.key.isdigit() and choice.key != "0"
        ]
        entries.append(
            {
                "id": prompt,
                "pack": book.info.id,
                "kind": screen.kind.value,
                "text": screen.title,
                "options": options,
                "asked_when": _asked_when(prompt),
            }
        )
    return entries


def _option_id(choice: Choice, prompt: str) -> str:
    """What an answers file writes for a choice."""
    if choice.atom:
        return choice.atom.removeprefix("topics/")
    atom, value = choice.answers[0]
    return atom if prompt == DANGER else value


def _asked_when(prompt: str) -> str:
    if prompt == "danger":
        return "always, first"
    if prompt == "topics":
        return "after danger"
    if prompt.startswith("raised/"):
        return f"a red flag of {prompt.removeprefix('raised/')} that can be raised fires"
    if prompt == "meet-again":
        return "you would not take the job"
    if prompt == "need":
        return "it can still change the verdict"
    return f"{prompt} is ticked in topics"
