"""One browser for all tests of the page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from benchmarks.browser import chromium
from page.phone import Phone, phone_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, started once."""
    pytest.importorskip("playwright.sync_api", reason="there is no Playwright here")
    with chromium() as browser:
        yield browser


@pytest.fixture
def phone(browser: Any) -> Iterator[Phone]:
    """The page as it is shipped, open on a phone of the usual size."""
    with phone_in(browser) as phone:
        yield phone.open()
        assert phone.troubles == []
