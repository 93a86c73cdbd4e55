"""Hide shows a harmless page at once, and nothing that others can press brings the coach back."""

from __future__ import annotations

from page.phone import PAGE, Phone, needs_chromium

pytestmark = needs_chromium


def far_in(phone: Phone) -> Phone:
    return phone.list_of("pay")


def test_a_key_hides_even_before_the_screen_takes_other_keys(phone: Phone) -> None:
    phone.tap("Am I safe?")
    phone.page.keyboard.press("h")
    assert phone.is_covered
    assert "safe" not in phone.text.lower()


def test_the_button_hides_even_before_the_screen_takes_other_taps(phone: Phone) -> None:
    phone.tap("Am I safe?")
    phone.page.evaluate("document.querySelector('[data-hide]').click()")
    assert phone.is_covered


def test_the_button_hides_and_everything_is_forgotten(phone: Phone) -> None:
    far_in(phone).tap("Hide")
    assert phone.is_covered
    phone.come_back()
    assert not phone.is_covered
    assert phone.heading == "To leave now, say"
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
    assert phone.heading in (place, "To leave now, say")  # the browser may have dropped the page meanwhile


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


def test_back_on_the_phone_is_back_on_the_screen(phone: Phone) -> None:
    phone.tap("Am I safe?", "None of these")
    assert phone.heading == "WHAT IS GOING ON?"
    phone.wait()
    phone.page.evaluate("history.back()")
    phone.wait(100)
    assert phone.heading == "FIRST: ARE YOU SAFE?"
    assert phone.page.url == PAGE.as_uri()
