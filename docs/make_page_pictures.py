"""Takes the pictures of the page for the README in Chromium: `python docs/make_page_pictures.py`."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from playwright.sync_api import sync_playwright

HERE = Path(__file__).resolve().parent
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run")
READY = """async () => {
  while (!(performance.now() - drawnAt >= GRACE)) await new Promise((done) => setTimeout(done, 20));
}"""

# file name: what is tapped to get there
PICTURES: dict[str, tuple[str, ...]] = {
    "page-first": (),
    "page-topics": ("None of these",),
    "page-politely-exit": (
        "None of these",
        "Pay, or work",
        "Go on",
        "Less than the advert",
        "Go on",
        "Yes, and they said no",
        "Like most people",
    ),
    "page-walk-out": ("Hit, grabbed",),
}


def main() -> None:
    chromium = os.environ.get("COACH_CHROMIUM") or shutil.which("chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=list(FLAGS))
        for name, taps in PICTURES.items():
            context = browser.new_context(
                viewport={"width": 390, "height": 780},
                is_mobile=True,
                has_touch=True,
                reduced_motion="reduce",
            )
            page = context.new_page()
            page.goto((HERE / "coach.html").as_uri())
            for text in taps:
                page.evaluate(READY)
                page.get_by_role("button", name=text).first.click()
            page.evaluate(READY)
            page.screenshot(path=HERE / "pictures" / f"{name}.png")
            print(f"docs/pictures/{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
