"""Books and engines that are broken in one way that the loader would not let through."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from interview_coach.book.pack import (
    WOULD_TAKE,
    Book,
    Condition,
    Option,
    OptionKind,
    Row,
    RowCondition,
    Verdict,
)
from interview_coach.engine.compiled import CompiledBook, Situation, Standpoint
from interview_coach.engine.engine import Engine
from interview_coach.engine.outlook import Settling
from interview_coach.rulebook.loader import load_texts

SMALL = Path(__file__).parents[1] / "packs" / "good" / "small"


@cache
def small() -> Book:
    texts = {file.name: file.read_text(encoding="utf-8") for file in SMALL.glob("*.yaml")}
    return load_texts([{"small": texts}]).books["small"]


def with_rows(change: Callable[[list[Row]], list[Row]]) -> Book:
    return replace(small(), rows=tuple(change(list(small().rows))))


def without_row(id_: str) -> Book:
    return with_rows(lambda rows: [row for row in rows if row.id != id_])


def with_row(id_: str, verdict: Verdict, at: int, **when: Any) -> Book:
    """One more row, at a place counted over all rows."""

    def change(rows: list[Row]) -> list[Row]:
        return [*rows[:at], replace(rows[0], id=id_, verdict=verdict, when=RowCondition(**when)), *rows[at:]]

    return with_rows(change)


def first(id_: str) -> Book:
    """A row moved to the very top, out of its group."""
    return with_rows(lambda rows: sorted(rows, key=lambda row: row.id != id_))


def with_option(topic: str, option: Option) -> Book:
    """An option added, or put in place of the one with its id."""
    topics = []
    for old in small().topics:
        kept = tuple(o for o in old.options if o.id != option.id)
        topics.append(replace(old, options=(*kept, option)) if old.id == topic else old)
    return replace(small(), topics=tuple(topics))


def with_flag(id_: str, **changes: Any) -> Book:
    flags = tuple(replace(flag, **changes) if flag.id == id_ else flag for flag in small().flags)
    return replace(small(), flags=flags)


def deciding_nerves() -> Book:
    nervous = Option(
        "nervous", "manners", "I'm nervous", OptionKind.OWN_STATE, ((WOULD_TAKE, "no"),), "It is."
    )
    return with_option("manners", nervous)


def needless_option() -> Book:
    return with_option("pay", Option("coffee", "pay", "They gave me coffee", OptionKind.FACT))


def never_firing() -> Book:
    parts = tuple(Condition("option", option=id_) for id_ in ("late", "walked-past"))
    return with_flag("left-alone", fires_if=Condition("at-least", parts=parts, count=3))


def unspoken_line() -> Book:
    line = replace(small().lines[0], id="never-said", fits=("pay-sustained",))
    return replace(small(), lines=(*small().lines, line))


class Forgetful(CompiledBook):
    """Forgets what was put right."""

    def situation(self, bits: int, need: str = "") -> Situation:
        return super().situation(bits, need)._replace(fixed=0)


class Impatient(CompiledBook):
    """Leaves without asking first."""

    def __init__(self, book: Book) -> None:
        super().__init__(book)
        self.required = 0


class Hasty(Settling):
    """Takes every verdict for settled."""

    def worst(self, answers: Any, standpoint: Standpoint) -> Verdict:
        return self.best(answers, standpoint)


class Incurious(Settling):
    """Never asks what came of raising."""

    def _is_pivotal(self, prompt: str, answers: Any, standpoint: Standpoint) -> bool:
        return not prompt.startswith("raised/") and super()._is_pivotal(prompt, answers, standpoint)


def engine_with(compiled: type[CompiledBook] = CompiledBook, settling: type[Settling] = Settling) -> Engine:
    engine = Engine(small())
    engine.compiled = compiled(small())
    engine.settling = settling(engine.compiled)
    return engine
