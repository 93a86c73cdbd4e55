"""Whether the comparison of the page with Python notices a fault: `python -m benchmarks.mutations`.

One fault at a time is put into one of the two sides: the page's script, or the book that Python decides by. It is
noticed if a sample of the walks of `benchmarks.parity` then differs anywhere.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any, TypeVar

from msgspec.structs import replace

from benchmarks.browser import chromium
from benchmarks.jobs import Job, job_at_random, job_of_words, jobs_of_cases
from benchmarks.parity import Replayer, packs
from benchmarks.walks import engine_of
from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import Purpose, Raise, Severity, Verdict
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.measures import MEASURE
from interview_coach.page.page_file import build_page
from interview_coach.rulebook.cases import WrittenCase, situation_of

T = TypeVar("T")

OF_THE_SCRIPT = (
    # what decides
    ("if (value === option.worse) ticked |=", "if (value !== option.worse) ticked |="),
    ("if (value === YES && option.says_no)", "if (value === NO && option.says_no)"),
    ('|| value === "unsafe") came.refused |= raised', '|| value === "cannot") came.refused |= raised'),
    ('if (value === "goes-on" || value', "if (value"),
    ("const unmended = ticked & ~came.fixed", "const unmended = ticked"),
    (
        "for (const [option, moved] of lasting) if (ticked & option)",
        "for (const [option, moved] of lasting) if (false)",
    ),
    ("if (count(unmended & treated) > 1)", "if (count(unmended & treated) > 2)"),
    ("if (signs || came.unsafe & fired", "if (came.unsafe & fired"),
    (
        "count(ticked & is.weak) + 2 * count(ticked & is.strong)",
        "count(ticked & is.weak) + count(ticked & is.strong)",
    ),
    ("count(is.scam_one & fired & ~fixed) + 2 *", "count(is.scam_one & fired & ~fixed) + 3 *"),
    ("if (found >= least) fired |= bit[id]", "if (found > least) fired |= bit[id]"),
    (
        'needs === "high" ? -1 : needs === "alternatives" ? 1 : 0',
        'needs === "high" ? 0 : needs === "alternatives" ? 1 : 0',
    ),
    ("(serious & moved) | (concerns & twice)", "(serious & moved)"),
    ("[notes, concerns | is.own | (notes & moved)", "[notes, concerns | (notes & moved)"),
    ("now.fired & ~now.fixed & ~is.danger", "now.fired & ~is.danger"),
    ("(~is.required | now.cannot | now.refused", "(~is.required | now.refused"),
    ("now.fired & is.danger ? 2 : now.doubt & is.danger ? 1 : 0", "now.fired & is.danger ? 2 : 0"),
    ('(is.abuse & now.refused & ~now["goes-on"]) | (', "(is.abuse & now.refused) | ("),
    (
        "insisted: (now) => standing(now) & (now.refused | now.sustained)",
        "insisted: (now) => standing(now) & now.refused",
    ),
    ("~(now.waiting | now.cannot | now.refused)", "~(now.cannot | now.refused)"),
    ("part[place] >= least", "part[place] > least"),
    ("given.includes(UNSURE) && !given", "!given"),
    ("row.verdict > 0 === leaves &&", ""),
    # what looks ahead
    ("topic.states[topic.states.length - 1]", "topic.states[0]"),
    ("best(answers) === worst(answers)", "best(answers) <= worst(answers)"),
    ("Math.max(value, b[at]) : Math.min(caps[at], value + b[at])", "Math.min(caps[at], value + b[at])"),
    ("if (isSum) read[danger] = 2", ""),
    ("const key = read.map((place) => each[place]).join();", 'const key = "";'),
    ('state !== "waiting"', 'state !== "refused"'),
    # what explains and says
    ("rank: 10 + levelOf(flag, levels)", "rank: 20 - levelOf(flag, levels)"),
    ("got.verdict === row.verdict : got === row", "got.verdict === row.verdict : true"),
    ("if (singles.length) return singles;", ""),
    ("change.verdict !== verdict", "change.verdict > verdict"),
    ('neutral: ["neutral", "warm", "firm"]', 'neutral: ["neutral", "firm", "warm"]'),
    ('line.tone === "firm"', 'line.tone === "warm"'),
    ("about.length + topics.indexOf(line.topic)", "topics.indexOf(line.topic)"),
    (".slice(0, 3)", ".slice(0, 2)"),
    ("rec.next_steps.slice(0, 2)", "rec.next_steps.slice(0, 1)"),
    ("+ 99) % 99", "+ 98) % 99"),
    ("const isName = ", "const isName = !"),
    # what asks and draws
    ("last.delete(prompt);", ""),
    ('key !== "b" || standing().size', "true"),
    ("page * 9 + 9)", "page * 9 + 8)"),
    ('if (label !== "" || isRuled', "if (isRuled"),
    ("closest = Math.max(closest, (2 * told", "closest = Math.max(closest, (told"),
    ("same * 0.1 * (1 - jaro)", "same * 0.2 * (1 - jaro)"),
)
"""What stands in the script, and what is put in its place."""


def of_the_book(book: Book) -> Iterator[tuple[str, Book]]:
    """Books with one thing changed: each threshold of a row in turn, and one of each other kind of thing."""
    for row in book.rows:
        for at, threshold in enumerate(row.when):
            measure = MEASURE[threshold.measure]
            if not measure.is_counted and threshold.at_least == len(measure.values):
                continue  # it cannot want more
            name = f"row {row.id} wants {threshold.at_least + 1} of {threshold.measure}"
            more = replace(threshold, at_least=threshold.at_least + 1)
            yield name, _changed(book, "rows", row, when=(*row.when[:at], more, *row.when[at + 1 :]))
    rows = {row.id: row for row in book.rows}
    stays = [row for row in rows.values() if row.verdict is Verdict.STAY]
    yield "a row stays no longer", _changed(book, "rows", stays[0], verdict=Verdict.POLITELY_EXIT)
    yield "a row says something else", _changed(book, "rows", stays[-1], meaning="Well then.")
    flags = book.flags
    for severity in (Severity.NOTE, Severity.CONCERN, Severity.SERIOUS):
        flag = next(f for f in flags if f.severity is severity and not f.fires_if)
        yield f"{flag.id} is graver", _changed(book, "flags", flag, severity=Severity(severity + 1))
    flag = next(f for f in flags if f.scam_sign == 1)
    yield f"{flag.id} weighs 2 of a scam", _changed(book, "flags", flag, scam_sign=2)
    flag = next(f for f in flags if f.scam_signs)
    yield f"{flag.id} wants one sign more", _changed(book, "flags", flag, scam_signs=flag.scam_signs + 1)
    flag = next(f for f in flags if f.danger_signs)
    yield f"{flag.id} wants one sign less", _changed(book, "flags", flag, danger_signs=flag.danger_signs - 1)
    flag = next(f for f in flags if f.abuse)
    yield f"{flag.id} is no abuse", _changed(book, "flags", flag, abuse=False)
    flag = next(f for f in flags if f.raising is Raise.REQUIRED)
    yield f"{flag.id} need not be raised", _changed(book, "flags", flag, raising=Raise.IF_SAFE)
    flag = next(f for f in flags if f.can_be_sustained)
    yield f"{flag.id} cannot last", _changed(book, "flags", flag, can_be_sustained=False)
    sign = book.signs[0]
    yield f"{sign.id} weighs otherwise", _changed(book, "signs", sign, weight=3 - sign.weight)
    line = next(x for x in book.lines if x.purpose is Purpose.EXIT)
    yield "a line has other words", _changed(book, "lines", line, beats=("Goodbye.",))
    topic = next(t for t in book.topics if t.reassurances)
    yield "a topic has nothing harmless", _changed(book, "topics", topic, reassurances=())


def _changed(book: Book, part: str, old: Any, **changes: Any) -> Book:
    new = replace(old, **changes)
    return replace(book, **{part: _with(getattr(book, part), old, new)})


def _with(items: Sequence[T], old: T, new: T) -> tuple[T, ...]:
    return tuple(new if item is old else item for item in items)


def in_script(page: str, old: str, new: str) -> str:
    """The page with this fault in its script. Raises ValueError if there is no such place."""
    if old not in page:
        raise ValueError(f"the script of the page holds no such text: {old}")
    return page.replace(old, new, 1)


ROLE = "candidate"
EVERY = 8
"""Of so many cases one is in the sample."""


def sample(engine: Engine) -> Iterator[Job]:
    """A small part of what `benchmarks.parity` compares, a few walks at a time."""
    for nth in range(20):
        cases = packs().cases[ROLE][nth :: EVERY * 20]
        yield from jobs_of_cases(engine, cases)
        yield job_of_words(engine, cases)
        yield job_at_random(engine, 20, f"mutations {nth}", None if nth % 3 else Profile())


def telling(engine: Engine, other: Engine) -> Iterator[Job]:
    """The cases that `other` decides otherwise, then the sample; without those that bring the page a book of `other`."""
    cases = [case for case in packs().cases[ROLE] if _mark(engine, case) != _mark(other, case)]
    jobs = chain(jobs_of_cases(other, cases[:20]), sample(other))
    return (job for job in jobs if job.book is None)


def _mark(engine: Engine, case: WrittenCase) -> tuple[object, ...]:
    decision = engine.decision(*situation_of(engine, case))
    return decision.row.id, decision.now, engine.compiled.scale.levels(decision.now, decision.standpoint.own)


def is_noticed(browser: Any, file: Path, jobs: Iterable[Job]) -> bool:
    """Whether anything differs between the page and these walks; a page that breaks differs too."""
    from playwright.sync_api import Error

    replayer = Replayer(browser, file)
    try:
        return any(replayer.compare([job], at_most=1).differences for job in jobs)
    except Error:
        return True
    finally:
        replayer.close()


def main() -> int:
    began = time.perf_counter()
    page = build_page([ROLE])
    book = packs().books[ROLE]
    engine = engine_of(book)
    jobs = list(sample(engine))
    found: dict[str, bool] = {}

    def tell(name: str, *, is_told: bool) -> None:
        found[name] = is_told
        print(f"{'noticed    ' if is_told else 'NOT NOTICED'}  {name}", flush=True)

    with tempfile.TemporaryDirectory() as folder, chromium() as browser:
        file = Path(folder) / "page.html"
        file.write_text(page, "ascii")
        broken = {f"{old}  ->  {new}": in_script(page, old, new) for old, new in OF_THE_SCRIPT}
        if is_noticed(browser, file, jobs):
            raise SystemExit("the page differs from Python already without a fault; see benchmarks.parity")
        for name, other in of_the_book(book):
            tell(f"book: {name}", is_told=is_noticed(browser, file, telling(engine, engine_of(other))))
        for name, text in broken.items():
            file.write_text(text, "ascii")
            tell(f"script: {name}", is_told=is_noticed(browser, file, jobs))
    print(f"{sum(found.values())} of {len(found)} noticed, {(time.perf_counter() - began) / 60:.1f} minutes")
    return 0 if all(found.values()) else 1


if __name__ == "__main__":
    raise SystemExit(main())
