"""`coach history list` and `show`."""

from __future__ import annotations

import typer

from interview_coach.cli.history.records import OneRole, Wanted, Words, find_all, find_record
from interview_coach.cli.options import Json, Plain, Rules
from interview_coach.cli.streams import reporting, say_json, terminal_of
from interview_coach.storage.journal import open_journal


def list_(context: typer.Context, role: OneRole = "", as_json: Json = False, plain: Plain = False) -> None:
    """List what you kept, and for how long.

    The last touched comes first. Use the number or the name with the other commands.
    """
    from interview_coach.book.records import KEPT_FOR
    from interview_coach.cli.console import print_lines
    from interview_coach.render.record_forms import list_data
    from interview_coach.render.record_pages import list_lines

    with reporting(), open_journal() as journal:
        records = find_all(journal, role)
        retention = journal.retention if journal else KEPT_FOR
        if as_json:
            say_json(list_data(records, retention))
            return
        terminal = terminal_of(context)
        print_lines(
            list_lines(records, retention, width_of(terminal.width)),
            colour=terminal.colour and not (terminal.plain or plain),
        )


def show(
    context: typer.Context,
    wanted: Wanted = "",
    role: OneRole = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """Show all that is kept of one interview.

    Without a number or a name: the one that was last touched.
    """
    from interview_coach.cli.console import print_lines
    from interview_coach.render.record_forms import SCHEMA_VERSION, record_data
    from interview_coach.render.record_pages import record_lines

    with reporting(), open_journal() as journal:
        found = [find_record(journal, wanted, role)] if wanted else find_all(journal, role)
        if not found:
            list_(context, role, as_json=as_json, plain=plain)
            return
        record = found[0]
        if as_json:
            say_json({"schema_version": SCHEMA_VERSION, **record_data(record)})
            return
        terminal = terminal_of(context)
        print_lines(
            record_lines(record, Words(journal, rules).of(record), width_of(terminal.width)),
            colour=terminal.colour and not (terminal.plain or plain),
        )


def width_of(columns: int) -> int:
    """A width that can be read, on a terminal of so many columns."""
    return max(20, min(columns, 100))
