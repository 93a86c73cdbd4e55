"""If-then plans: what to say when a deal-breaker comes up, settled while calm."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from interview_coach.book.pack import Book, Flag, Line, Purpose, Raise, Severity, Stance
from interview_coach.engine.descriptions import clause
from interview_coach.engine.lines import lines_for, tone_of


class Plan(Struct, frozen=True):
    """What to say if one deal-breaker comes up. With `ask` that line comes first, and `say` only after a no."""

    flag: Flag
    say: Line
    ask: Line | None = None

    @property
    def when(self) -> str:
        """The fact as a clause: "If the pay is under the floor you set for yourself"."""
        return f"If {clause(self.flag.finding)}"

    @property
    def when_refused(self) -> str:
        """What they do when asked, as a clause: "If they can't reach your floor"."""
        return f"If {clause(self.flag.leave_when)}"


def plans_for(book: Book, deal_breakers: Iterable[str], stance: Stance = Stance.BALANCED) -> tuple[Plan, ...]:
    """A plan for each deal-breaker, the gravest first, then in the order of the screens.

    Flags that the book does not know any more are left out, and so is danger: it needs no plan but to go.
    """
    wanted = set(deal_breakers)
    flags = [flag for flag in book.flags if flag.id in wanted and flag.severity is not Severity.DANGER]
    order = {topic.id: place for place, topic in enumerate(book.topics)}
    flags.sort(key=lambda flag: (-flag.severity, order[flag.topic]))
    return tuple(plan for flag in flags if (plan := _plan(book, flag, stance)))


class Practised(Struct, frozen=True):
    """A line to rehearse leaving with, and the clause that says when, where it is for an own deal-breaker."""

    line: Line
    when: str = ""


def lines_to_practise(
    book: Book, deal_breakers: Iterable[str], stance: Stance = Stance.BALANCED
) -> tuple[Practised, ...]:
    """The lines of the person's own deal-breakers first, then those that fit anyone, each line once."""
    own = [
        Practised(plan.say, plan.when_refused if plan.ask else plan.when)
        for plan in plans_for(book, deal_breakers, stance)
    ]
    general = [Practised(line) for line in lines_for(book, Purpose.EXIT, tone=tone_of(stance))]
    first: dict[str, Practised] = {}
    for each in (*own, *general):
        first.setdefault(each.line.id, each)
    return tuple(first.values())


def _plan(book: Book, flag: Flag, stance: Stance) -> Plan | None:
    def found(purpose: Purpose) -> Line | None:
        lines = lines_for(book, purpose, about=(flag.id,), topics=(flag.topic,), tone=tone_of(stance))
        return lines[0] if lines else None

    leaving = found(Purpose.EXIT)
    if leaving is None:
        return None
    return Plan(flag, leaving, found(Purpose.RAISE) if flag.raising is Raise.REQUIRED else None)
