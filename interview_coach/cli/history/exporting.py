"""`coach history export`: kept interviews as JSON or Markdown, to take along or to show someone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.history.records import OneRole, Wanted, Words, find_all, find_record
from interview_coach.cli.options import Rules
from interview_coach.cli.streams import Terminal, reporting, terminal_of, warn
from interview_coach.problems import BadInput, no_such
from interview_coach.render.record_pages import NOTHING_KEPT
from interview_coach.storage.journal import open_journal

if TYPE_CHECKING:
    from interview_coach.book.records import Record
    from interview_coach.render.record_parts import Known

FORMATS = ("json", "markdown")
ENDINGS_OF_MARKDOWN = (".md", ".markdown")


def export(
    context: typer.Context,
    wanted: Wanted = "",
    form: Annotated[
        str,
        typer.Option(
            "--format",
            help="json or markdown.",
            metavar="FORMAT",
            show_default="markdown on a terminal, else json; for a file by how it ends, .json or .md",
        ),
    ] = "",
    redact: Annotated[
        bool,
        typer.Option(
            "--redact", help="Leave out names, letters and all that you wrote; keep choices and dates."
        ),
    ] = False,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", help="Write a new file that only you can read.", metavar="FILE"),
    ] = None,
    role: OneRole = "",
    rules: Rules = None,
) -> None:
    """Write it out as JSON or Markdown.

    Without a number or a name: everything. An exported file is yours: `coach history forget` does not
    reach it. With --redact no name and none of your own words is in it: what stays is which options
    and red flags were ticked, verdicts and dates.
    """
    with reporting():
        form = form or _form_for(output, terminal_of(context))
        if form not in FORMATS:
            raise BadInput(f"--format: {no_such('format', form, FORMATS)}")
        with open_journal() as journal:
            records = [find_record(journal, wanted, role)] if wanted else find_all(journal, role)
            words = Words(journal, rules)
            text = _text([(record, words.of(record)) for record in records], form, is_redacted=redact)
        if not records:
            warn(NOTHING_KEPT)
        if output is None:
            typer.echo(text)
            return
        _write(output, text)
        warn(f"Written to {output}. It is yours now: forgetting does not reach it.")


def _form_for(output: Path | None, terminal: Terminal) -> str:
    """The format where none was asked for: what its reader can read."""
    if output is not None:
        return "markdown" if output.suffix.lower() in ENDINGS_OF_MARKDOWN else "json"
    return "markdown" if terminal.interactive else "json"


def _text(records: list[tuple[Record, Known]], form: str, *, is_redacted: bool) -> str:
    from interview_coach.render.record_forms import export_data, markdown
    from interview_coach.render.redaction import redacted

    if is_redacted:
        records = [(redacted(record, known), known) for record, known in records]
    if form == "json":
        data = export_data((record for record, _ in records), is_redacted=is_redacted)
        return json.dumps(data, indent=2)
    return "\n".join(markdown(records))


def _write(file: Path, text: str) -> None:
    from interview_coach.storage.folders import write_new_private

    try:
        write_new_private(file, f"{text}\n".encode("utf-8", "replace"))
    except FileExistsError:
        raise BadInput(f"--output: {file} is already there; name a new file") from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise BadInput(f"--output: {file} cannot be written ({reason}); name another") from error
