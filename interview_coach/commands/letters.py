"""A letter on the table: fill it in, copy it, edit it, get a mail link, keep it.

`work_on` shows one letter until the person is done with it. Nothing is kept unless a `keep` is given and
asked for with its key.
"""

from __future__ import annotations

import os
import shlex
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial

import typer

from interview_coach.asking.lines import GO_ON, with_keys
from interview_coach.asking.port import Asker, Entry
from interview_coach.guide import Detail, Letter
from interview_coach.guiding.letters import EMAIL, Filled, edited, fill, mail_link
from interview_coach.problems import BadInput
from interview_coach.rendering.letters import letter_lines, link_lines, shown
from interview_coach.rendering.questions import notice_lines
from interview_coach.session.screens import Notice

COPY, EDIT, LINK = "c", "e", "l"
BACK, HIDE, DONE = "b", "h", "q"

Keep = Callable[[Filled, Mapping[str, str]], str | None]
"""Keeps a letter and the details given for it. Says what was kept, or why not; None if a screen was hidden."""


class NoEditor(BadInput):
    """There is no editor to be had, or it failed."""


@dataclass(frozen=True, slots=True)
class Left:
    """How a letter was left: by b (back), h (hide) or q (done), and what it was by then."""

    key: str
    filled: Filled
    link: str = ""
    """The mail link, if one was asked for."""


def work_on(
    asker: Asker,
    letter: Letter,
    declared: Sequence[Detail],
    details: dict[str, str],
    *,
    title: str = "",
    keep: Keep | None = None,
    at_once: str = "",
    is_left_on_screen: bool = True,
) -> Left:
    """Show the letter until it is left. What is filled in goes into `details`, by id.

    `at_once` are the keys c, e and l in any order: they are pressed before anything is shown.
    `is_left_on_screen` tells the person that the text stays when they are done: the caller does that with
    the function of this name. Raises KeyboardInterrupt when the person breaks off.
    """
    title = title or letter.text
    return _Desk(asker, letter, declared, details, title, keep, list(at_once), is_left_on_screen).sit()


def leave_on_screen(filled: Filled) -> None:
    """Print a letter, each paragraph whole so that it can be copied; control characters are shown."""
    typer.echo("\n".join(shown(line) for line in filled.text.split("\n")))


@dataclass(slots=True)
class _Desk:
    asker: Asker
    letter: Letter
    declared: Sequence[Detail]
    details: dict[str, str]
    title: str
    keep: Keep | None
    waiting: list[str]
    is_left_on_screen: bool
    link: str = ""

    def sit(self) -> Left:
        message = ""
        while True:
            key = self.waiting.pop(0) if self.waiting else self._shown(message)
            filled = self._filled()
            match key:
                case "f":
                    message = ""
                    if self._fill_in(filled):
                        return Left(HIDE, self._filled(), self.link)
                case "c":
                    message = copied(filled, self._elsewhere)
                case "e":
                    message = self._edit(filled)
                case "l" if filled.letter.channel != EMAIL:
                    message = "This is no email, so there is no mail link for it."
                case "l":
                    message = ""
                    if self._show_link(filled):
                        return Left(HIDE, filled, self.link)
                case "k" if self.keep is not None:
                    said = self.keep(filled, self.details)
                    if said is None:
                        return Left(HIDE, filled, self.link)
                    message = said
                case _:
                    return Left(key, filled, self.link)

    @property
    def _elsewhere(self) -> str:
        """Where the text can be had if there is no clipboard."""
        return (
            "Press q and it stays on your screen."
            if self.is_left_on_screen
            else "Your editor (e) can save it."
        )

    def _filled(self) -> Filled:
        return fill(self.letter, self.details, self.declared)

    def _shown(self, message: str) -> str:
        filled = self._filled()
        commands = _commands(filled, can_keep=self.keep is not None)
        draw = partial(letter_lines, filled, self.title, commands=commands, message=message)
        return self.asker.show(draw, commands)

    def _fill_in(self, filled: Filled) -> bool:
        """Ask for what is open, or for everything again if nothing is. True if it was hidden."""
        asked = filled.open or filled.wanted
        at = 0
        while 0 <= at < len(asked):
            detail = asked[at]
            title = f"{self.title} ({at + 1} of {len(asked)})"
            hint = f"Such as: {detail.example}. Empty leaves {detail.placeholder} open."
            written = self.asker.write(Entry(title, detail.ask, hint, self.details.get(detail.id, "")))
            match written.command:
                case "":
                    self.details[detail.id] = written.text
                    at += 1
                case "b":
                    at -= 1
                case "h":
                    return True
                case _:
                    if self._tell(_why(detail)):
                        return True
        return False

    def _edit(self, filled: Filled) -> str:
        try:
            self.letter = edited(self.letter, edit(filled.text))
        except NoEditor as error:
            return f"{str(error)[:1].upper()}{str(error)[1:]}"
        return ""

    def _show_link(self, filled: Filled) -> bool:
        """Show the link. True if it was hidden."""
        link = mail_link(filled)
        self.link = link.url
        commands = ((COPY, "copy the text"), (BACK, "back"), (HIDE, "hide"))
        while True:
            draw = partial(link_lines, link, commands=commands, is_left_on_screen=self.is_left_on_screen)
            key = self.asker.show(draw, commands)
            if key != COPY:
                return key == HIDE
            if self._tell(Notice("Copy", (copied(filled, self._elsewhere),))):
                return True

    def _tell(self, notice: Notice) -> bool:
        """Show something to read. True if it was hidden."""
        return self.asker.show(with_keys(partial(notice_lines, notice), GO_ON), GO_ON) == HIDE


def _commands(filled: Filled, *, can_keep: bool) -> Sequence[tuple[str, str]]:
    commands = [(COPY, "copy"), (EDIT, "edit")]
    if filled.wanted:
        commands.insert(0, ("f", "fill in" if filled.open else "fill in again"))
    if filled.letter.channel == EMAIL:
        commands.append((LINK, "mail link"))
    if can_keep:
        commands.append(("k", "keep it"))
    return (*commands, (BACK, "back"), (HIDE, "hide"), (DONE, "done"))


def _why(detail: Detail) -> Notice:
    kept = "It holds for every letter of yours." if detail.of_me else "It holds for this interview."
    return Notice(
        "Why I ask",
        (
            f"It takes the place of {detail.placeholder} in the letter. Leave it empty and the place stays open.",
            f"{kept} It is remembered only if you keep the letter.",
        ),
    )


# -- copy -----------------------------------------------------------------------------------------------


def copied(filled: Filled, elsewhere: str = "The text is above.") -> str:
    """Copy the text of a letter, without its subject. Says what came of it, or where else the text is."""
    import pyperclip

    try:
        pyperclip.copy(filled.body)
    except pyperclip.PyperclipException:
        return f"There is no clipboard here. {elsewhere}"
    return f"Copied{', without the subject' if filled.subject else ''}. {still_open(filled)}".strip()


def still_open(filled: Filled) -> str:
    """Which places are still open, or nothing."""
    if not filled.open:
        return ""
    return f"Still open: {', '.join(detail.placeholder for detail in filled.open)}."


# -- edit -----------------------------------------------------------------------------------------------


def edit(text: str, *, quiet: bool = False) -> str:
    """The text after the person's own editor had it. An emptied text means: as it was.

    The editor gets a private file that is gone afterwards. With `quiet` what it prints goes to stderr.
    Raises NoEditor if there is none, or if it failed.
    """
    from interview_coach.storage.scratch import read_scratch, scratch

    command = editor()
    try:
        with scratch(f"{text}\n") as file:
            _let_edit([*command, str(file)], quiet=quiet)
            return read_scratch(file).strip() or text
    except OSError as error:
        raise NoEditor(
            f"the text cannot be handed to an editor ({_reason(error)}); copy it instead."
        ) from error


def _let_edit(command: Sequence[str], *, quiet: bool) -> None:
    """Run an editor to its end. Raises NoEditor."""
    try:
        with _left_to_the_editor():
            done = subprocess.run(command, check=False, stdout=2 if quiet else None)  # noqa: S603 - the person's choice
    except OSError as error:
        raise NoEditor(
            f"the editor {command[0]} cannot be used ({_reason(error)}); set EDITOR, for example EDITOR=nano."
        ) from error
    if done.returncode != 0:
        raise NoEditor(f"the editor {command[0]} gave up ({done.returncode}); the text is as it was.")


def _reason(error: OSError) -> str:
    return (error.strerror or str(error)).lower()


def editor() -> list[str]:
    """The words that start the person's editor. Raises NoEditor if there is none."""
    for name in ("VISUAL", "EDITOR"):
        if chosen := os.environ.get(name, "").strip():
            try:
                return shlex.split(chosen)
            except ValueError as error:
                raise NoEditor(
                    f"{name} cannot be read ({error}); set it again, for example {name}=nano."
                ) from None
    known = ("notepad",) if sys.platform == "win32" else ("sensible-editor", "nano", "vim", "vi")
    for name in known:
        if found := shutil.which(name):
            return [found]
    raise NoEditor("there is no editor here; set EDITOR, for example EDITOR=nano.")


@contextmanager
def _left_to_the_editor() -> Iterator[None]:
    """While an editor runs, Ctrl-C is for the editor."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
