"""The `coach` command: what there is, what a guessed word might have meant, and the first screen."""

from __future__ import annotations

import difflib
import errno
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Annotated, Any

import typer
from typer.completion import install_callback, show_callback

from interview_coach import __version__
from interview_coach.cli.lazy import HELP, lazy_group, quick
from interview_coach.cli.streams import reporting, say, stop_writing, terminal_of, warn
from interview_coach.problems import BadInput, ExitStatus, no_such, reason_of
from interview_coach.storage.traces import sweep
from interview_coach.terminal.lent import given_back

COMMANDS = {
    "assess": "assess.assess",
    "script": "script.script",
    "prep": "prep.prep",
    "followup": "followup.followup",
    "debrief": "debrief.debrief",
    "history": "history.app",
    "page": "page.page",
    "rules": "rules.app",
    "config": "config.config",
}
"""Each command with what runs it. They are imported when called: a line is wanted at once."""

MEANINGS = {
    "script": ("leave", "say", "exit", "line", "goodbye", "bye", "quit", "words", "out", "sentence"),
    "assess": ("should", "start", "decide", "ask", "check", "go", "stay", "begin", "redflag", "flags", "now"),
    "prep": ("before", "prepare", "preparation", "card", "ready", "plan", "research", "rehearse", "floor"),
    "followup": ("thanks", "thank-you", "after", "letter", "withdraw", "decline", "feedback", "report"),
    "debrief": ("review", "reflect", "lookback", "look-back", "learn", "mistakes", "move-on"),
    "history": ("journal", "kept", "past", "forget", "delete", "erase", "export", "compare", "interviews"),
    "page": ("phone", "html", "mobile", "web", "app", "browser", "offline"),
    "config": ("settings", "setting", "configure", "setup", "options", "preferences"),
    "rules": ("rule", "packs", "pack", "lint"),
}
"""Words that people guess, by what they most likely mean."""

AROUND: Mapping[str, tuple[str, str]] = {
    "1": ("prep", "before: get ready, or decide not to go"),
    "2": ("followup", "after: write to them, or to someone who helps"),
    "3": ("debrief", "after: look back, learn, let it go"),
    "4": ("history", "what you kept"),
}
"""What comes before and after an interview: the command behind each key of the first screen."""

DONE = ("\r", "\n", "\x1b", "q")
"""The keys that leave the first screen."""

COMPLETION = {"--show-completion": show_callback, "--install-completion": install_callback}
"""Options of Typer, which looks for the shell that it runs in. Here a shell can be named after them."""

SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")

CANNOT_BE_WRITTEN = (errno.ENOSPC, errno.EFBIG, errno.EIO)
"""What the system says where the output goes to a full disk, or to a terminal that is gone."""


class GuessingGroup(lazy_group("interview_coach.cli", COMMANDS)):  # type: ignore[misc]
    """Answers an unknown command with what it may have meant; it never runs it."""

    def parse_args(self, ctx: Any, args: list[str]) -> Any:
        act = COMPLETION.get(args[0]) if len(args) == 2 else None
        if act is not None and not ctx.resilient_parsing:
            with reporting():
                if args[1] not in SHELLS:
                    raise BadInput(f"{args[0]}: {no_such('shell', args[1], SHELLS)}")
                act(ctx, self.params[0], args[1])
        return super().parse_args(ctx, args)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        is_unknown = args[0] not in (*COMMANDS, HELP) and not args[0].startswith("-")
        if is_unknown and not ctx.resilient_parsing:
            warn(f"coach: {meant(args[0], list(COMMANDS))}")
            raise typer.Exit(ExitStatus.USAGE)
        return super().resolve_command(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Run the command; an error that the person can mend is told, whichever command it comes from."""
        with reporting():
            return super().invoke(ctx)


def meant(word: str, commands: list[str]) -> str:
    """What to say to an unknown command."""
    lowered = word.lower()
    near = [command for command, words in MEANINGS.items() if lowered in words]
    near = near or difflib.get_close_matches(lowered, commands, n=1, cutoff=0.5)
    if near:
        return f"there is no command {word!r}; did you mean `coach {near[0]}`?"
    return f"there is no command {word!r}; try `coach script` for a line, `coach assess` to decide"


app = typer.Typer(
    cls=GuessingGroup,
    name="coach",
    help="Should I stay, end it politely, or leave now, and what do I say?",
    epilog="Nothing leaves this computer. It is advice, not permission: you may always go.",
    no_args_is_help=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(context: typer.Context, wanted: bool) -> None:
    if wanted and not context.resilient_parsing:
        say(f"coach {__version__}")
        raise typer.Exit


@app.callback(invoke_without_command=True)
def start(
    context: typer.Context,
    version: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Should I stay, end it politely, or leave now, and what do I say?

    \b
    coach assess     a few questions, then what to do
    coach script     a line to say, at once
    coach prep       before: deal-breakers, research, a card
    coach followup   after: what to write, and to whom
    coach debrief    after: learn from it, and let it go
    coach history    what you chose to keep
    coach page       all of it as one file for a phone
    """
    sweep(time.time())
    if context.invoked_subcommand is None:
        _open_first(context)


def _open_first(context: typer.Context) -> None:
    """Print a line to leave with, and offer the rest. No past interview is ever shown here."""
    from interview_coach.cli import script

    script.say_a_line(script.ScriptOptions(), afresh=True)
    if not terminal_of(context).is_face_to_face:
        say("\ncoach assess   decide        coach script     another line")
        say("coach prep     before it     coach followup   after it     coach --help   everything")
        return
    say("\n1  decide (coach assess)\n2  another line (coach script)\n3  before and after\nEnter  done")
    chosen = _key("123")
    if chosen == "1":
        _run(context, "assess")
    elif chosen == "2":
        script.say_a_line(script.ScriptOptions(), 1, afresh=True)
    elif chosen == "3":
        say()
        for key, (name, meaning) in AROUND.items():
            say(f"{key}  {meaning} (coach {name})")
        say("Enter  done")
        if around := AROUND.get(_key("".join(AROUND))):
            _run(context, around[0])


def _key(among: str) -> str:
    """One of these keys, pressed without Enter, or nothing: Enter, Escape and q are done. Others are told so."""
    while True:
        try:
            key = typer.getchar()
        except (EOFError, KeyboardInterrupt, OSError):
            key = ""
        if not key:
            raise typer.Exit(ExitStatus.INTERRUPTED)
        if key in DONE:
            return ""
        if key in among:
            return key
        say(f"{key} means nothing here. Enter is done." if key.isprintable() else "Enter is done.")


def _run(context: typer.Context, name: str) -> None:
    """Run a command as if it had been typed."""
    group: Any = context.command
    command = group.get_command(context, name)
    with command.make_context(name, [], parent=context) as inner:
        command.invoke(inner)


def main() -> None:
    """Run the command. What the terminal cannot show, or sends and is no text, is replaced, never a crash.

    Being told to end unwinds, so that the terminal is as it was and no letter stays in a file.
    """
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    with given_back():
        _run_to_its_end()


def _run_to_its_end() -> None:
    """Run the command. A reader who stopped reading is no failure, and what cannot be written is told."""
    try:
        quick(typer.main.get_command(app))(prog_name="coach")
    except BrokenPipeError as error:
        stop_writing()
        stop_writing(sys.stderr)
        raise SystemExit(getattr(error.__context__, "exit_code", ExitStatus.DONE)) from None
    except SystemExit as error:
        if isinstance(error.__context__, BrokenPipeError):  # a reader who stopped reading is no failure
            stop_writing()
            raise SystemExit(ExitStatus.DONE) from None
        raise
    except OSError as error:
        if error.errno not in CANNOT_BE_WRITTEN:
            raise
        stop_writing()
        warn(f"coach: the output cannot be written ({reason_of(error)}); make room, or send it elsewhere")
        raise SystemExit(ExitStatus.USAGE) from None
