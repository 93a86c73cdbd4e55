"""Nothing leaves: the page asks for itself and for nothing else, from a file and from a server."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from page.phone import PAGE, needs_chromium, phone_in

pytestmark = needs_chromium


class Served:
    """The folder of the page on a server of this computer, and what that was asked for."""

    def __init__(self) -> None:
        asked = self.asked = list[str]()

        class Handler(SimpleHTTPRequestHandler):
            def __init__(self, *args: Any) -> None:
                super().__init__(*args, directory=str(PAGE.parent))

            def log_request(self, *_: Any) -> None:
                asked.append(self.requestline)

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"http://127.0.0.1:{self.server.server_port}/{PAGE.name}"


@pytest.fixture
def served() -> Iterator[Served]:
    served = Served()
    thread = threading.Thread(target=served.server.serve_forever)
    thread.start()
    yield served
    served.server.shutdown()
    thread.join()
    served.server.server_close()


def test_a_server_is_asked_for_the_page_and_for_nothing_else(browser: Any, served: Served) -> None:
    requests: list[str] = []
    with phone_in(browser) as phone:
        phone.page.context.on("request", lambda request: requests.append(request.url))
        phone.page.goto(served.address)
        for _ in phone.screens():
            phone.page.evaluate("dispatchEvent(new Event('beforeprint'))")
        phone.come_back().list_of("pay").tap("Hide")
        phone.wait(300)
        assert phone.page.url == served.address
        assert phone.troubles == []
    assert requests == [served.address]
    assert served.asked == [f"GET /{PAGE.name} HTTP/1.1"]


@pytest.mark.parametrize(
    "attempt",
    [
        "fetch('/secret')",
        "new Promise((done, no) => Object.assign(new Image(), { onload: done, onerror: no, src: '/secret.png' }))",
        "new Promise((done, no) => document.head.append(Object.assign(document.createElement('script'), { onload: done, onerror: no, src: '/secret.js' })))",
        "new Promise((done, no) => { const socket = new WebSocket('ws://' + location.host); socket.onopen = done; socket.onerror = no; })",
        "Promise.resolve(document.head.append(Object.assign(document.createElement('script'), { text: 'leaked = 1' }))).then(() => leaked)",
    ],
)
def test_its_policy_refuses_every_way_out(browser: Any, served: Served, attempt: str) -> None:
    with phone_in(browser) as phone:
        phone.page.goto(served.address)
        told = phone.page.evaluate(f"() => ({attempt}).then(() => 'went', () => 'refused')")
        assert told == "refused"
    assert served.asked == [f"GET /{PAGE.name} HTTP/1.1"]
