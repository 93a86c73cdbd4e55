"""Walks through the questionnaire, done by Python, with all that it says on the way; for the page to do again."""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, TypeAlias

from interview_coach.book.pack import DANGER, SIGNS, TOPICS, Line, Severity, Stance
from interview_coach.engine.answers import (
    NO,
    NOT_SURE,
    YES,
    Answers,
    Profile,
    atoms_of,
    values_of,
)
from interview_coach.engine.engine import Engine
from interview_coach.engine.lines import fill
from interview_coach.engine.recommendation import Recommendation
from interview_coach.page.book_data import book_data
from interview_coach.render.layout import cited, sentences
from interview_coach.render.more_page import sections
from interview_coach.render.result_page import parts
from interview_coach.rulebook.cases import WrittenCase, situation_of
from interview_coach.session.log import Log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import screen_for, why

Step: TypeAlias = dict[str, Any]
Walk: TypeAlias = list[Step]


def written(rec: Recommendation, profile: Profile) -> Step:
    """What a recommendation says. The page writes the same."""

    def line(each: Line | None) -> list[str] | None:
        return [each.text, each.if_they_push, fill(each.body, profile.details)] if each else None

    deciding = rec.decided_by
    return {
        "verdict": rec.verdict.id,
        "row": rec.row.id,
        "headline": rec.headline,
        "meaning": rec.meaning,
        "settled": rec.settled,
        "open": rec.open,
        "flags": [
            [s.flag.id, int(s.level or 0), s.raise_state.id if s.raise_state is not None else ""]
            for s in rec.fired
        ],
        "doubts": [s.flag.id for s in rec.in_doubt if s.flag.severity is Severity.DANGER],
        "decided_by": [
            deciding.row.id,
            deciding.flags,
            deciding.in_doubt,
            [id_ for id_, _ in deciding.context],
            deciding.own_state,
            deciding.own_reason,
        ],
        "also": rec.also,
        "do_now": rec.do_now,
        "cannot_leave": rec.cannot_leave,
        "say_now": [line(each) for each in rec.say_now],
        "exits": [line(each) for each in rec.exits],
        "to_leave": line(rec.to_leave),
        "if_refused": line(rec.if_refused),
        "next_steps": rec.next_steps,
        "changes": [[c.edits, int(c.verdict), c.row] for c in (*rec.leave_if, *rec.would_change)],
        "reassurances": [sentences(each.what, each.why) for each in rec.reassurances],
        "blocks": [[[p.label, p.text, p.style] for p in parts(rec, nth)] for nth in (0, 1)],
        "more": [
            [title, [[i.text, [cited(s) for s in i.sources]] for i in items]]
            for title, items in sections(rec)
            if items
        ],
    }


@dataclass
class Walker:
    """Goes through the questionnaire and writes down every step."""

    engine: Engine
    profile: Profile
    asking: Questionnaire = field(init=False)
    walk: Walk = field(default_factory=list)

    def __post_init__(self) -> None:
        self.asking = Questionnaire(self.engine, self.profile)

    def note(self, *act: Any) -> str | None:
        """Write down what was done, and which screen then comes. Returns its prompt."""
        asking, book, details = self.asking, self.engine.book, self.profile.details
        prompt = asking.next_prompt()
        answers = asking.answers
        outlook = self.engine.outlook(answers, self.profile)
        screen = reasons = None
        if prompt is not None:
            shown = screen_for(book, prompt, is_first=not asking.asked(), details=details)
            fired = [s.flag.id for s in self.engine.flag_states(answers, self.profile) if s.state == "fires"]
            asked = why(book, shown, fired)
            reasons = {"title": asked.title, "paragraphs": asked.paragraphs}
            screen = {
                "prompt": prompt,
                "kind": shown.kind.value,
                "title": shown.title,
                "intro": shown.intro,
                "note": shown.note,
                "choices": [
                    {"key": c.key, "text": c.text, "answers": c.answers, "atom": c.atom}
                    for c in shown.choices
                ],
                "commands": shown.commands,
            }
        said = {
            "prompt": prompt,
            "screen": screen,
            "why": reasons,
            "settled": outlook.settled,
            "open": outlook.open,
            "asked": asking.asked(),
            "answers": sorted(answers.items()),
        }
        self.walk.append({"act": act, "said": said})
        return prompt

    def recommend(self, unsent: Answers) -> None:
        said = written(self.asking.recommend(unsent), self.profile)
        self.walk.append({"act": ("recommend", unsent), "said": said})


def walk_through(engine: Engine, profile: Profile, told: Mapping[str, str]) -> Walk:
    """Answer as told, and *not sure* where nothing was told; then the result."""
    walker = Walker(engine, profile)
    prompt = walker.note("begin")
    while prompt is not None:
        answers = {atom: told.get(atom, NOT_SURE) for atom in atoms_of(engine.book, prompt)}
        if prompt == DANGER and YES in answers.values():
            answers = {atom: value for atom, value in answers.items() if value == YES}
        walker.asking.answer(prompt, answers)
        prompt = walker.note("answer", prompt, answers)
    walker.recommend({})
    return walker.walk


def walk_at_once(engine: Engine, profile: Profile, answers: Answers) -> Walk:
    """All answers given before asking, as a file has them; then what is asked, and the result."""
    walker = Walker(engine, profile)
    walker.asking.log = Log(given=dict(answers))
    walker.note("restore", answers)
    walker.recommend({})
    return walker.walk


def walk_at_random(engine: Engine, profile: Profile, chance: random.Random) -> Walk:
    """Answer at random, now and then go back, take a topic back, or ask for the result with ticks not sent."""
    book = engine.book
    walker = Walker(engine, profile)
    prompt = walker.note("begin")
    told = answers_at_random(engine, chance)
    for _ in range(30):
        if prompt is None:
            break
        if chance.random() < 0.08 and walker.asking.asked():
            walker.asking.back()
            prompt = walker.note("back")
            told = answers_at_random(engine, chance)
            continue
        if chance.random() < 0.03 and (topics := [p for p in walker.asking.asked() if p in book.topic_by_id]):
            topic = chance.choice(topics)
            walker.asking.log.take_back(topic)
            prompt = walker.note("take-back", topic)
            continue
        answers = {atom: told[atom] for atom in atoms_of(book, prompt)}
        if chance.random() < 0.05:
            walker.recommend({atom: YES for atom, value in answers.items() if value == YES})
        if prompt == DANGER and YES in answers.values():
            answers = {next(atom for atom, value in answers.items() if value == YES): YES}
        walker.asking.answer(prompt, answers)
        prompt = walker.note("answer", prompt, answers)
    walker.recommend({})
    return walker.walk


def answers_at_random(engine: Engine, chance: random.Random) -> dict[str, str]:
    """An answer for each atom: lists mostly *no*, everything else evenly."""
    book = engine.book
    told = {atom: chance.choice(values) for atom, values in values_of(book).items()}
    ticked = chance.choice((0.05, 0.15, 0.3))
    for prompt in (TOPICS, SIGNS, *book.topic_by_id):
        rest = NOT_SURE if chance.random() < 0.08 else NO
        often = {DANGER: 0.005, TOPICS: 0.25}.get(prompt, ticked)
        told |= {atom: YES if chance.random() < often else rest for atom in atoms_of(book, prompt)}
    return told


def profiles_at_random(engine: Engine, chance: random.Random) -> Iterator[Profile]:
    """The usual one, then others: stance, need, own deal-breakers, floor and number."""
    yield Profile()
    flags = [flag.id for flag in engine.book.flags if flag.severity is not Severity.DANGER]
    while True:
        yield Profile(
            chance.choice(tuple(Stance)),
            frozenset(chance.sample(flags, chance.randint(0, 4))),
            chance.choice(("", "", "high", "ordinary", "alternatives")),
            chance.choice(("", "45000 EUR a year")),
            chance.choice(("", "112")),
        )


@dataclass(frozen=True)
class Job:
    """Walks of one role with one profile, and the data that the page has for them."""

    role: str
    data: dict[str, Any]
    walks: list[Walk]

    @staticmethod
    def of(engine: Engine, profile: Profile, walks: Iterable[Walk]) -> Job:
        role = engine.book.info.id
        return Job(role, {"packs": {role: book_data(engine.book, profile)}}, list(walks))


def jobs_of_cases(engine: Engine, cases: Iterable[WrittenCase]) -> Iterator[Job]:
    """Each case twice: all answers at once, and asked one screen after the other."""
    by_profile: dict[Profile, list[dict[str, str]]] = {}
    for case in cases:
        answers, profile = situation_of(engine, case)
        by_profile.setdefault(profile, []).append(answers)
    for profile, told in by_profile.items():
        ways = (walk_at_once, walk_through)
        yield Job.of(engine, profile, (way(engine, profile, answers) for answers in told for way in ways))


def jobs_at_random(engine: Engine, chance: random.Random, walks: int, for_each: int = 50) -> Iterator[Job]:
    """So many walks at random, with another profile after every few."""
    profiles = profiles_at_random(engine, chance)
    for start in range(0, walks, for_each):
        profile = next(profiles)
        some = min(for_each, walks - start)
        yield Job.of(engine, profile, (walk_at_random(engine, profile, chance) for _ in range(some)))


def script() -> str:
    """The page's brain, and what does walks again with it."""
    page = files("interview_coach.page")
    brain = (page.joinpath(name).read_text("ascii") for name in BRAIN)
    return "\n".join((*brain, Path(__file__).with_name("replay.js").read_text("ascii")))


BRAIN = ("brain.js", "counsel.js", "asking.js")
NODE = shutil.which("node") or ""
REPLAY_ALL = """
const jobs = JSON.parse(require("fs").readFileSync(0, "utf8"));
console.log(JSON.stringify(jobs.flatMap(({ role, data, walks }) => replay(data, role, walks))));
"""


def differences(jobs: Iterable[Job], mutate: str = "") -> list[dict[str, Any]]:
    """Where the brain, run by Node, says anything else than Python did. `mutate` is a script that changes `jobs` first."""
    first, last = REPLAY_ALL.strip().split("\n")
    program = f"{script()}\n{first}\n{mutate}\n{last}"
    given = json.dumps([asdict(job) for job in jobs])
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "replay.js"
        file.write_text(program, "ascii")
        done = subprocess.run([NODE, file], input=given, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)
    return found
