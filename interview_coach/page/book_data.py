"""A book as the page's brain reads it: what decides as masks and tables, and every word that a screen needs.

A profile is put in when the page is made, so that the brain knows of no other.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from msgspec import Struct, to_builtins

from interview_coach.book.pack import Book, Condition, Flag, Line, Option, Row, Source, Topic
from interview_coach.book.vocabulary import (
    DANGER,
    SIGNS,
    WOULD_TAKE,
    ConditionKind,
    OptionKind,
    Raise,
    Verdict,
)
from interview_coach.engine.answers import (
    NO,
    YES,
    Profile,
    atoms_of,
    is_raisable,
    prompts_of,
    raise_states,
)
from interview_coach.engine.engine import Engine
from interview_coach.engine.lines import fill, tone_of
from interview_coach.engine.recommendation import schools_differ
from interview_coach.engine.sayings import MEANWHILE
from interview_coach.engine.search import ALIKE, IGNORED, LEAST, words_of
from interview_coach.page.word_data import Data, screen_data, wording_data
from interview_coach.render.layout import cited
from interview_coach.render.more_page import trust
from interview_coach.session.questionnaire import Questionnaire
from interview_coach.session.screens import text_of_option


def book_data(
    book: Book, profile: Profile = Profile(), given: Mapping[str, str] = MappingProxyType({})
) -> Data:
    """Everything that the page needs of a book, for this profile and these answers given beforehand."""
    engine = Engine(book)
    texts = _Texts(profile)
    alike = _alike(engine, profile)
    places = {id_: place for place, id_ in enumerate(book.option_by_id)}
    return {
        "id": book.info.id,
        "switch_text": book.info.switch_text,
        "trust": trust(book),
        "verdicts": [verdict.id for verdict in Verdict],
        "profile": {
            "stance": int(profile.stance),
            "tone": tone_of(profile.stance).value,
            "need": profile.need,
            "own_flags": sorted(profile.deal_breakers),
        },
        "given": dict(given),
        **_masks(engine, profile),
        "prompts": list(prompts_of(book)),
        "order": list(Questionnaire(engine, profile).order()),
        "clusters": _clusters(engine, profile, given),
        **_policy(engine),
        "rows": [_row(row, texts) for row in book.rows],
        "signs": list(atoms_of(book, SIGNS)),
        "topics": [_topic(engine, topic) for topic in book.topics],
        "options": _columns(
            _option(option, profile, texts) | {"alike": alike[option.id]}
            for option in book.option_by_id.values()
        ),
        "flags": _columns(_flag(flag, texts, places) for flag in engine.compiled.flags),
        "lines": _columns(_line(line, texts, places) for line in book.lines),
        "meanwhile": {
            "" if state is None else state.id: [purpose.value for purpose in purposes]
            for state, purposes in MEANWHILE.items()
        },
        "screens": _columns(screen_data(book, prompt, profile) for prompt in prompts_of(book)),
        "wording": wording_data(book, texts.filled),
        "search": {"ignored": sorted(IGNORED), "alike": ALIKE, "least": LEAST},
        "sources": texts.sources,
    }


@dataclass(frozen=True, slots=True)
class _Texts:
    """Fills texts with what the profile knows, and keeps each source once."""

    profile: Profile
    _places: dict[Source, int] = field(default_factory=dict)

    def filled(self, text: str) -> str:
        return fill(text, self.profile.details)

    def all_filled(self, texts: Iterable[str]) -> list[str]:
        return [self.filled(text) for text in texts]

    def places(self, sources: Iterable[Source]) -> list[int]:
        return [self._places.setdefault(source, len(self._places)) for source in sources]

    @property
    def sources(self) -> list[str]:
        """Each source as it is cited. Its address is left to the terminal: a page on a phone has no room for all of them."""
        return [cited(source) for source in self._places]


def _plain(noun: Struct, *names: str) -> Data:
    """What a noun says under these names, as plain data."""
    return {name: to_builtins(getattr(noun, name)) for name in names}


def _columns(records: Iterable[Data]) -> Data:
    """Records as columns: what is alike stands together. A column of few values names them once, then says which."""
    rows = json.loads(json.dumps(list(records)))
    columns = {key: [row[key] for row in rows] for key in rows[0]} if rows else {}
    known = {key: _known(column) for key, column in columns.items()}
    return {
        key: [known[key], [known[key].index(value) for value in column]] if known[key] else [[], column]
        for key, column in columns.items()
    }


def _known(column: list[Any]) -> list[Any]:
    """The values of a column, each once; none where naming them saves little: what is repeated packs well by itself."""
    values = [json.loads(text) for text in dict.fromkeys(json.dumps(value) for value in column)]
    is_shorter = len(json.dumps(values)) + 3 * len(column) < len(json.dumps(column)) * 0.7
    return values if is_shorter else []


def _masks(engine: Engine, profile: Profile) -> Data:
    """What flags and options are, as masks of their bits in hexadecimal digits."""
    compiled = engine.compiled
    kinds = compiled.kinds
    of_flags = ("danger", "abuse", "grave_abuse", "required", "raisable")
    of_options = ("weak", "strong", "asked_signs", "on_screen", "unsure", "own_state", "own_reason")
    masks = {
        "flags": compiled.flag_mask,
        **{name: getattr(kinds, name) for name in of_flags},
        "scam_one": kinds.scam[0],
        "scam_two": kinds.scam[1],
        **{name: getattr(compiled, name) for name in of_options},
        "own": engine.standpoint(profile).own,
    }
    return {
        "masks": {name: f"{mask:x}" for name, mask in masks.items()},
        "topic_masks": {topic: f"{mask:x}" for topic, mask in compiled.topic_masks.items()},
        "at_least": [f"{mask:x}" for mask in compiled.scale.at_least],
        "lasting": [[f"{bit:x}", f"{mask:x}"] for bit, mask in compiled.lasting],
        "treatments": [[f"{some:x}", f"{mask:x}"] for some, mask in compiled.treatments],
        "by_signs": [[flag.id, flag.danger_signs] for flag in compiled.flags if flag.danger_signs],
        "by_scam": [[flag.id, flag.scam_signs] for flag in compiled.flags if flag.scam_signs],
    }


def _alike(engine: Engine, profile: Profile) -> dict[str, int]:
    """A number for each option: those of one number decide alike."""
    compiled, own = engine.compiled, engine.standpoint(profile).own
    classes: dict[object, int] = {}
    return {
        id_: classes.setdefault((kind, bool(compiled.bit[id_] & own)), len(classes))
        for id_, kind in engine.compiled.alike.items()
    }


def _policy(engine: Engine) -> Data:
    """What rows read, and how much of it each wants: (place of the gauge, at least). `targets` are for looking ahead."""
    leaving, staying = engine.compiled.leaving, engine.compiled.staying
    return {
        "gauges": [
            [[g.measure.id, int(g.level or 0), int(g.by_flag), g.cap] for g in rows.gauges]
            for rows in (leaving, staying)
        ],
        "wants": {**leaving.wanted, **staying.wanted},
        "targets": sorted(engine.settling.reach.targets),
    }


def _row(row: Row, texts: _Texts) -> Data:
    return {
        **_plain(row, "id", "verdict", "action", "headline", "meaning"),
        "do_now": texts.all_filled(row.do_now),
        "next_steps": texts.all_filled(row.next_steps),
        "schools": schools_differ(row),
    }


def _topic(engine: Engine, topic: Topic) -> Data:
    book = engine.book
    at = {option.id: place for place, option in enumerate(topic.options)}
    data: Data = {"id": topic.id, "title": topic.title, "states": []}
    if topic.nobody_there:
        data["nobody_there"] = 1
    if topic.id == DANGER:
        return data
    reach = engine.settling.reach
    return data | {
        "states": [state.id for state in raise_states(book, topic.id)] if is_raisable(book, topic.id) else [],
        "worse": [[at[id_] for id_, _ in ticks] for ticks in reach.worse(topic.id)],
        "shared": [id_ for id_ in at if id_ in reach.shared],
        "combines": any(flag.fires_if is not None for flag in book.flags_by_topic[topic.id]),
        "reassurances": [[each.what, each.why] for each in topic.reassurances],
    }


def _option(option: Option, profile: Profile, texts: _Texts) -> Data:
    is_own = option.kind in (OptionKind.OWN_STATE, OptionKind.OWN_REASON)
    known = text_of_option(option, profile.details)
    return {
        **_plain(option, "id", "topic", "text", "reassurance"),
        "known": known if known != option.text else "",
        "worse": NO if option.kind is OptionKind.MITIGATING else YES,
        "says_no": int((WOULD_TAKE, NO) in option.sets),
        "own": option.kind.value if is_own else "",
        "sources": texts.places(option.sources),
        "do_now": texts.all_filled(option.do_now),
        "also": "|".join(sorted({" ".join(sorted(words_of(text))) for text in option.also})),
    }


def _flag(flag: Flag, texts: _Texts, places: Mapping[str, int]) -> Data:
    return {
        "id": places.get(flag.id, flag.id),
        **_plain(flag, "topic", "severity", "raising", "finding", "why", "fixed_when"),
        "sources": texts.places(flag.sources),
        "reads": [] if flag.reads == {flag.id} else sorted(places[id_] for id_ in flag.reads),
        "fires_if": _condition(flag.fires_if) if flag.fires_if else 0,
        "do_now": texts.all_filled(flag.do_now),
        "cannot_leave": texts.filled(flag.cannot_leave),
        "afterwards": texts.all_filled(flag.afterwards),
        "leave_when": flag.leave_when if flag.raising is not Raise.NO else "",
    }


def _condition(condition: Condition) -> list[Any]:
    """`not` only asks for the answer *no*, which is what the bit of a mitigating option says."""
    if condition.kind is ConditionKind.OPTION:
        return [condition.kind.value, condition.option]
    return [condition.kind.value, [_condition(part) for part in condition.parts], condition.count]


def _line(line: Line, texts: _Texts, places: Mapping[str, int]) -> Data:
    return {
        **_plain(line, "topic", "purpose", "tone", "beats", "channels", "if_they_push"),
        "fits": [places.get(id_, id_) for id_ in line.fits],
        "after": [state.id for state in line.after],
        "body": texts.filled(line.body),
    }


def _clusters(engine: Engine, profile: Profile, given: Mapping[str, str]) -> list[Data]:
    """For topics that share combinations, all that they can add while nothing of them is answered."""
    reach = engine.settling.reach
    found = []
    for cluster in reach.clusters:
        entries = reach.entries(cluster, given, engine.standpoint(profile))
        parts = list(dict.fromkeys(part for _, part in entries))
        found.append(
            {
                "topics": list(cluster),
                "sizes": [len({choices[nth] for choices, _ in entries}) for nth in range(len(cluster))],
                "parts": ["".join(map(str, reach.adder.unpack(part))) for part in parts],
                "grid": [parts.index(part) for _, part in entries],
            }
        )
    return found
