"""What comes out on paper: the whole result without a button, and the harmless page where that is shown."""

from __future__ import annotations

from page.phone import Phone, needs_chromium

pytestmark = needs_chromium

SEEN = """() => {
  const shown = [...document.querySelectorAll("#coach *")].filter((node) => node.checkVisibility());
  return {
    buttons: shown.filter((node) => node.matches("button, select, input")).map((node) => node.textContent),
    colours: [...new Set(shown.flatMap((node) => [getComputedStyle(node).color, getComputedStyle(node).backgroundColor]))].sort(),
    tallest: Math.max(...shown.filter((node) => node.matches("section, li, blockquote")).map((node) => node.offsetHeight)),
  };
}"""
WHITE, BLACK, GREY, CLEAR = "rgb(255, 255, 255)", "rgb(0, 0, 0)", "rgb(51, 51, 51)", "rgba(0, 0, 0, 0)"


def printed(phone: Phone) -> str:
    """The text of the page as the printer gets it."""
    phone.page.pdf()
    phone.page.emulate_media(media="print", color_scheme="dark")
    return phone.text


def test_a_result_is_printed_with_all_that_stands_behind_more(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet")
    behind = phone.page.evaluate(
        "asking.recommend().more().flatMap(({ title, items }) => [title, ...items.map(({ text }) => text)])"
    )
    assert "Other lines to leave with" not in phone.text
    text = printed(phone)
    assert [
        each for each in ("STAY FOR NOW, and ask", "I was told a higher figure", *behind) if each not in text
    ] == []
    seen = phone.page.evaluate(SEEN)
    assert seen["buttons"] == []
    assert set(seen["colours"]) <= {WHITE, BLACK, GREY, CLEAR}
    assert seen["tallest"] < 400  # none is broken over two pages, and none needs one for itself
    assert phone.page.evaluate("getComputedStyle(document.querySelector('section')).breakInside") == "avoid"


def test_after_printing_the_screen_is_as_before(phone: Phone) -> None:
    before = phone.list_of("pay").tap("Less than the advert", "Go on", "Yes, and they said no").text
    printed(phone)
    phone.page.emulate_media(media="screen")
    assert phone.text == before


def test_danger_is_printed_with_what_helps_if_one_cannot_get_out(phone: Phone) -> None:
    text = printed(phone.tap("They won't let me leave"))
    assert "LEAVE NOW" in text
    assert "Can't get out?" in text
    assert phone.page.evaluate(SEEN)["buttons"] == []


def test_the_harmless_page_is_printed_as_the_harmless_page(phone: Phone) -> None:
    phone.list_of("pay").tap("Less than the advert", "Go on", "Not yet", "Hide")
    text = printed(phone)
    assert text.split() == [
        "Shopping",
        "list",
        "Milk",
        "Bread",
        "Apples",
        "Rice",
        "Washing",
        "powder",
        "Coffee",
        "Batteries",
    ]
    assert phone.page.evaluate("getComputedStyle(document.getElementById('cover')).backgroundColor") == WHITE
