"""One browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from page.phone import CHROMIUM, FLAGS, Phone, phone_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    library = pytest.importorskip("playwright.sync_api", reason="there is no Playwright here")
    with library.sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        yield chromium
        chromium.close()


@pytest.fixture
def phone(browser: Any) -> Iterator[Phone]:
    """The page as it is shipped, open on a phone of the usual size."""
    with phone_in(browser) as phone:
        yield phone.open()
        assert phone.troubles == []
