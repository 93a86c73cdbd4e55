"""Keys and taps: nothing that nobody meant is taken for an answer."""

from __future__ import annotations

from page.phone import Phone, needs_chromium

pytestmark = needs_chromium

DANGER = "FIRST: ARE YOU SAFE?"


def test_a_double_tap_answers_no_danger_question(phone: Phone) -> None:
    phone.wait()
    phone.page.evaluate(
        """() => {
            home();
            document.querySelector(".choices button").click();
        }"""
    )
    assert phone.heading == DANGER


QUICK_TAP = """(text) => {
    const { left, top } = [...document.querySelectorAll("button")].find((each) => each.textContent.includes(text)).getBoundingClientRect();
    const at = { detail: 1, clientX: left + 9, clientY: top + 9, bubbles: true, cancelable: true };
    document.elementFromPoint(at.clientX, at.clientY).dispatchEvent(new MouseEvent("click", at));
}"""
DRAWN = "async () => { while (!(drawnAt < Infinity)) await new Promise(requestAnimationFrame); }"


def test_a_quick_tap_counts_unless_it_is_the_second_in_one_place_or_about_danger(phone: Phone) -> None:
    def quickly(text: str) -> str:
        phone.page.evaluate(f"async (text) => {{ await ({DRAWN})(); ({QUICK_TAP})(text); }}", text)
        return phone.heading

    phone.wait()
    phone.page.evaluate("home()")
    assert quickly("They won't let me leave") == DANGER
    phone.list_of("pay")
    assert quickly("A line") == "To leave now"
    assert quickly("Back") == "To leave now"  # it stands where A line stood


def test_enter_answers_no_danger_question(phone: Phone) -> None:
    phone.wait()
    for key in ("Enter", " "):
        phone.page.keyboard.press(key)
    phone.press("Enter", " ")
    assert phone.heading == DANGER
    assert phone.page.evaluate("document.activeElement.tagName") == "H1"


def test_a_key_pressed_too_early_is_dropped(phone: Phone) -> None:
    phone.page.evaluate("home()")
    phone.page.keyboard.press("0")
    assert phone.heading == DANGER
    assert phone.press("0").heading == "WHAT IS GOING ON?"


def test_the_keyboard_alone_leads_to_a_verdict_with_the_keys_of_the_terminal(phone: Phone) -> None:
    phone.press("0", "9", "Enter", "2", "Enter")
    assert phone.heading.startswith("STAY")
    assert phone.press("m").heading == "More"
    assert phone.press("b").heading.startswith("STAY")
    assert "To leave now" in phone.press("x").heading
    assert phone.press("Escape", "q").heading == DANGER


def test_enter_on_a_list_with_nothing_ticked_says_so(phone: Phone) -> None:
    phone.press("0", "Enter")
    assert phone.heading == "WHAT IS GOING ON?"
    assert phone.said == 'Nothing is ticked. If nothing fits, choose "None of these".'
    phone.press("0")
    assert phone.said == ""
    assert phone.page.locator("[aria-pressed=true]").inner_text().endswith("None of these")


def test_letters_in_a_text_are_letters(phone: Phone) -> None:
    phone.press("/")
    phone.page.keyboard.type("he shouted")
    assert phone.page.input_value("#words") == "he shouted"
    assert phone.press("Escape").heading == DANGER


def test_keys_can_be_turned_off(phone: Phone) -> None:
    phone.tap("More", "About", "Keys: on").tap("Back", "Back")
    assert phone.press("h", "1").heading == DANGER
    assert not phone.is_covered
