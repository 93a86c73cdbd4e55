"""Cases and running them: written answers, and the verdict, row, flags and levels that they must lead to.

Cases that tell a real situation also measure the agreement with the verdict that was published on it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Any, TypeAlias

from pydantic import Field

from interview_coach.book.pack import Book
from interview_coach.book.vocabulary import Severity, Stance
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.engine.search import Finder
from interview_coach.problems import Place, Problems, no_such
from interview_coach.rulebook.answer_files import atoms_from
from interview_coach.rulebook.document import Read, part_of
from interview_coach.rulebook.values import Id, Link, SeverityId, Shape, StanceId, Text, VerdictId


class ProfileShape(Shape):
    stance: StanceId = Stance.BALANCED
    """network-first, balanced or firm."""
    deal_breakers: list[Id] = []
    """Ids of flags that are this person's own deal-breakers."""


class ExpectShape(Shape):
    """What must come out. Only the verdict is needed."""

    verdict: VerdictId
    """stay, politely-exit or walk-out."""
    acceptable: list[VerdictId] = []
    """Verdicts that are all right, where published advice differs."""
    known_disagreement: Text = ""
    """Why the rules differ from the advice on purpose."""
    row: Id = ""
    """The policy row that decides."""
    flags: list[Id] | None = None
    """Exactly the flags that fire."""
    silent: list[Id] = []
    """Flags that come close and must not fire."""
    levels: dict[Id, SeverityId] = {}
    """The level of a flag after refusal, repetition and own deal-breakers."""
    settled: bool | None = None
    """Whether nothing unanswered could still change the verdict."""


class CaseShape(Shape):
    """One situation, and what the rules must make of it."""

    name: Text
    """A name, unique in the pack."""
    id: Id = ""
    """An id, if something refers to the case."""
    link: Link = ""
    """Where the story is told."""
    story: Text = ""
    """What is going on, in a sentence or two."""
    coded_blind: Text = ""
    """When, and on which screens, someone who saw only those gave the answers. Else the authors did."""
    typed: Text = ""
    """What a stranger to the screens would type to find what is going on."""
    answers: dict[str, Any]
    """The answers, as an answers file has them: danger, topics, one list for each topic, raised, context."""
    profile: ProfileShape = ProfileShape()
    """What the person had settled beforehand."""
    expect: ExpectShape
    """What the rules must make of it."""


class AcceptShape(Shape):
    """Cases of the rules below that one's own rules alter on purpose."""

    why: Text
    """Why they may come out otherwise."""
    cases: Annotated[list[Text], Field(min_length=1)]
    """Their names, or their ids."""


class CasesShape(Shape):
    """The cases of a topic: answers with the verdict that they must lead to."""

    cases: list[CaseShape] = []
    """The cases. Each red flag needs one that fires it and one at its boundary (`silent`)."""
    accepts: list[AcceptShape] = []
    """Cases of the rules below that yours alter on purpose."""


WrittenCase: TypeAlias = Read[CaseShape]
Acceptance: TypeAlias = Read[AcceptShape]


@dataclass(frozen=True, slots=True)
class CaseResult:
    """What a case expected and what it got. `misses` is empty when it holds."""

    name: str
    place: Place
    verdict: str
    row: str
    flags: tuple[str, ...]
    misses: tuple[str, ...]
    known_disagreement: str = ""

    @property
    def holds(self) -> bool:
        """Whether it came out as expected; a known disagreement must still disagree."""
        return bool(self.misses) == bool(self.known_disagreement)


@dataclass(frozen=True, slots=True)
class Below:
    """The folder of the first layer of a pack, if there are later ones, and what these accept of its cases."""

    folder: str = ""
    accepts: tuple[Acceptance, ...] = ()

    def holds(self, case: WrittenCase) -> bool:
        """Whether the case stands in the first layer, so that rules of one's own may alter it."""
        return bool(self.folder) and case.document.folder == self.folder

    def reason_for(self, case: WrittenCase) -> str:
        """Why the case may come out otherwise, or nothing where nobody accepts that."""
        names = {case.shape.name, case.shape.id} if self.holds(case) else set()
        return next((each.shape.why for each in self.accepts if names.intersection(each.shape.cases)), "")


def check_cases(
    engine: Engine, cases: Iterable[WrittenCase], problems: Problems, below: Below = Below()
) -> None:
    """Add what is wrong with how the cases are written: unknown ids, contradictions, names twice."""
    cases = list(cases)
    known = {name for case in cases if below.holds(case) for name in (case.shape.name, case.shape.id) if name}
    own = {case.shape.name for case in cases} - known
    for acceptance in below.accepts:
        acceptance.document.problems = problems
        for number, name in enumerate(acceptance.shape.cases):
            if name in own:
                acceptance.wrong(f"{name!r} is a case of your own; change what it expects", "cases", number)
            else:
                acceptance.check_known("case of the rules below", name, known, "cases", number)
    named: dict[str, Place] = {}
    flags = list(engine.book.flag_by_id)
    breakers = [flag.id for flag in engine.book.flags if flag.severity is not Severity.DANGER]
    rows = [row.id for row in engine.book.rows]
    for case in cases:
        shape, expect = case.shape, case.shape.expect
        case.document.problems = problems
        if shape.name in named:
            case.wrong(f"a case of this name stands at {named[shape.name]}; tell them apart", "name")
        named[shape.name] = case.place("name")
        _atoms(engine, case)
        case.check_known("flag", shape.profile.deal_breakers, breakers, "profile", "deal_breakers")
        if expect.row:
            case.check_known("row", expect.row, rows, "expect", "row")
        case.check_known("flag", expect.flags or (), flags, "expect", "flags")
        case.check_known("flag", expect.silent, flags, "expect", "silent")
        for id_ in expect.levels:
            if id_ not in flags:
                case.wrong_key(no_such("flag", id_, flags), "expect", "levels", id_)


def run_case(engine: Engine, case: WrittenCase) -> CaseResult:
    """Decide one case and compare."""
    shape = case.shape
    atoms, profile = situation_of(engine, case)
    row = engine.decide(atoms, profile)
    states = {state.flag.id: state for state in engine.flag_states(atoms, profile)}
    fired = tuple(id_ for id_, state in states.items() if state.state == "fires")
    expect = shape.expect
    misses = []
    wanted = expect.acceptable or [expect.verdict]
    if row.verdict.id not in wanted:
        misses.append(f"verdict {row.verdict.id}, expected {' or '.join(wanted)}")
    if expect.row and row.id != expect.row:
        misses.append(f"row {row.id}, expected {expect.row}")
    if expect.flags is not None and set(fired) != set(expect.flags):
        misses.append(
            f"flags {', '.join(sorted(fired)) or 'none'}, expected {', '.join(sorted(expect.flags)) or 'none'}"
        )
    misses.extend(f"{id_} fires, expected silent" for id_ in expect.silent if id_ in fired)
    for id_, level in expect.levels.items():
        got = states[id_].level
        if got is not level:
            misses.append(f"{id_} at level {got.id if got else 'none'}, expected {level.id}")
    if expect.settled is not None and (settled := engine.outlook(atoms, profile).settled) != expect.settled:
        misses.append(f"settled {str(settled).lower()}, expected {str(expect.settled).lower()}")
    known = expect.known_disagreement
    if known and not misses:
        misses.append("it agrees now; take known_disagreement out")
        known = ""
    return CaseResult(shape.name, case.place("name"), row.verdict.id, row.id, fired, tuple(misses), known)


def situation_of(engine: Engine, case: WrittenCase) -> tuple[dict[str, str], Profile]:
    """The answers and the profile of a case that is well written."""
    shape = case.shape.profile
    profile = Profile(shape.stance, frozenset(shape.deal_breakers))
    return _atoms(engine, case), profile


def uncovered_flags(engine: Engine, cases: Iterable[WrittenCase], results: Iterable[CaseResult]) -> list[str]:
    """Flags without a case that fires them, or without one at the boundary that keeps them silent."""
    fired = {id_ for result in results for id_ in result.flags}
    silent = {id_ for case in cases for id_ in case.shape.expect.silent}
    missing = [f"{flag.id}: no case fires it" for flag in engine.book.flags if flag.id not in fired]
    missing += [
        f"{flag.id}: no case at its boundary (silent)" for flag in engine.book.flags if flag.id not in silent
    ]
    return missing


def _atoms(engine: Engine, case: WrittenCase) -> dict[str, str]:
    return atoms_from(part_of(case, case.shape.answers, "answers"), engine.book)


def found_by_own_words(book: Book, cases: Iterable[WrittenCase]) -> tuple[int, int]:
    """How many of the cases that tell what was typed find a ticked option among the first three; and how many tell it."""
    finder = Finder(book)
    telling = [case.shape for case in cases if case.shape.typed]
    hits = 0
    for shape in telling:
        found = {each.option.id for each in finder.find(shape.typed, 3)}
        ticked = {id_ for given in shape.answers.values() if isinstance(given, list) for id_ in given}
        hits += bool(found & ticked)
    return hits, len(telling)


@dataclass(frozen=True, slots=True)
class Agreement:
    """Counts over the stories of one pack. `table` counts (published verdict, the coach's verdict)."""

    stories: int
    acceptable: int
    exact: int
    table: Counter[tuple[str, str]]
    disagreeing: tuple[tuple[str, str, str, str], ...]
    """(story id, verdict, what is acceptable, why it is left standing)"""


def agreement_of(ran: Iterable[tuple[WrittenCase, CaseResult]]) -> Agreement:
    """Measure the cases that have a story's id; the others are left out."""
    stories = [(case.shape, result.verdict) for case, result in ran if case.shape.id]
    table: Counter[tuple[str, str]] = Counter()
    acceptable = exact = 0
    disagreeing = []
    for shape, verdict in stories:
        expect = shape.expect
        accepted = expect.acceptable or [expect.verdict]
        table[str(expect.verdict), verdict] += 1
        exact += verdict == expect.verdict
        if verdict in accepted:
            acceptable += 1
        else:
            why = expect.known_disagreement
            disagreeing.append((shape.id, verdict, " or ".join(accepted), why))
    return Agreement(len(stories), acceptable, exact, table, tuple(disagreeing))
