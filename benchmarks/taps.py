"""What a person has to do and to read for a verdict: on the page with a thumb, and in the terminal with keys.

`python -m benchmarks.taps [--cases N]`. The same answers are played in Chromium (`COACH_CHROMIUM`, or `chromium` on the
path) on the hosted page, 390 pixels wide, and in `coach assess`, drawn in 40 columns: N cases of each role, evenly over
all of them, and three troubles told in one's own words. A tap is as much as a key, a typed text as much as one of them.
All words count that a screen shows, those of the verdict too.
"""

from __future__ import annotations

import argparse
import re
import statistics
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from prompt_toolkit.data_structures import Size

from benchmarks.browser import chromium
from interview_coach.book.vocabulary import DANGER
from interview_coach.book.wording import Wording
from interview_coach.dialogue.assess_journal import Groundwork, Recorder
from interview_coach.dialogue.assess_talk import Conversation
from interview_coach.dialogue.port import Asker, Pages, Reply, TextQuestion, Written
from interview_coach.engine.answers import NO, YES, Profile, atoms_of
from interview_coach.engine.engine import Engine
from interview_coach.page.page_file import build_page
from interview_coach.render.layout import Commands
from interview_coach.rulebook.cases import situation_of
from interview_coach.rulebook.loader import Loaded
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import (
    MORE_KEY,
    NONE_KEY,
    UNSURE_KEY,
    Choice,
    Notice,
    Screen,
    ScreenKind,
)
from interview_coach.storage.books import load_layers, roles
from interview_coach.storage.drafts import Keeper
from interview_coach.storage.rule_folders import built_in_rules, read_layer
from interview_coach.terminal.drawn import TerminalAsker
from interview_coach.terminal.text_line import keys_of

SIZE = Size(rows=24, columns=40)

INVENTED = (
    ("they keep shouting at me", {"shouting-or-swearing": YES, "raised/conduct": "refused"}),
    ("I have been waiting for an hour", {"left-waiting": YES, "raised/time": "not-yet"}),
    ("my mind went blank", {"lost-thread": YES}),
)
"""What is typed, and what is then answered: everything else is *no*."""


class Told(Exception):
    """The verdict stands there."""


@dataclass(frozen=True)
class Trouble:
    """What somebody answers. With `words` they begin with those; without a word of danger they say there is none."""

    role: str
    answers: Mapping[str, str]
    words: str = ""


class Player:
    """Someone who answers as told, and *not sure* where nothing was told."""

    def __init__(self, trouble: Trouble, switch_text: str) -> None:
        self.acts = self.read = 0
        self.told = trouble.answers
        self.words = trouble.words
        self.switch_text = switch_text
        self._first = [*(["i"] if switch_text else []), *(["/"] if trouble.words else [])]

    def reads(self, text: str) -> None:
        self.read += len(re.findall(r"[A-Za-z][A-Za-z'-]+|I\b", text))

    def command(self, screen: Screen) -> str:
        """What to press on the first screen before anything is answered there."""
        return self._first.pop(0) if screen.prompt == DANGER and self._first else ""

    def chosen(self, screen: Screen, ticked: frozenset[str]) -> list[Choice]:
        """What to choose, in the order in which it stands there."""
        if screen.prompt == "menu":
            return [choice for choice in screen.choices if choice.text == self.switch_text]
        if screen.kind is ScreenKind.ONE:
            said = {atom for choice in screen.choices for atom, _ in choice.answers if atom in self.told}
            fitting = [
                c
                for c in screen.choices
                if any((a, self.told[a]) == (a, v) for a, v in c.answers if a in said)
            ]
            return fitting[:1] or [c for c in screen.choices if c.key == UNSURE_KEY]
        atoms = [choice for choice in screen.choices if choice.atom]
        wanted = [choice for choice in atoms if self.told.get(choice.atom) == YES]
        none = NONE_KEY if all(self.told.get(choice.atom) == NO for choice in atoms) else UNSURE_KEY
        return (
            [c for c in wanted if c.atom not in ticked]
            if wanted
            else [c for c in screen.choices if c.key == none]
        )


class Keys(TerminalAsker):
    """Someone at the terminal: every screen is drawn and takes its keys as it always does, but for the terminal itself."""

    def __init__(self, player: Player, wording: Wording) -> None:
        super().__init__(wording)
        self.player = player
        self._keys: list[str] = []

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        command = self.player.command(screen)
        chosen = [] if command else self.player.chosen(screen, ticked)
        self._keys = [command] if command else list(self._keys_for(screen, chosen))
        return super().ask(screen, ticked)

    @staticmethod
    def _keys_for(screen: Screen, chosen: Iterable[Choice]) -> Iterator[str]:
        page, unsure = 0, False
        for choice in chosen:
            while choice not in screen.pages[page]:
                page += 1
                yield MORE_KEY
            yield choice.digit
            unsure = choice.key == UNSURE_KEY
        if screen.kind is ScreenKind.MANY and not unsure:
            yield "enter"

    def tell(self, notice: Notice) -> str:
        raise AssertionError(f"nobody asked for {notice.title}")

    def show(self, draw: Pages, commands: Commands) -> str:
        self._keys = []
        return super().show(draw, commands)

    def write(self, entry: TextQuestion) -> Written:
        self.player.acts += 2
        offered = (f"{key} {text}" for key, text in keys_of(self.wording))
        self.player.reads(" ".join((entry.title, entry.ask, entry.hint, *offered)))
        return Written(self.player.words)

    def _run(self, page: Any, handle: Any) -> Reply:
        page.size = lambda: SIZE
        self._see(page)
        for key in self._keys:
            self.player.acts += 1
            reply = None if page.turn(key) else handle(key)
            if reply is not None:
                return reply  # type: ignore[no-any-return]
            if key == MORE_KEY:
                self._see(page)
        raise Told

    def _see(self, page: Any) -> None:
        self.player.reads("".join(text for _, text in page.fragments()))


TAP = """(text) => {
  const node = [...document.querySelectorAll("button")].find((each) => (each.querySelector("span") || each.firstChild).textContent === text);
  drawnAt = -Infinity;
  node?.click();
  return Boolean(node);
}"""


class Thumb:
    """Someone with the page open on a phone. What they tap there is what the conversation is told."""

    def __init__(self, player: Player, wording: Wording, page: Any) -> None:
        self.wording = wording
        self.player = player
        self._page = page
        self.ticked: frozenset[str] = frozenset()

    def ask(self, screen: Screen, ticked: frozenset[str]) -> Reply:
        self._see()
        if command := self.player.command(screen):
            self._tap({"i": "Other side", "/": "In my own words"}[command])
            return Reply(command=command)
        chosen = self.player.chosen(screen, ticked)
        for choice in chosen:
            while not self._tap(choice.text, may_fail=True):
                self._tap("More of these")
                self._see()
        if screen.kind is ScreenKind.ONE:
            return Reply(chosen[0].answers)
        unsure = [choice.key for choice in chosen] == [UNSURE_KEY]
        if not unsure:
            self._tap("Go on")
        now = ticked.union(choice.atom for choice in chosen if choice.atom)
        return Reply(tuple(screen.ticked(now, unsure=unsure).items()), ticked=now)

    def write(self, _: TextQuestion) -> Written:
        self._see()
        self.player.acts += 1
        self._page.fill("#words", self.player.words)
        self._tap("Find")
        return Written(self.player.words)

    def show(self, *_: Any) -> str:
        self._see()
        raise Told

    def tell(self, notice: Notice) -> str:
        raise AssertionError(f"nobody asked for {notice.title}")

    def clear(self) -> None:
        pass

    def leave(self) -> None:
        pass

    def _see(self) -> None:
        self.player.reads(str(self._page.evaluate("document.body.innerText")))

    def _tap(self, text: str, *, may_fail: bool = False) -> bool:
        found = bool(self._page.evaluate(TAP, text))
        if not (found or may_fail):
            raise AssertionError(f"{text} is not on: {self._page.evaluate('document.body.innerText')}")
        self.player.acts += found
        return found


def play(asker: Asker, engine: Engine) -> None:
    """Go on until the verdict stands there. Nothing is kept."""
    asking = Questionnaire(engine)
    try:
        Conversation(
            asker, asking, Keeper(asking, is_trial=True), Recorder(Groundwork(), is_trial=True)
        ).run()
    except Told:
        return
    raise AssertionError("it ended without a verdict")


def troubles(loaded: Loaded, cases: int) -> Iterator[Trouble]:
    """So many cases of each role, evenly over those whose answers can be given on screens; and the inventions."""
    for role, book in loaded.books.items():
        engine = Engine(book)
        situations = (situation_of(engine, case) for case in loaded.cases[role])
        usual = [answers for answers, profile in situations if profile == Profile()]
        yield from (Trouble(role, usual[len(usual) * nth // cases]) for nth in range(cases))
    first = loaded.books[roles()[0]]
    for words, answers in INVENTED:
        none = {atom: NO for prompt in (DANGER, *first.topic_by_id) for atom in atoms_of(first, prompt)}
        yield Trouble(first.info.id, {**none, **answers}, words)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.taps")
    parser.add_argument("--cases", type=int, default=30, help="cases of each role")
    given = parser.parse_args()
    loaded = load_layers([read_layer(built_in_rules(), "rules")])
    engine = Engine(loaded.books[roles()[0]])
    counts: dict[str, list[tuple[int, ...]]] = {}
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "page.html"
        file.write_text(build_page(roles()), "ascii")
        context = browser.new_context(viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
        page = context.new_page()
        for trouble in troubles(loaded, given.cases):
            is_first = trouble.role == engine.book.info.id
            side = "" if is_first else loaded.books[trouble.role].info.switch_text
            thumb, keys = Player(trouble, side), Player(trouble, side)
            page.goto("about:blank")
            page.goto(file.as_uri())
            play(Thumb(thumb, engine.book.wording, page), engine)
            play(Keys(keys, engine.book.wording), engine)
            counts.setdefault(trouble.words or trouble.role, []).append(
                (thumb.acts, keys.acts, thumb.read, keys.read)
            )
    print(
        f"{'page and terminal:':40} {'taps, keys':>14} {'words read':>14}   more on the page than in the terminal"
    )
    for what, rows in counts.items():
        taps, keys_, seen, drawn = (statistics.mean(column) for column in zip(*rows, strict=True))
        more = sum(row[0] > row[1] for row in rows), sum(row[2] > row[3] for row in rows)
        print(
            f"{what:40} {taps:6.1f} {keys_:7.1f} {seen:6.0f} {drawn:7.0f}   taps in {more[0]} of {len(rows)}, words in {more[1]}"
        )


if __name__ == "__main__":
    main()
