"""Every screen, at every size, in every colour: what a designer and an auditor would look at first."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from page.phone import PAGE, Phone, needs_chromium, phone_in

pytestmark = needs_chromium

SIZES = (
    (320, 568, ""),
    (320, 568, "225%"),
    (390, 780, "225%"),
    (768, 1024, ""),
    (780, 390, ""),
    (390, 780, ""),
)
"""Width, height and size of letters; 225 % is twice the size that the page has by itself."""

LOOK = """async (width) => {
  await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  const found = [];
  const root = document.documentElement;
  if (root.scrollWidth > width) found.push(`${root.scrollWidth - width} px too wide`);
  for (const each of document.querySelectorAll("button, a, select, input, label:has(input)")) {
    const { width, height } = (each.closest("label:has(input[type=checkbox])") || each).getBoundingClientRect();
    if (width && (width < 44 || height < 44)) found.push(`small: ${each.textContent.trim()} ${width}x${height}`);
  }
  if (document.getElementById("dock").offsetHeight > innerHeight * .4 && getComputedStyle(document.getElementById("dock")).position === "sticky")
    found.push("the dock takes the screen");
  if (document.title !== "Shopping list" || location.hash || location.search) found.push("it gives itself away");
  return found;
}"""
AUDIT = """async (rules) => {
  const options = { resultTypes: ["violations"] };
  if (rules.length) options.runOnly = { type: "rule", values: rules };
  const { violations } = await axe.run(document, options);
  return violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 90)}`));
}"""
AXE = os.environ.get("COACH_AXE", "")


@dataclass
class Seen:
    """What was seen on the way through every screen."""

    looks: list[tuple[str, int, str, str]] = field(default_factory=list)
    audit: list[tuple[str, str, str]] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    kept: list[Any] = field(default_factory=list)


@pytest.fixture(scope="module")
def seen(browser: Any) -> Seen:
    seen = Seen()
    with phone_in(browser) as phone:
        page = phone.page
        page.on("request", lambda request: seen.requests.append(request.url))
        phone.open()
        if AXE:
            page.evaluate(Path(AXE).read_text("utf-8"))
        for name in phone.screens():
            for width, height, letters in SIZES:
                page.set_viewport_size({"width": width, "height": height})
                page.evaluate("(size) => document.documentElement.style.fontSize = size", letters)
                seen.looks += [(name, width, letters, each) for each in page.evaluate(LOOK, width)]
            for scheme, rules in (("light", []), ("dark", ["color-contrast"])) if AXE else ():
                page.emulate_media(color_scheme=scheme)
                seen.audit += [(name, scheme, each) for each in page.evaluate(AUDIT, rules)]
        seen.kept = page.evaluate(
            "[localStorage.length, sessionStorage.length, document.cookie, history.state]"
        )
    return seen


def test_every_screen_fits_and_every_target_is_big_enough_for_a_thumb(seen: Seen) -> None:
    assert seen.looks == []


@pytest.mark.skipif(
    not AXE, reason="there is no axe-core; npm install axe-core, and set COACH_AXE to its axe.min.js"
)
def test_an_auditor_finds_nothing_on_any_screen(seen: Seen) -> None:
    assert seen.audit == []


def test_nothing_is_asked_of_the_network_and_nothing_is_kept(seen: Seen) -> None:
    assert seen.requests == [PAGE.as_uri()]
    assert seen.kept == [0, 0, "", {"n": 1}]


def test_the_corner_at_the_thumb_hides_on_every_screen(phone: Phone) -> None:
    corner = "document.elementFromPoint(innerWidth - 1, innerHeight - 1)?.closest('button')?.textContent"
    found = {name: phone.page.evaluate(corner) for name in phone.screens() if not phone.is_covered}
    assert len(found) > 20
    assert {name: text for name, text in found.items() if text != "Hideh"} == {}


def test_in_forced_colours_focus_and_ticks_are_told_by_shape(browser: Any) -> None:
    with phone_in(browser, forced_colors="active") as phone:
        phone.open().list_of("pay").press("2", "Tab")
        ticked, other = (
            phone.page.evaluate(
                """(pressed) => {
                    const node = document.querySelector(`[aria-pressed=${pressed}]`);
                    return [getComputedStyle(node, "::after").content, getComputedStyle(node).borderWidth];
                }""",
                pressed,
            )
            for pressed in ("true", "false")
        )
        assert (ticked, other) == (['"\u2713"', "3px"], ['""', "1px"])
        focus = "(({ outlineStyle, outlineWidth }) => [outlineStyle, outlineWidth])(getComputedStyle(document.activeElement))"
        assert phone.page.evaluate("document.activeElement.tagName") == "BUTTON"
        assert phone.page.evaluate(focus) == ["solid", "3px"]


def test_nothing_moves_where_motion_is_to_be_reduced(phone: Phone) -> None:
    assert phone.page.evaluate("document.getAnimations().length") == 0
    assert (
        phone.page.evaluate("getComputedStyle(document.querySelector('button')).transitionDuration") == "0s"
    )
