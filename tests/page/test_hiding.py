"""Hide shows a harmless page at once, and nothing that others can press brings the coach back."""

from __future__ import annotations

from typing import Any

import pytest

from page.phone import PAGE, Phone, needs_chromium, phone_in

pytestmark = needs_chromium


def far_in(phone: Phone) -> Phone:
    return phone.list_of("pay")


def test_a_key_hides_even_before_the_screen_takes_other_keys(phone: Phone) -> None:
    phone.page.evaluate("home()")
    phone.page.keyboard.press("h")
    assert phone.is_covered
    assert "safe" not in phone.text.lower()


def test_the_button_hides_even_before_the_screen_takes_other_taps(phone: Phone) -> None:
    phone.page.evaluate("home()")
    phone.page.evaluate("document.querySelector('[data-hide]').click()")
    assert phone.is_covered


def test_the_button_hides_and_everything_is_forgotten(phone: Phone) -> None:
    far_in(phone).tap("Hide")
    assert phone.is_covered
    phone.come_back()
    assert not phone.is_covered
    assert phone.heading == "FIRST: ARE YOU SAFE?"
    assert phone.page.evaluate("asking.asked()") == []


def test_back_and_reload_stay_on_the_harmless_page(phone: Phone) -> None:
    far_in(phone).tap("Hide")
    for step in (phone.page.reload, phone.page.go_back, phone.page.reload):
        step()
        assert phone.page.url in (PAGE.as_uri(), "about:blank")
        if phone.page.url == PAGE.as_uri():
            assert phone.is_covered
    assert phone.page.title() == "Shopping list"


def test_leaving_the_page_hides_it_and_keeps_the_place_for_its_owner(phone: Phone) -> None:
    far_in(phone)
    place = phone.heading
    phone.page.goto("about:blank")
    phone.page.go_back()
    assert phone.is_covered
    phone.come_back()
    assert phone.heading in (place, "FIRST: ARE YOU SAFE?")  # the browser may have dropped the page meanwhile


def test_leaving_the_tab_hides_the_page(phone: Phone) -> None:
    far_in(phone).page.evaluate(
        """() => {
            Object.defineProperty(document, "hidden", { value: true });
            document.dispatchEvent(new Event("visibilitychange"));
        }"""
    )
    assert phone.is_covered


def test_no_key_on_the_harmless_page_leads_back_but_a_held_one(phone: Phone) -> None:
    phone.press("h")
    for key in ("Enter", " ", "h", "b", "Escape", "1", "Tab", "Enter"):
        phone.page.keyboard.press(key)
    assert phone.is_covered
    phone.page.locator("#cover-title").focus()
    phone.page.keyboard.down("Enter")
    phone.wait(1100)
    phone.page.keyboard.up("Enter")
    assert not phone.is_covered


@pytest.mark.parametrize("size", [(390, 844), (320, 568)])
def test_the_way_back_is_in_sight_before_it_is_needed(browser: Any, size: tuple[int, int]) -> None:
    with phone_in(browser, *size) as phone:
        box = phone.open().page.get_by_text("hold the title").bounding_box()
        assert box["y"] + box["height"] < size[1]
        assert phone.page.get_by_role("button", name="Hide", exact=True).is_visible()
        hide = phone.page.get_by_role("button", name="Hide", exact=True).bounding_box()
        assert hide["y"] + hide["height"] < size[1]


def test_a_finger_that_holds_the_title_leads_back(phone: Phone) -> None:
    assert "After Hide, hold the title." in phone.text
    far_in(phone)
    phone.page.evaluate("cover()")
    box = phone.page.locator("#cover-title").bounding_box()
    finger = phone.page.context.new_cdp_session(phone.page)
    points = [{"x": box["x"] + 30, "y": box["y"] + 20}]
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": points})
    phone.wait(950)
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    assert not phone.is_covered
    assert phone.page.evaluate("String(getSelection())") == ""


def test_back_on_the_phone_is_back_on_the_screen(phone: Phone) -> None:
    phone.tap("None of these")
    assert phone.heading == "WHAT IS GOING ON?"
    phone.wait()
    phone.page.evaluate("history.back()")
    phone.wait(100)
    assert phone.heading == "FIRST: ARE YOU SAFE?"
    assert phone.page.url == PAGE.as_uri()
