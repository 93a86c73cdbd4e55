"""`coach history`: what the person chose to keep, to look at, compare, take along and forget."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from interview_coach.book.records import KEPT_FOR
from interview_coach.cli.console import print_beside, print_lines
from interview_coach.cli.history.lookup import find_one, find_records, in_words
from interview_coach.cli.lazy import HelpfulGroup
from interview_coach.cli.options import Json, OneRole, Plain, Rules, argument, of_interviews, one_of, option
from interview_coach.cli.streams import confirm, paged, say, say_json, terminal_of, warn
from interview_coach.problems import BadInput, no_such, reason_of
from interview_coach.render.line_json import SCHEMA_VERSION
from interview_coach.render.record_export import (
    FORMATS,
    comparison_data,
    exported,
    list_data,
    record_data,
)
from interview_coach.render.record_page import (
    NOTHING_KEPT,
    beside,
    compared,
    list_lines,
    record_lines,
    stacked_lines,
)
from interview_coach.render.record_words import title_of
from interview_coach.storage.folders import write_new_private
from interview_coach.storage.journal import forget_everything, forget_traces, open_journal

ENDINGS_OF_MARKDOWN = (".md", ".markdown")

ROOM_FOR_TWO = 60
"""Columns from which two texts beside one another can be read."""

Which = Annotated[
    str,
    argument(
        "The number or name of an interview, or `general` for what holds for every one.",
        "N|NAME",
        of_interviews,
    ),
]
Yes = Annotated[bool, option(("--yes", "-y"), "Do not ask first.")]

app = typer.Typer(cls=HelpfulGroup, rich_markup_mode=None, add_completion=False)


@app.callback(invoke_without_command=True)
def start(context: typer.Context, as_json: Json = False) -> None:
    """Look at what you kept, compare it, forget it.

    Alone it lists the interviews. Only what you chose to keep is here: with k at the end of an
    assessment, with "Keep it", or with --keep. It lies on this computer alone.
    """
    if context.invoked_subcommand is None:
        list_(context, as_json=as_json)


@app.command("list")
def list_(context: typer.Context, role: OneRole = "", as_json: Json = False, plain: Plain = False) -> None:
    """List what you kept, and for how long.

    The last touched comes first. Use the number or the name with the other commands.
    """
    terminal = terminal_of(context)
    with paged(terminal, plain=plain), open_journal() as journal:
        records = find_records(journal, role=role)
        retention = journal.retention if journal else KEPT_FOR
        if as_json:
            say_json(list_data(records, retention))
            return
        lines = list_lines(in_words(journal, records), retention, terminal.page_width)
        print_lines(lines, colour=terminal.is_styled(plain=plain))


@app.command()
def show(
    context: typer.Context,
    wanted: Which = "",
    role: OneRole = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Show all that is kept of one interview.

    Without a number or a name: the one that was last touched.
    """
    terminal = terminal_of(context)
    with paged(terminal, plain=plain), open_journal() as journal:
        found = find_records(journal, wanted, role)
        if not found:
            list_(context, role, as_json=as_json, plain=plain)
            return
        if as_json:
            say_json({"schema_version": SCHEMA_VERSION, **record_data(found[0])})
            return
        [(record, words)] = in_words(journal, found[:1], rules or ())
        lines = record_lines(record, words, terminal.page_width)
        print_lines(lines, colour=terminal.is_styled(plain=plain))


@app.command()
def compare(
    context: typer.Context,
    first: Which,
    second: Which,
    role: OneRole = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Compare two interviews, side by side.

    What differs comes first. Of several assessments the last one counts.
    """
    with open_journal() as journal:
        both = [find_records(journal, wanted, role)[0] for wanted in (first, second)]
        (left, in_left), (right, in_right) = in_words(journal, both, rules or ())
        rows = compared(left, right, in_left, in_right, as_data=as_json)
    if as_json:
        say_json(comparison_data(rows, left, right))
        return
    if not rows:
        say("There is nothing to compare yet: neither has anything kept.")
        return
    terminal = terminal_of(context)
    width, colour = terminal.page_width, terminal.is_styled(plain=plain)
    names = (title_of(left), title_of(right))
    if names[0] == names[1]:
        names = (f"{names[0]} ({left.interview.id})", f"{names[1]} ({right.interview.id})")
    with paged(terminal, plain=plain):
        if terminal.plain or plain or width < ROOM_FOR_TWO:
            print_lines(stacked_lines(rows, names, width), colour=colour)
        else:
            print_beside(names, beside(rows), width, colour=colour)


@app.command()
def export(
    context: typer.Context,
    wanted: Which = "",
    form: Annotated[
        str,
        option(
            "--format",
            "json or markdown.",
            "FORMAT",
            one_of("json", "markdown"),
            show_default="markdown on a terminal, else json; for a file by how it ends, .json or .md",
        ),
    ] = "",
    redact: Annotated[
        bool, option("--redact", "Leave out names, letters and all that you wrote; keep choices and dates.")
    ] = False,
    output: Annotated[
        Path | None, option(("--output", "-o"), "Write a new file that only you can read.", "FILE")
    ] = None,
    role: OneRole = "",
    rules: Rules = None,
) -> None:
    """Write it out as JSON or Markdown.

    Without a number or a name: everything. An exported file is yours: `coach history forget` does not
    reach it. With --redact no name and none of your own words is in it: what stays is which options
    and red flags were ticked, verdicts and dates.
    """
    if not form and output is not None:
        form = "markdown" if output.suffix.lower() in ENDINGS_OF_MARKDOWN else "json"
    form = form or ("markdown" if terminal_of(context).is_face_to_face else "json")
    if form not in FORMATS:
        raise BadInput(f"--format: {no_such('format', form, FORMATS)}")
    with open_journal() as journal:
        records = in_words(journal, find_records(journal, wanted, role), rules or ())
    text = exported(records, form, is_redacted=redact)
    if not records:
        warn(NOTHING_KEPT)
    if output is None:
        typer.echo(text)
        return
    try:
        write_new_private(output, f"{text}\n".encode("utf-8", "replace"))
    except FileExistsError:
        raise BadInput(f"--output: {output} is already there; name a new file") from None
    except OSError as error:
        raise BadInput(f"--output: {output} cannot be written ({reason_of(error)}); name another") from error
    warn(f"Written to {output}. It is yours now: forgetting does not reach it.")


@app.command()
def forget(
    context: typer.Context,
    wanted: Which = "",
    all_: Annotated[
        bool, option("--all", "Everything: the journal, the draft and the last result, even if damaged.")
    ] = False,
    yes: Yes = False,
    role: OneRole = "",
) -> None:
    """Forget one interview, or everything, for good.

    No byte of it is left in the coach's files: the draft and the last result go with it. It cannot reach what is elsewhere: your shell's
    history, backups and synced folders, files you exported, cards you printed, letters you sent,
    the clipboard, what others saw on a shared screen, what was deleted from a disk but not yet
    written over, and whatever a company laptop keeps of what you do.
    """
    if all_ and wanted:
        raise BadInput("name one interview, or say --all, not both")
    if all_:
        confirm(context, "Forget everything that is kept, drafts included?", is_sure=yes)
        forget_everything()
        say("Forgotten. Nothing is kept any more.")
        return
    if not wanted:
        raise BadInput("which one? `coach history` lists them; `coach history forget --all` takes all")
    with open_journal() as journal:
        interview = find_one(journal, wanted, role)
    name = f"interview {interview.id} ({interview.name})"
    if interview.is_general:
        name = f"what holds for every interview ({interview.role})"
    confirm(context, f"Forget {name} and all that is kept of it?", is_sure=yes)
    with open_journal() as journal:
        if journal is not None:
            journal.forget(interview.id)
    say("Forgotten, and the draft and the last result with it." if forget_traces() else "Forgotten.")


@app.command()
def retain(
    context: typer.Context,
    days: Annotated[
        int, argument("Days after the last touch; 0 keeps it until forgotten.", "DAYS", shows_default=True)
    ],
    yes: Yes = False,
) -> None:
    """Set for how many days things are kept.

    They are counted from when an interview was last written to. What is older is forgotten the next
    time the journal is opened.
    """
    with open_journal() as journal:
        expiring = journal.older_than(days) if journal and days > 0 else ()
    if expiring:
        count = f"{len(expiring)} record{'' if len(expiring) == 1 else 's'}"
        confirm(context, f"{count} older than that would be forgotten now. Go on?", is_sure=yes)
    with open_journal(create=True) as journal:
        journal.set_retention(days)
        journal.forget_expired()
    say(f"Kept for {days} days after the last touch." if days else "Kept until you forget it.")


@app.command()
def rename(
    wanted: Which,
    name: Annotated[str, argument("What to call it.", "NAME")],
    role: OneRole = "",
) -> None:
    """Call an interview something else."""
    with open_journal() as journal:
        interview = find_one(journal, wanted, role)
        if journal is None or interview.is_general:
            raise BadInput("what holds for every interview has no name of its own; name one interview")
        journal.rename(interview.id, name)
        say(f"Interview {interview.id} is now called {journal.interview(interview.id).name}.")
