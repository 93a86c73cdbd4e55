"""Asks the questions that draft a rule: on a terminal through questionary, or as plain text."""

from __future__ import annotations

import sys
import textwrap
from typing import Any, Protocol, TextIO

import questionary
from prompt_toolkit.application.current import get_app_session
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys

from interview_coach.render.layout import visible
from interview_coach.rulebook.draft_questions import Question

BACK = "<"
"""What an author returns, and what a person may type, to go back one question."""


class Author(Protocol):
    """Asks one question at a time. Raises KeyboardInterrupt when the person breaks off."""

    def ask(self, question: Question, before: str, at: str) -> str:
        """The answer, or BACK. `before` is what was answered last time, `at` how far one has come."""


class TerminalAuthor:
    """Asks through questionary; Esc goes back."""

    def ask(self, question: Question, before: str, at: str) -> str:
        wrong = ""
        while True:
            if question.choices:
                return self._run(self._choose(question, before, at))
            before = self._run(questionary.text(_message(question, at, wrong), default=before))
            if before == BACK or not (wrong := question.check(before)):
                return before

    @staticmethod
    def _choose(question: Question, before: str, at: str) -> questionary.Question:
        choices = [
            questionary.Choice(text, value=value, shortcut_key=str(number))
            for number, (value, text) in enumerate(question.choices, 1)
        ]
        known = [value for value, _ in question.choices]
        choices.append(questionary.Choice("Go back", value=BACK, shortcut_key="b"))
        return questionary.select(
            _message(question, at),
            choices=choices,
            default=before if before in known else None,
            use_shortcuts=True,
            use_jk_keys=False,
            instruction="(a digit, then Enter)",
        )

    @staticmethod
    def _run(prompt: questionary.Question) -> str:
        back = KeyBindings()

        @back.add(Keys.Escape)
        def _(event: KeyPressEvent) -> None:
            event.app.exit(result=BACK)

        application: Any = prompt.application
        application.key_bindings = merge_key_bindings([application.key_bindings, back])
        application.ttimeoutlen = application.timeoutlen = 0.05
        return str(prompt.unsafe_ask()).strip()


def _message(question: Question, at: str, wrong: str = "") -> str:
    """The question and its hint, wrapped here: the prompt library cuts what is too long."""
    width = max(20, get_app_session().output.get_size().columns)
    mark = "" if not wrong else f"{textwrap.fill(wrong, width - 3)}\n"
    ask = textwrap.fill(f"{at} {question.ask}".strip(), width - 3, subsequent_indent="  ")
    hint = textwrap.fill(question.hint, width - 3, initial_indent="  ", subsequent_indent="  ")
    end = " " if question.choices else ">"
    return "\n".join(filter(None, (f"{mark}{ask}", hint, end)))


class PlainAuthor:
    """Asks by printing lines and reading lines."""

    def __init__(self, stdin: TextIO | None = None, stdout: TextIO | None = None) -> None:
        self._stdin = stdin or sys.stdin
        self._stdout = stdout or sys.stdout

    def ask(self, question: Question, before: str, at: str) -> str:
        self._say(f"{at} {question.ask}", *([question.hint] if question.hint else []))
        for number, (_, text) in enumerate(question.choices, 1):
            self._say(f"{number}: {text}")
        if before:
            shown = dict(question.choices).get(before, before)
            self._say(f"Before: {shown}. An empty line keeps it.")
        while True:
            typed = self._read()
            if typed == BACK:
                return BACK
            if not typed and before:
                return before
            if not question.choices:
                message = question.check(typed)
                if not message:
                    return typed
                self._say(message)
            elif typed.isdecimal() and 1 <= int(typed) <= len(question.choices):
                return question.choices[int(typed) - 1][0]
            else:
                self._say(f"Type a number from 1 to {len(question.choices)}.")

    def _say(self, *lines: str) -> None:
        for line in lines:
            self._stdout.write(visible(line) + "\n")
        self._stdout.flush()

    def _read(self) -> str:
        self._stdout.write("Type the answer, or < to go back:\n")
        self._stdout.flush()
        line = self._stdin.readline()
        if not line:
            raise KeyboardInterrupt
        return line.strip()
