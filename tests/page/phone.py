"""A phone: Chromium with the page open on it, and a thumb."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import pytest

from benchmarks.browser import CHROMIUM

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "coach.html"
"""The page as it is shipped: it holds the built-in packs."""

READY = """async () => {
  while (!(drawnAt < Infinity)) await new Promise((done) => setTimeout(done, 5));
  drawnAt = -Infinity;
}"""
"""Comes to its end once the screen is drawn, and takes it as seen for long enough, so that no test waits for that."""

needs_chromium = pytest.mark.skipif(
    not CHROMIUM,
    reason="there is no Chromium; install it (Debian: apt-get install chromium), or set COACH_CHROMIUM",
)


class Phone:
    """One page in the browser, handled as a person would."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.troubles: list[str] = []
        page.set_default_timeout(5000)
        page.on("pageerror", lambda error: self.troubles.append(str(error)))
        page.on(
            "console", lambda message: self.troubles.append(message.text) if message.type == "error" else None
        )

    def open(self, file: Path = PAGE) -> Phone:
        self.page.goto(file.as_uri())
        return self

    def wait(self, milliseconds: float = 0) -> None:
        """Wait so long, or until the screen takes a tap."""
        if milliseconds:
            self.page.wait_for_timeout(milliseconds)
        else:
            self.page.evaluate(READY)

    def tap(self, *texts: str) -> Phone:
        """Tap what begins with each of these texts, one after another, once the screen takes it."""
        for text in texts:
            self.wait()
            pattern = re.compile(rf"^(\S )?{re.escape(text)}".replace("/", r"\/"))
            self.page.get_by_role("button", name=pattern).first.click()
        return self

    def press(self, *keys: str) -> Phone:
        for key in keys:
            if not self.is_covered:
                self.wait()
            self.page.keyboard.press(key)
        return self

    def list_of(self, topic: str) -> Phone:
        """The list of a topic, on the way that a person comes there: no danger, and this topic alone."""
        self.page.evaluate(
            """(topic) => {
                const { choices } = asking.screen("danger");
                asking.answer("danger", Object.fromEntries(choices.find(({ key }) => key === "0").answers));
                const topics = asking.screen("topics").choices.filter(({ atom }) => atom);
                asking.answer("topics", Object.fromEntries(topics.map(({ atom }) => [atom, atom === `topics/${topic}` ? "yes" : "no"])));
                guardBack();
                go();
            }""",
            topic,
        )
        return self

    @property
    def heading(self) -> str:
        return str(self.page.locator("#page h1").inner_text())

    @property
    def text(self) -> str:
        return str(self.page.locator("body").inner_text())

    @property
    def said(self) -> str:
        """What a screen reader was told last."""
        return str(self.page.locator("#said").inner_text())

    @property
    def is_covered(self) -> bool:
        return bool(self.page.locator("#cover").is_visible()) and not self.page.locator("#coach").is_visible()

    def come_back(self) -> Phone:
        """Hold the title of the harmless page."""
        title = self.page.locator("#cover-title")
        box = title.bounding_box()
        self.page.mouse.move(box["x"] + 20, box["y"] + 20)
        self.page.mouse.down()
        self.wait(1100)
        self.page.mouse.up()
        return self

    def screens(self) -> Iterator[str]:
        """Draw every kind of screen, and say at each which it is. Nobody taps here, so nothing has to wait."""
        none = "Object.fromEntries(asking.screen('danger').choices.find(({ key }) => key === '0').answers)"
        pay = "asking.answer('pay', { 'pay-below-posted': 'yes' })"
        for name, drawing in {
            "first": "home()",
            "danger": "ask('danger')",
            "why": "notice(asking.why('danger').title, asking.why('danger').paragraphs, home)",
            "signs": "ask('signs')",
            "topics": f"asking.answer('danger', {none}); ask('topics')",
            "ticks": "asking.answer('topics', { 'topics/pay': 'yes' }); ask('pay')",
            "more ticks": "ask('pay', 1)",
            "own words": "words('pay', home)",
            "what fits": "fits('pay', asking.find('shouted at me'), home)",
            "nothing fits": "fits('pay', [], home)",
            "raise": f"{pay}; ask('raised/pay')",
            "stay": "asking.answer('raised/pay', { 'raised/pay': 'not-yet' }); result()",
            "end it politely": "asking.answer('raised/pay', { 'raised/pay': 'refused' }); result()",
            "more": "more(asking.recommend({}), 0, home)",
            "line": "line(home)",
            "early": "forget(); result()",
            "leave now": "asking.answer('danger', { 'physical-threat': 'yes' }); result()",
            "what helps": "place = 'gb'; help(home)",
            "card": "card()",
            "beside": "others()",
            "about": "about()",
            "kept": "kept()",
            "sides": "sides(home)",
            "cover": "hide()",
        }.items():
            self.page.evaluate(f"() => {{ {drawing} }}")
            assert self.troubles == [], name
            yield name


@contextmanager
def phone_in(
    browser: Any,
    width: int = 390,
    height: int = 780,
    *,
    scheme: Literal["light", "dark"] = "light",
    **more: Any,
) -> Iterator[Phone]:
    """A phone with an empty profile."""
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        has_touch=True,
        is_mobile=True,
        reduced_motion="reduce",
        **more,
    )
    try:
        yield Phone(context.new_page())
    finally:
        context.close()
