"""Checked guide layers in, `Guides` out: one small builder for each noun."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from interview_coach.book.guides import (
    Body,
    CardWording,
    Country,
    Debrief,
    Detail,
    FilledWith,
    Followup,
    Group,
    Guides,
    Kind,
    Letter,
    Outcome,
    OutcomeWording,
    Prep,
    Push,
    Rehearsal,
    Safety,
    Section,
    Settles,
    Step,
    StepKind,
    StepOption,
)
from interview_coach.book.pack import Source
from interview_coach.rulebook.builder import sources_of
from interview_coach.rulebook.guide_merge import MergedGuide
from interview_coach.rulebook.guide_shapes import StepOptionShape
from interview_coach.rulebook.merge import Entry
from interview_coach.rulebook.shapes import SourceShape


def assemble_guides(role: str, merged: Mapping[str, MergedGuide], countries: tuple[Country, ...]) -> Guides:
    """Build the guides of one role. `countries` are those of all packs."""
    return Guides(
        role=role,
        prep=_prep(merged["prep"]) if "prep" in merged else None,
        followup=_followup(merged["followup"]) if "followup" in merged else None,
        debrief=_debrief(merged["debrief"]) if "debrief" in merged else None,
        countries=countries,
    )


def assemble_countries(guide: MergedGuide) -> tuple[Country, ...]:
    """The countries of one pack."""
    return tuple(map(_country, guide.of("countries").values()))


def _prep(guide: MergedGuide) -> Prep:
    texts = guide.texts
    go, ask_first, cancel = (_outcome(guide.of("outcomes")[outcome.id].shape) for outcome in Outcome)
    rehearsal, card = texts["rehearsal"], texts["card"]
    return Prep(
        title=texts["title"],
        welcome=texts["welcome"],
        sections=_sections(guide),
        outcomes=(go, ask_first, cancel),
        letters=tuple(map(_letter, guide.of("letters").values())),
        details=_details(guide),
        rehearsal=Rehearsal(
            rehearsal.intro,
            tuple(Push(push.they, push.hint) for push in rehearsal.pushes),
            rehearsal.after,
        ),
        card=CardWording(**{name: getattr(card, name) for name in type(card).model_fields}),
        wait=texts["wait"],
    )


def _followup(guide: MergedGuide) -> Followup:
    texts = guide.texts
    safety = texts["safety"]
    return Followup(
        title=texts["title"],
        welcome=texts["welcome"],
        safety=Safety(safety.ask, safety.why, safety.no, safety.yes, safety.not_sure, tuple(safety.after)),
        groups=tuple(
            Group(
                group.id,
                group.shape,
                tuple(
                    _kind(guide, kind) for kind in guide.of("kinds").values() if kind.shape.group == group.id
                ),
            )
            for group in guide.of("groups").values()
        ),
        details=_details(guide),
        wait=texts["wait"],
    )


def _debrief(guide: MergedGuide) -> Debrief:
    texts = guide.texts
    return Debrief(
        title=texts["title"],
        welcome=texts["welcome"],
        sections=_sections(guide),
        closing=tuple(texts["closing"]),
        a_person_to_talk_to=texts["a_person_to_talk_to"],
    )


def _outcome(shape: Any) -> OutcomeWording:
    return OutcomeWording(shape.headline, shape.meaning, tuple(shape.next_steps))


def _sections(guide: MergedGuide) -> tuple[Section, ...]:
    steps = [_step(entry) for entry in guide.of("steps").values()]
    return tuple(
        Section(
            section.id,
            section.shape.title,
            section.shape.intro,
            tuple(step for step in steps if step.section == section.id),
        )
        for section in guide.of("sections").values()
    )


def _step(entry: Entry[Any]) -> Step:
    shape = entry.shape
    return Step(
        id=entry.id,
        section=shape.section,
        ask=shape.ask,
        kind=StepKind(shape.kind),
        hint=shape.hint or "",
        why=shape.why or "",
        options=tuple(_option(id_, option, entry.sources) for id_, option in shape.options.items()),
        settles=None if shape.settles is None else Settles(shape.settles),
        only_if=None if shape.only_if is None else (shape.only_if.step, tuple(shape.only_if.is_)),
        for_each=shape.for_each or "",
        for_all=shape.for_all,
        sources=_sources(entry),
    )


def _option(id_: str, shape: StepOptionShape, known: Mapping[str, SourceShape]) -> StepOption:
    return StepOption(
        id=id_,
        text=shape.text,
        how=shape.how or "",
        leads_to=Outcome.of(shape.leads_to),
        because=shape.because or "",
        letter=shape.letter or "",
        sources=sources_of(shape.sources, known),
    )


def _details(guide: MergedGuide) -> tuple[Detail, ...]:
    return tuple(map(_detail, guide.of("details").values()))


def _detail(entry: Entry[Any]) -> Detail:
    shape = entry.shape
    return Detail(
        id=entry.id,
        ask=shape.ask,
        example=shape.example,
        of_me=shape.of_me,
        filled_with=None if shape.filled_with is None else FilledWith(shape.filled_with),
    )


def _letter(entry: Entry[Any]) -> Letter:
    shape = entry.shape
    return Letter(
        id=entry.id,
        kind=shape.kind,
        text=shape.text,
        channel=shape.channel,
        body=shape.body,
        subject=shape.subject or "",
        sources=_sources(entry),
    )


def _kind(guide: MergedGuide, entry: Entry[Any]) -> Kind:
    shape = entry.shape
    letters = guide.of("letters").values()
    return Kind(
        id=entry.id,
        group=shape.group,
        text=shape.text,
        advice=tuple(shape.advice),
        after_danger=shape.after_danger,
        wait=shape.wait,
        bodies=tuple(shape.bodies),
        letters=tuple(_letter(letter) for letter in letters if letter.shape.kind == entry.id),
        sources=_sources(entry),
    )


def _country(entry: Entry[Any]) -> Country:
    shape = entry.shape
    return Country(
        id=entry.id,
        name=shape.name,
        emergency=shape.emergency,
        silent=shape.silent or "",
        currency=shape.currency,
        last_verified=shape.last_verified,
        bodies=tuple(
            Body(body.about, body.name, body.what, body.url, sources_of([body.source], entry.sources)[0])
            for body in shape.bodies
        ),
        sources=_sources(entry),
    )


def _sources(entry: Entry[Any]) -> tuple[Source, ...]:
    return sources_of(entry.shape.sources, entry.sources)
