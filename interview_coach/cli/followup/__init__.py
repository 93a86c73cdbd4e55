"""`coach followup`: what to write afterwards, or to say on the phone, and when."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from interview_coach.cli.options import DEFAULT_ROLE, Interview, Json, Keep, Plain, Role, Rules
from interview_coach.cli.streams import reporting, terminal_of
from interview_coach.problems import BadInput, no_such

if TYPE_CHECKING:
    from interview_coach.book.guides import Followup, Kind

CHANNELS = ("email", "message", "phone", "paper")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What was asked for on the command line."""

    kind: str = ""
    variant: str = ""
    channel: str = ""
    everything: bool = False
    copy: bool = False
    edit: bool = False
    mailto: bool = False
    answers: str = ""
    keep: bool = False
    interview: str = ""
    role: str = DEFAULT_ROLE
    rules: tuple[Path, ...] = ()
    as_json: bool = False
    plain: bool = False


def followup(
    context: typer.Context,
    kind: Annotated[
        list[str] | None,
        typer.Argument(
            help="thank-you, withdraw, decline-next-round, decline-offer, feedback-request, keep-in-mind, "
            "reconnect, answer-contact, share-news, tell-agency or report.",
            show_default=False,
        ),
    ] = None,
    variant: Annotated[str, typer.Option("--variant", help="Which letter of the kind.", metavar="ID")] = "",
    channel: Annotated[
        str, typer.Option("--channel", help="email, message, phone or paper.", metavar="CHANNEL")
    ] = "",
    everything: Annotated[bool, typer.Option("--all", help="Print every letter of the kind.")] = False,
    copy: Annotated[bool, typer.Option("--copy", help="Also copy the text to the clipboard.")] = False,
    edit: Annotated[
        bool, typer.Option("--edit", help="First open the text in $EDITOR, which may keep traces of its own.")
    ] = False,
    mailto: Annotated[
        bool, typer.Option("--mailto", help="Print a link that starts your mail program with the text.")
    ] = False,
    answers: Annotated[
        str,
        typer.Option(
            "--answers",
            help="Read unsafe, details, variant and country from a YAML or JSON file, or - for standard input.",
            metavar="FILE",
        ),
    ] = "",
    keep: Keep = False,
    interview: Interview = "",
    role: Role = "",
    rules: Rules = None,
    as_json: Json = False,
    plain: Plain = False,
) -> None:
    """After an interview: a letter, a note, or what to say on the phone.

    \b
    coach followup                  choose what for
    coach followup thank-you        a thank-you, with the advice that goes with it
    coach followup report           write it down, or report it
    """
    wanted = Wanted(
        " ".join(kind or ()), variant, channel, everything, copy, edit, mailto, answers, keep, interview,
        role or DEFAULT_ROLE, tuple(rules or ()), as_json, plain,
    )  # fmt: skip
    with reporting():
        run(context, wanted)


def run(context: typer.Context, wanted: Wanted) -> None:
    """Ask on a terminal, else print. Raises CoachError for what the person can mend."""
    from interview_coach.guides.letter_kinds import find_kind
    from interview_coach.storage.books import load_guides

    guides = load_guides(wanted.role, wanted.rules)
    known = guides.followup
    if known is None:
        raise BadInput(f"there are no follow-ups for the role {wanted.role!r} yet; try --role {DEFAULT_ROLE}")
    kind = find_kind(known, wanted.kind) if wanted.kind else None
    _check_letter(kind, wanted)
    terminal = terminal_of(context)
    if terminal.interactive and not (wanted.answers or wanted.as_json or wanted.everything):
        from interview_coach.cli.askers import asker_for
        from interview_coach.cli.followup.talking import Talking

        asker = asker_for(terminal, plain=wanted.plain)
        Talking(guides, known, kind, wanted, terminal, asker).run()
        return
    if kind is None:
        raise BadInput(_which_kind(known, has_terminal=terminal.interactive))
    from interview_coach.cli.followup.printing import print_letters

    print_letters(guides, known, kind, wanted)


def _check_letter(kind: Kind | None, wanted: Wanted) -> None:
    """Raise BadInput for a channel or a variant that the kind does not have."""
    from interview_coach.guides.letter_kinds import find_letter, letters_through

    if kind is not None:
        find_letter(letters_through(kind, wanted.channel), wanted.variant)
    elif wanted.variant:
        raise BadInput(
            "--variant names a letter of one kind; write the kind too: coach followup KIND --variant ID"
        )
    elif wanted.channel not in ("", *CHANNELS):
        raise BadInput(f"--channel: {no_such('channel', wanted.channel, CHANNELS)}")


def _which_kind(followup: Followup, *, has_terminal: bool) -> str:
    reason = "" if has_terminal else ", since there is no terminal to ask on"
    kinds = "\n".join(f"  coach followup {kind.id:<20}{kind.text}" for kind in followup.kinds)
    return f"coach: say which follow-up you want{reason}:\n{kinds}"
