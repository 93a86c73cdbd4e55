"""`coach rules list`, `find`, `show`, `explain`, `graph` and `path`: what there is, why it decides so, and where it is."""

from __future__ import annotations

from dataclasses import replace
from typing import Annotated, Any

import typer

from interview_coach.book.guides import Guides, Letter, Step
from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import DANGER, MEET_AGAIN, NEED, TOPICS, Stance
from interview_coach.cli.console import print_lines
from interview_coach.cli.options import Json, OfStance, OneRole, Role, Rules, argument, of_flags, option
from interview_coach.cli.rules.check import books_of, load_rules
from interview_coach.cli.streams import paged, read_source, say, say_json, terminal_of, warn
from interview_coach.engine.answers import Profile, prompts_of, topic_gated, topic_raised
from interview_coach.engine.engine import Engine
from interview_coach.engine.search import Finder
from interview_coach.engine.whynot import flag_reasons, row_reasons
from interview_coach.problems import BadInput, ExitStatus, no_such
from interview_coach.render.entries import (
    Named,
    entries_of,
    entry_data,
    entry_lines,
    guide_entries_of,
    things_of,
)
from interview_coach.render.explain_page import why_data, why_lines
from interview_coach.render.graph import mermaid
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.session.screens import Choice, screen_for
from interview_coach.storage.books import load_book
from interview_coach.storage.folders import folders, is_there
from interview_coach.storage.rule_folders import rule_folders

Answers = Annotated[
    str, option("--answers", "Answers as YAML or JSON: a file, or - for standard input.", "FILE")
]


def list_rules(
    context: typer.Context,
    rules: Rules = None,
    role: OneRole = "",
    questions: Annotated[bool, option("--questions", "List the questions instead of the red flags.")] = False,
    guides: Annotated[bool, option("--guides", "List the steps and letters of before and after.")] = False,
    as_json: Json = False,
) -> None:
    """List the red flags, the questions, or the steps and letters."""
    with paged(terminal_of(context)):
        if questions and guides:
            raise BadInput("--questions and --guides are two lists; ask for one of them")
        loaded = load_rules(rules)
        books = books_of(loaded, role)
        entries: list[dict[str, Any]] = []
        for book in books:
            if guides:
                entries += _guide_entries(loaded.guides[book.info.id])
            else:
                entries += _questions(book) if questions else _flags(book)
        if as_json:
            say_json(entries)
            return
        for entry in entries:
            if guides:
                tag = ", ".join(entry[key] for key in ("what", "kind", "channel") if key in entry)
                say(f"{entry['pack']}/{entry['guide']}: {entry['id']}  [{tag}] {entry['text']}")
            elif questions:
                say(f"{entry['pack']}: {entry['id']}  [{entry['kind']}] {entry['text']}")
                for option in entry["options"]:
                    say(f"    {option['id']}: {option['text']}")
            else:
                say(f"{entry['pack']}/{entry['topic']}: {entry['id']}  [{entry['severity']}] {entry['text']}")


def find(
    words: Annotated[
        list[str], argument("What is going on, in words of one's own.", "WORDS", shows_default=True)
    ],
    role: Role = "candidate",
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Find options by a person's own words.

    They come from all topics, the best first. Exit status 1 if none fits.
    """
    book = load_book(role, rules or ())
    found = [
        {"id": each.option.id, "topic": each.option.topic, "text": each.option.text}
        for each in Finder(book).find(" ".join(words))
    ]
    if as_json:
        say_json(found)
    else:
        for option in found:
            say(f"{option['topic']}: {option['id']}  {option['text']}")
    if not found:
        if not as_json:
            warn("No option fits these words. Try fewer, or others.")
        raise typer.Exit(ExitStatus.CHECK_FAILED)


def show(
    context: typer.Context,
    id_: Annotated[
        str,
        argument(
            "The id of a flag, option, line, topic, row, question, step or letter.",
            "ID",
            of_flags,
            shows_default=True,
        ),
    ],
    rules: Rules = None,
    role: OneRole = "",
    as_json: Json = False,
) -> None:
    """Show one flag, line, topic, step or letter whole.

    In every pack that has something of this id.
    """
    terminal = terminal_of(context)
    with paged(terminal):
        loaded = load_rules(rules)
        there: list[tuple[Book, Named]] = []
        for number, book in enumerate(books_of(loaded, role)):
            guides = guide_entries_of(loaded.guides[book.info.id], with_countries=number == 0)
            there += [(book, entry) for entry in (*entries_of(book), *guides)]
        found = [(book, entry) for book, entry in there if entry.id == id_]
        if not found:
            known = {entry.id for _, entry in there}
            raise BadInput(no_such("flag, option, line, topic, row, question, step or letter", id_, known))
        if as_json:
            say_json([entry_data(*each) for each in found])
            return
        for number, (book, entry) in enumerate(found):
            if number:
                say()
            print_lines(entry_lines(book, entry, terminal.page_width), colour=terminal.is_styled())


def explain(
    context: typer.Context,
    answers: Answers,
    role: Role = "candidate",
    stance: OfStance = "",
    only: Annotated[str, option("--only", "Only this flag or row.", "ID", of_flags, show_default=False)] = "",
    rules: Rules = None,
    as_json: Json = False,
) -> None:
    """Say for every flag and row why, or why not.

    Fired, blocked by which answer, in doubt, or not known yet and what is still to be answered.
    """
    terminal = terminal_of(context)
    with paged(terminal):
        stances = [each.id for each in Stance]
        if stance and stance not in stances:
            raise BadInput(f"--stance: {no_such('stance', stance, stances)}")
        book = load_book(role, rules or ())
        engine = Engine(book)
        name, text = read_source(answers)
        atoms, profile = read_answers(text, name, book)
        profile = profile or Profile()
        if stance:
            profile = replace(profile, stance=Stance.of(stance))
        flags, rows = flag_reasons(engine, atoms, profile), row_reasons(engine, atoms, profile)
        known = [*(each.state.flag.id for each in flags), *(each.row.id for each in rows)]
        if only and only not in known:
            raise BadInput(f"--only: {no_such('flag or row', only, known)}")
        if as_json:
            data = why_data(book, flags, rows)
            found = {
                key: [each for each in data[key] if only in ("", each["id"])] for key in ("flags", "rows")
            }
            say_json({**data, **found})
            return
        flags = tuple(each for each in flags if only in ("", each.state.flag.id))
        rows = tuple(each for each in rows if only in ("", each.row.id))
        print_lines(why_lines(book, flags, rows, terminal.page_width), colour=terminal.is_styled())


def graph(context: typer.Context, role: Role = "candidate", rules: Rules = None) -> None:
    """Draw screens, flags and rows (Mermaid).

    Paste it into a Markdown file on GitHub, in a block that begins with ```mermaid.
    """
    with paged(terminal_of(context)):
        for line in mermaid(load_book(role, rules or ())):
            say(line)


def path() -> None:
    """Say which rule folders are read, and in what order."""
    for folder in rule_folders():
        say(str(folder))
    own = folders().config / "rules"
    if not is_there(own):
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
    entries = []
    for guide, what, thing in things_of(guides):
        entry: dict[str, Any] = {"id": thing.id, "pack": guides.role, "guide": guide, "what": what}
        if isinstance(thing, Step):
            settles = thing.settles.value if thing.settles else None
            entry |= {"text": thing.ask, "kind": thing.kind.value, "section": thing.section}
            entry |= {"settles": settles}
        elif isinstance(thing, Letter):
            entry |= {"text": thing.text, "kind": thing.kind, "channel": thing.channel}
        else:
            entry |= {"text": thing.text, "group": thing.group, "after_danger": thing.after_danger}
        entries.append(entry)
    return entries


ASKED_WHEN = {
    DANGER: "always, first",
    TOPICS: "after danger",
    MEET_AGAIN: "you would not take the job",
    NEED: "it can still change the verdict",
}


def _questions(book: Book) -> list[dict[str, Any]]:
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
                "asked_when": (
                    f"a red flag of {topic} that can be raised fires"
                    if (topic := topic_raised(prompt))
                    else ASKED_WHEN.get(prompt, f"{prompt} is ticked in topics")
                ),
            }
        )
    return entries


def _option_id(choice: Choice, prompt: str) -> str:
    """What an answers file writes for a choice."""
    if choice.atom:
        return topic_gated(choice.atom) or choice.atom
    atom, value = choice.answers[0]
    return atom if prompt == DANGER else value
