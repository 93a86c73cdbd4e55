"""Walks through the questionnaire, done by Python, with all that it says on the way; for the page to do again."""

from __future__ import annotations

import json
import random
import re
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from interview_coach.book.pack import Book, Line
from interview_coach.book.vocabulary import DANGER, SIGNS, TOPICS, Severity, Verdict
from interview_coach.engine.answers import NO, NOT_SURE, YES, Answers, Profile, atoms_of, values_of
from interview_coach.engine.compiled import CompiledBook
from interview_coach.engine.engine import Engine
from interview_coach.engine.lines import fill
from interview_coach.engine.outlook import Outlook, Settling
from interview_coach.engine.recommendation import Recommendation
from interview_coach.engine.situation import Standpoint
from interview_coach.render.layout import cited, sentences
from interview_coach.render.more_page import sections
from interview_coach.render.result_page import at_once, parts
from interview_coach.session.log import Log
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import screen_for, why

Step: TypeAlias = dict[str, Any]
"""What was done, and what was then said; nothing, where the same was done before from the beginning."""

Walk: TypeAlias = list[Step]


def written(rec: Recommendation, profile: Profile) -> Step:
    """What a recommendation says. The page writes the same."""

    def line(each: Line | None) -> list[str] | None:
        return [each.text, each.if_they_push, fill(each.body, profile.details)] if each else None

    deciding = rec.decided_by
    more: list[tuple[str, list[tuple[str, list[str]]]]] = [
        (title, [(i.text, [cited(s) for s in i.sources]) for i in items])
        for title, items in sections(rec)
        if items
    ]
    return {
        "verdict": rec.verdict.id,
        "row": rec.row.id,
        "action": rec.row.action.value,
        "headline": rec.headline,
        "meaning": rec.meaning,
        "settled": rec.outlook.settled,
        "open": rec.outlook.open,
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
        "blocks": [
            [[p.label, p.text, p.style, p.is_needed] for p in said] for said in (parts(rec), parts(rec, 1))
        ],
        "more": more,
        "drawn": [
            rec.headline,
            *(
                [f"{rec.book.wording.any_time}."]
                if rec.verdict is Verdict.STAY and not rec.fires_danger
                else []
            ),
            *(text for part in at_once(rec) for text in (part.label, _unquoted(part.text)) if text),
        ],
        "drawn_more": [
            text for title, items in more for text in (title, *(i + "".join(s) for i, s in items))
        ],
    }


def _unquoted(text: str) -> str:
    """A quotation without its marks, which the page's style draws."""
    return text[1:-1] if re.fullmatch(r'"[^"]*"', text) else text


class Remembering(Settling):
    """Looks ahead once for the same answers: a walk asks for it several times at each step."""

    def __init__(self, compiled: CompiledBook) -> None:
        super().__init__(compiled)
        self._found: dict[object, Outlook] = {}

    def outlook(self, answers: Answers, standpoint: Standpoint) -> Outlook:
        key = (frozenset(answers.items()), standpoint)
        if key not in self._found:
            if len(self._found) > 1000:
                self._found.clear()
            self._found[key] = super().outlook(answers, standpoint)
        return self._found[key]


def engine_of(book: Book) -> Engine:
    engine = Engine(book)
    engine.settling = Remembering(engine.compiled)
    return engine


@dataclass
class Walker:
    """Goes through the questionnaire and writes down every step; `done` are the ways that were gone before."""

    asking: Questionnaire
    done: dict[str, str | None]
    walk: Walk = field(default_factory=list)
    way: str = ""

    def __post_init__(self) -> None:
        self.asking.log = Log()
        self.engine, self.profile = self.asking.engine, self.asking.profile

    def note(self, *act: Any) -> str | None:
        """Write down what was done, and which screen then comes. Returns its prompt."""
        self.way += json.dumps(act)
        said = None
        if self.way not in self.done:
            said = self.said()
            self.done[self.way] = said["prompt"]
        self.walk.append({"act": act, "said": said})
        return self.done[self.way]

    def said(self) -> Step:
        """All that the screen says which comes next."""
        asking, book, details = self.asking, self.engine.book, self.profile.details
        prompt = asking.next_prompt()
        answers = asking.answers
        outlook = self.engine.outlook(answers, self.profile)
        screen = reasons = drawn = None
        if prompt is not None:
            shown = screen_for(book, prompt, is_first=not asking.asked(), details=details)
            asked = why(book, shown, self.fired(answers))
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
            drawn = [
                [text for text in (shown.title, shown.intro, *(c.text for c in page), shown.note) if text]
                for page in shown.pages
            ]
        return {
            "prompt": prompt,
            "screen": screen,
            "why": reasons,
            "drawn": drawn,
            "settled": outlook.settled,
            "open": outlook.open,
            "asked": asking.asked(),
            "answers": sorted(answers.items()),
        }

    def fired(self, answers: Answers) -> list[str]:
        compiled = self.engine.compiled
        fired = compiled.situation(compiled.bits_of(answers)).fired
        return [flag.id for flag in compiled.flags if fired & compiled.bit[flag.id]]

    def recommend(self, unsent: Answers) -> None:
        act = ("recommend", unsent)
        way = self.way + json.dumps(act)
        said = None
        if way not in self.done:
            self.done[way] = None
            said = written(self.asking.recommend(unsent), self.profile)
        self.walk.append({"act": act, "said": said})


def walk_through(walker: Walker, told: Answers) -> Walk:
    """Answer as told, and *not sure* where nothing was told; then the result."""
    prompt = walker.note("begin")
    while prompt is not None:
        answers = {atom: told.get(atom, NOT_SURE) for atom in atoms_of(walker.engine.book, prompt)}
        if prompt == DANGER and YES in answers.values():
            answers = {atom: value for atom, value in answers.items() if value == YES}
        walker.asking.answer(prompt, answers)
        prompt = walker.note("answer", prompt, answers)
    walker.recommend({})
    return walker.walk


def walk_at_once(walker: Walker, told: Answers) -> Walk:
    """All answers given before asking, as a file has them; then what is asked, and the result."""
    walker.asking.log = Log(given=dict(told))
    walker.note("restore", told)
    walker.recommend({})
    return walker.walk


def walk_at_random(walker: Walker, chance: random.Random) -> Walk:
    """Answer at random, now and then go back, take a topic back, or ask for the result with ticks not sent.

    Every fifth set of answers is given at once, as a file has them: some are missing, and danger is as mixed as the rest.
    """
    engine, book = walker.engine, walker.engine.book
    if chance.random() < 0.2:
        danger = {atom: chance.choice((NO, NO, NO, NOT_SURE, YES)) for atom in atoms_of(book, DANGER)}
        answers = answers_at_random(engine, chance) | (danger if chance.random() < 0.3 else {})
        share = chance.random()
        return walk_at_once(walker, {a: value for a, value in answers.items() if chance.random() < share})
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
