"""Checked layers in, `Book` out: the last step of loading, one small builder for each noun."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from interview_coach.book.pack import (
    CONTEXT_ORDER,
    DANGER,
    Book,
    Channel,
    Condition,
    ContextAnswer,
    ContextQuestion,
    Flag,
    Line,
    Option,
    OptionKind,
    PackInfo,
    Purpose,
    Raise,
    RaiseAnswer,
    RaiseQuestion,
    RaiseState,
    Reason,
    Reassurance,
    Row,
    RowCondition,
    Severity,
    Source,
    Stance,
    Tone,
    Topic,
    Verdict,
    Wording,
)
from interview_coach.rulebook.merge import Entry, Merged, MergedTopic
from interview_coach.rulebook.shapes import (
    AllShape,
    AnyShape,
    AtLeastShape,
    FlagShape,
    LineShape,
    NotShape,
    OtherOptionShape,
    RaiseQuestionShape,
    ReasonShape,
    ReassuranceShape,
    RowConditionShape,
    RowShape,
    SourceShape,
    WordingShape,
)


def assemble(merged: Merged, digest: str) -> Book:
    """Build the book of checked layers. `digest` names the exact rule texts it was made from."""
    assert merged.policy, "checked before"
    assert merged.wording, "checked before"
    order = [DANGER, *(id_ for id_ in merged.order if id_ != DANGER)]
    rows = [
        _row(id_, verdict, row)
        for verdict, group in (
            (Verdict.WALK_OUT, merged.policy.walk_out),
            (Verdict.POLITELY_EXIT, merged.policy.politely_exit),
            (Verdict.STAY, merged.policy.stay),
        )
        for id_, row in group.items()
    ]
    return Book(
        info=_info(merged),
        wording=_wording(merged.wording),
        topics=tuple(_topic(merged, merged.topics[id_]) for id_ in order),
        flags=tuple(_flag(entry) for id_ in order for entry in merged.flags.values() if entry.topic == id_),
        lines=tuple(_line(entry) for entry in merged.lines.values()),
        rows=tuple(rows),
        context=tuple(_context(id_, merged) for id_ in CONTEXT_ORDER),
        reasons=tuple(_reason(id_, reason) for id_, (reason, _) in merged.reasons.items()),
        overrides=tuple(sorted(set(merged.overrides))),
        digest=digest,
    )


def _info(merged: Merged) -> PackInfo:
    shape = merged.base.shape
    return PackInfo(
        id=shape.pack,
        title=shape.title or "",
        switch_text=shape.switch_text or "",
        written_by=shape.written_by or "",
        last_changed=shape.last_changed or "",
        due_again=shape.due_again or "",
        reviewed_by=shape.reviewed_by or "",
        interests=shape.interests or "",
    )


def _wording(shape: WordingShape) -> Wording:
    return Wording(**{**shape.model_dump(exclude={"body"}), "body": tuple(shape.body.items())})


def _topic(merged: Merged, topic: MergedTopic) -> Topic:
    raising = topic.raising or merged.raising
    assert raising is not None
    flags = (
        Option(
            flag.id,
            topic.id,
            flag.shape.option or "",
            OptionKind.FLAG,
            when_known=flag.shape.option_when_known or "",
        )
        for flag in merged.flags.values()
        if flag.topic == topic.id and flag.shape.option
    )
    others = (_option(entry) for entry in merged.options.values() if entry.topic == topic.id)
    wanted = [id_ for id_, _ in topic.screen]
    options = sorted(
        (*flags, *others), key=lambda option: wanted.index(option.id) if option.id in wanted else len(wanted)
    )
    return Topic(
        id=topic.id,
        title=topic.title,
        why=topic.why,
        examples=topic.examples,
        raise_question=_raise_question(raising),
        options=tuple(options),
        reassurances=tuple(
            _reassurance(entry) for entry in merged.reassurances.values() if entry.topic == topic.id
        ),
    )


def _raise_question(shape: RaiseQuestionShape) -> RaiseQuestion:
    return RaiseQuestion(
        shape.ask, tuple(RaiseAnswer(answer.text, RaiseState.of(answer.means)) for answer in shape.answers)
    )


def sources_of(ids: Iterable[str], known: Mapping[str, SourceShape]) -> tuple[Source, ...]:
    """The sources with these ids, as written in the file that names them."""
    return tuple(
        Source(id_, s.publisher, s.title, s.year, s.url, s.strength) for id_ in ids for s in (known[id_],)
    )


def _sources(
    entry: Entry[FlagShape] | Entry[OtherOptionShape] | Entry[ReassuranceShape],
) -> tuple[Source, ...]:
    return sources_of(entry.shape.sources, entry.sources)


def _option(entry: Entry[OtherOptionShape]) -> Option:
    shape = entry.shape
    return Option(
        id=entry.id,
        topic=entry.topic,
        text=shape.option,
        kind=OptionKind(shape.kind),
        sets=tuple(shape.sets.items()),
        reassurance=shape.reassurance or "",
        sources=_sources(entry),
    )


def _reassurance(entry: Entry[ReassuranceShape]) -> Reassurance:
    return Reassurance(entry.id, entry.topic, entry.shape.what, entry.shape.why, _sources(entry))


def _flag(entry: Entry[FlagShape]) -> Flag:
    shape = entry.shape
    return Flag(
        id=entry.id,
        topic=entry.topic,
        finding=shape.finding,
        why=shape.why,
        severity=Severity.of(shape.severity),
        raising=Raise(shape.raise_),
        sources=_sources(entry),
        option=shape.option or "",
        fires_if=None if shape.fires_if is None else _condition(shape.fires_if),
        fixed_when=shape.fixed_when or "",
        leave_when=shape.leave_when or "",
        can_be_sustained=shape.can_be_sustained,
        abuse=shape.abuse,
        do_now=tuple(shape.do_now),
        cannot_leave=shape.cannot_leave or "",
        afterwards=tuple(shape.afterwards),
        pack=entry.pack,
    )


def _condition(shape: object) -> Condition:
    if isinstance(shape, str):
        return Condition("option", option=shape)
    if isinstance(shape, NotShape):
        return Condition("not", parts=(Condition("option", option=shape.not_),))
    if isinstance(shape, AllShape):
        return Condition("all", parts=tuple(map(_condition, shape.all)))
    if isinstance(shape, AnyShape):
        return Condition("any", parts=tuple(map(_condition, shape.any)))
    assert isinstance(shape, AtLeastShape)
    return Condition("at-least", parts=tuple(map(_condition, shape.at_least.of)), count=shape.at_least.count)


def _line(entry: Entry[LineShape]) -> Line:
    shape = entry.shape
    beats = (shape.open, shape.statement, shape.close) if shape.purpose == "exit" else (shape.say,)
    return Line(
        id=entry.id,
        topic=entry.topic,
        purpose=Purpose(shape.purpose),
        tone=Tone(shape.tone),
        beats=tuple(beat for beat in beats if beat),
        fits=tuple(shape.fits),
        channels=tuple(map(Channel, shape.channels)),
        if_they_push=shape.if_they_push or "",
        body=shape.body or "",
    )


def _row(id_: str, verdict: Verdict, shape: RowShape) -> Row:
    return Row(
        id=id_,
        verdict=verdict,
        when=_row_condition(shape.when),
        action=shape.action,
        headline=shape.headline,
        meaning=shape.meaning,
        do_now=tuple(shape.do_now),
        note=shape.note or "",
        next_steps=tuple(shape.next_steps),
    )


def _row_condition(shape: RowConditionShape) -> RowCondition:
    def level(id_: str | None) -> Severity | None:
        return None if id_ is None else Severity.of(id_)

    return RowCondition(
        danger=shape.danger or "",
        abuse=shape.abuse or "",
        ripe=level(shape.ripe),
        standing=level(shape.standing),
        to_raise=level(shape.to_raise),
        topics=shape.topics,
        leaning=None if shape.leaning is None else Stance.of(shape.leaning),
        would_take=shape.would_take or "",
        meet_again=shape.meet_again or "",
        own_state=bool(shape.own_state),
    )


def _context(id_: str, merged: Merged) -> ContextQuestion:
    shape, _ = merged.context[id_]
    answers = tuple(ContextAnswer(answer, shape.answers[answer]) for answer in CONTEXT_ORDER[id_])
    return ContextQuestion(id_, shape.ask, shape.why, answers)


def _reason(id_: str, shape: ReasonShape) -> Reason:
    return Reason(
        id=id_,
        means=shape.means,
        topic=shape.topic or "",
        purpose=Purpose(shape.purpose),
        channel=None if shape.channel is None else Channel(shape.channel),
    )
