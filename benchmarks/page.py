"""The page for a phone: how big it is, and how much work a slow phone has with it.

`python -m benchmarks.page`; the work is measured in Chromium (`COACH_CHROMIUM`, or `chromium` on the path). It is the time
that the page's thread was busy, times six for a slow phone: what else runs on this computer does not count.
"""

from __future__ import annotations

import gzip
import statistics
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.browser import CHROMIUM, chromium
from interview_coach.page.page_file import build_page
from interview_coach.storage.books import roles

SLOWED = 6
RUNS = 5
READING = 2500
"""Milliseconds for which a person reads the first screen. The other screens get none here."""

READY = """async () => {
  while (!(drawnAt < Infinity)) await new Promise((done) => setTimeout(done, 10));
}"""
TAP = """(text) => new Promise((done) => {
  const node = [...document.querySelectorAll("button")].find((each) => each.textContent.includes(text));
  if (!node) throw new Error(`${text} is not on: ${document.body.innerText}`);
  drawnAt = -Infinity;
  node.click();
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done)));
})"""

PAY = ("None of these", "Pay, or work", "Go on", "Less than the advert", "Go on")
WAYS = (
    (*PAY, "Yes, and they said no", "Like most people", "More", "Back", "A line"),
    (
        "Not sure",
        "None of these",
        "Go on",
        "Rude, cold",
        "Late, distracted",
        "Just me",
        "Go on",
        "Tell me now",
    ),
    ("A line", "Firm", "Email", "Another line", "Back", "More", "My card"),
)


def main() -> None:
    candidate = build_page(["candidate"])
    for name, text in (("candidate", candidate), ("all roles", build_page(roles()))):
        data = text.encode()
        print(f"{name:10} {len(data) / 1000:6.0f} kB, gzipped {len(gzip.compress(data)) / 1000:4.0f} kB")
    print("           (target for the candidate: 400 kB, gzipped 120 kB)")
    if not CHROMIUM:
        print("times: not measured, there is no Chromium here")
        return
    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "page.html"
        file.write_text(candidate, "ascii")
        firsts, taps = [], []
        for _ in range(RUNS):
            for way in WAYS:
                page = Watched(browser)
                firsts.append(page.open(file.as_uri()))
                page.page.wait_for_timeout(READING)
                taps += [(page.tap(text), text) for text in way]
    print(f"milliseconds on a processor {SLOWED} times slower, {len(firsts)} starts, {len(taps)} taps:")
    _tell("first screen", firsts, 1000)
    _tell("a tap", [took for took, _ in taps], 100)
    slowest = {text: max(took for took, tapped in taps if tapped == text) for _, text in taps}
    worst = sorted(slowest.items(), key=lambda each: -each[1])[:3]
    print("  slowest: " + ", ".join(f"{text} {took:.0f}" for text, took in worst))


class Watched:
    """A page in a profile of its own, whose work is measured."""

    def __init__(self, browser: Any) -> None:
        context = browser.new_context(viewport={"width": 390, "height": 780}, is_mobile=True, has_touch=True)
        self.page = context.new_page()
        self._session = context.new_cdp_session(self.page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def open(self, address: str) -> float:
        """Milliseconds of work until the first screen is drawn."""
        before = self._worked()
        self.page.goto(address)
        self.page.evaluate(READY)
        return self._worked() - before

    def tap(self, text: str) -> float:
        """Milliseconds of work from a tap until the next screen is drawn."""
        before = self._worked()
        self.page.evaluate(TAP, text)
        return self._worked() - before

    def _worked(self) -> float:
        """Milliseconds for which the page's thread has been busy, on the slow processor."""
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        seconds = next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration")
        return float(seconds) * 1000 * SLOWED


def _tell(what: str, times: list[float], target: int) -> None:
    ninth = sorted(times)[int(len(times) * 0.9)]
    print(
        f"  {what:20} median {statistics.median(times):4.0f}, 90th percentile {ninth:4.0f},"
        f" most {max(times):4.0f}   (target {target})"
    )


if __name__ == "__main__":
    main()
