"""The recommendation: the verdict with why, what to do and say now, and what would change it.

Screens and JSON only read it. What would change it is worked out for whoever asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from interview_coach.book.pack import Book, Flag, Line, Reassurance, Row
from interview_coach.book.vocabulary import (
    DANGER,
    WOULD_TAKE,
    Action,
    OptionKind,
    Purpose,
    Raise,
    RaiseState,
    Severity,
    Tone,
    Verdict,
)
from interview_coach.engine.answers import NO, YES, Answers, Profile, gate, topic_raised
from interview_coach.engine.engine import Decision, Engine, Firing, FlagState
from interview_coach.engine.explanation import Change, DecidedBy, counterfactuals, decided_by
from interview_coach.engine.lines import fill, tone_of
from interview_coach.engine.outlook import Outlook
from interview_coach.engine.sayings import (
    Lines,
    Search,
    excuses,
    firm_last,
    topics_of,
    while_staying,
    with_options,
)


@dataclass(frozen=True)
class Recommendation:
    """Everything there is to say about one answer set."""

    engine: Engine
    decision: Decision
    row: Row
    headline: str
    is_too_early: bool
    """Danger has not been asked, and nothing yet says to leave."""
    decided_by: DecidedBy
    fired: tuple[FlagState, ...]
    in_doubt: tuple[FlagState, ...]
    also: tuple[str, ...]
    do_now: tuple[str, ...]
    cannot_leave: str
    say_now: Lines
    exits: Lines
    to_leave: Line | None
    """The line for leaving right now: the warmest about what was ticked; in danger the first there is."""
    if_refused: Line | None
    """The line to leave with if what is still to be asked, or waited for, is refused."""
    next_steps: tuple[str, ...]
    reassurances: tuple[Reassurance, ...]
    own_state: tuple[str, ...]
    both_schools: bool
    own_deal_breakers: tuple[str, ...] = ()
    """Flags that fired and that the person had named as deal-breakers beforehand."""

    @property
    def book(self) -> Book:
        return self.engine.book

    @property
    def verdict(self) -> Verdict:
        return self.row.verdict

    @cached_property
    def outlook(self) -> Outlook:
        """Whether it is settled, and which prompts can still change it."""
        return self.engine.settling.outlook(self.decision.answers, self.decision.standpoint)

    @cached_property
    def _changes(self) -> tuple[Change, ...]:
        return counterfactuals(self.engine, self.decision)

    @property
    def leave_if(self) -> tuple[Change, ...]:
        """What may come of raising something that it would be left for."""
        return tuple(c for c in self._changes if c.verdict > self.verdict and _is_raise(c))

    @property
    def would_change(self) -> tuple[Change, ...]:
        """All else that would change the verdict."""
        return tuple(c for c in self._changes if not (c.verdict > self.verdict and _is_raise(c)))

    @property
    def is_danger(self) -> bool:
        """Danger fires, or cannot be ruled out."""
        return any(s.flag.severity is Severity.DANGER for s in (*self.fired, *self.in_doubt))

    @property
    def fires_danger(self) -> bool:
        """Danger fires: nothing is weighed against it."""
        return any(state.flag.severity is Severity.DANGER for state in self.fired)

    @property
    def reasons(self) -> tuple[FlagState, ...]:
        """The flags that decided, gravest first; where none did, those that stand."""
        standing = tuple(state for state in self.fired if state.raise_state is not RaiseState.FIXED)
        deciding = set(self.decided_by.flags)
        return tuple(state for state in standing if state.flag.id in deciding) or standing

    @property
    def all_put_right(self) -> bool:
        """Something was wrong, and all of it was put right."""
        return bool(self.fired) and not self.reasons

    @property
    def is_a_matter_of_will(self) -> bool:
        """Advice differs, and nothing can be asked: the person would not take it, or has reasons without anyone's fault."""
        is_no = self.row.action is Action.DECLINE_AFTERWARDS
        nothing_to_ask = all(state.raise_state is None for state in self.reasons)
        return self.both_schools and not self.is_too_early and (is_no or nothing_to_ask)

    @property
    def meaning(self) -> str:
        """One or two sentences on what the verdict means here."""
        if self.is_too_early:
            return self.book.danger.why
        return self.book.wording.put_right if self.all_put_right else self.row.meaning


def recommend(engine: Engine, answers: Answers, profile: Profile = Profile()) -> Recommendation:
    """Assess an answer set: the verdict and everything that follows from it."""
    book = engine.book
    decision = engine.decision(answers, profile)
    row = decision.row
    deciding = decided_by(engine, decision)
    states = engine.states(answers, decision.now, decision.standpoint)
    firing = (state for state in states if state.state is Firing.FIRES)
    fired = tuple(sorted(firing, key=lambda state: -(state.level or 0)))
    standing = tuple(state for state in fired if state.raise_state is not RaiseState.FIXED) or fired
    in_doubt = tuple(state for state in states if state.state is Firing.IN_DOUBT)
    danger = [s.flag for s in (*fired, *in_doubt) if s.flag.severity is Severity.DANGER]
    on_screen = [option.id for option in book.danger.options]
    fired_danger = sorted(
        (s.flag for s in fired if s.flag.severity is Severity.DANGER),
        key=lambda flag: on_screen.index(flag.id) if flag.id in on_screen else len(on_screen),
    )
    own_state = _ticked(book, answers, OptionKind.OWN_STATE)
    own_reason = _ticked(book, answers, OptionKind.OWN_REASON)
    came_of = {s.flag.topic: s.raise_state for s in fired if s.raise_state is not None}
    search = Search(book, tone_of(profile.stance), came_of)
    about = _about(book, deciding, standing, (*own_reason, *own_state))
    topics = topics_of(book, about)
    if danger:
        about, topics = [flag.id for flag in danger], [DANGER]
    exits = search.lines(Purpose.EXIT, about, topics)
    is_safe = all(option in answers for option in on_screen)
    is_too_early = row.verdict is Verdict.STAY and not is_safe
    refused = replace(search, came_of=dict.fromkeys(came_of, RaiseState.REFUSED))
    to_leave = exits
    if row.verdict is not Verdict.WALK_OUT and not danger:
        exits = exits if search.tone is Tone.FIRM else firm_last(exits)
        scene = topics if about or is_safe else [DANGER]
        to_leave = firm_last(replace(search, tone=Tone.WARM).lines(Purpose.EXIT, about, scene))
    if row.verdict is Verdict.STAY:
        say_now = while_staying(search, row, fired, own_state)
    else:
        say_now = excuses(search, deciding.own_reason) or exits
    is_excused = row.verdict is not Verdict.STAY and bool(deciding.own_reason)
    return Recommendation(
        engine=engine,
        decision=decision,
        row=deciding.row if row.verdict is not Verdict.STAY else row,
        headline=book.wording.too_early if is_too_early else deciding.row.headline,
        is_too_early=is_too_early,
        decided_by=deciding,
        fired=fired,
        in_doubt=in_doubt,
        also=tuple(state.flag.id for state in standing if state.flag.id not in deciding.flags),
        do_now=_filled(
            _do_now(book, row, fired_danger, fired, () if is_excused else say_now, own_reason),
            profile,
        ),
        cannot_leave=fill(fired_danger[0].cannot_leave, profile.details) if fired_danger else "",
        say_now=say_now,
        exits=exits,
        to_leave=next(iter(to_leave), None),
        if_refused=next(iter(firm_last(refused.lines(Purpose.EXIT, about, topics))), None),
        next_steps=_filled(_next_steps(row, fired_danger or [state.flag for state in standing]), profile),
        reassurances=() if danger else _reassurances(book, answers, fired),
        own_state=(*own_reason, *own_state),
        both_schools=schools_differ(row),
        own_deal_breakers=tuple(s.flag.id for s in fired if s.flag.id in profile.deal_breakers),
    )


def _filled(texts: Iterable[str], profile: Profile) -> tuple[str, ...]:
    return tuple(fill(text, profile.details) for text in texts)


def _ticked(book: Book, answers: Answers, kind: OptionKind) -> tuple[str, ...]:
    return tuple(
        option.id
        for option in book.option_by_id.values()
        if option.kind is kind and answers.get(option.id) == YES
    )


def _about(
    book: Book, deciding: DecidedBy, standing: tuple[FlagState, ...], own_state: tuple[str, ...]
) -> list[str]:
    """What a line should be about: what decided, then what else stands, then the person's own state."""
    ids = [*deciding.flags]
    if any(id_ == WOULD_TAKE for id_, _ in deciding.context):
        ids += [o.id for o in book.option_by_id.values() if (WOULD_TAKE, NO) in o.sets]
    ids += [state.flag.id for state in standing]
    return [*with_options(book, ids), *own_state]


def _do_now(
    book: Book,
    row: Row,
    danger: list[Flag],
    fired: tuple[FlagState, ...],
    said: Lines,
    own_reason: tuple[str, ...],
) -> tuple[str, ...]:
    # Help comes before everything else, danger apart.
    help_first = [step for id_ in own_reason for step in book.option_by_id[id_].do_now]
    if danger:
        return danger[0].do_now
    standing = [state for state in fired if state.raise_state is not RaiseState.FIXED][:2]
    # What to do before asking is no help to someone who has asked and now leaves.
    leaving = row.verdict is not Verdict.STAY
    about_flags = [
        step
        for state in standing
        if state.flag.raising is not Raise.REQUIRED
        or not (leaving or state.raise_state not in (None, RaiseState.NOT_YET))
        for step in state.flag.do_now
    ]
    act = said[0].body if said else ""
    if not leaving:
        steps = [*help_first, act, *about_flags, *row.do_now]
    else:
        steps = [*help_first, *row.do_now, act or book.wording.body, *about_flags]
    return tuple(dict.fromkeys(step for step in steps if step))[:3]


def _next_steps(row: Row, flags: list[Flag]) -> tuple[str, ...]:
    steps = [step for flag in flags for step in flag.afterwards]
    return tuple(dict.fromkeys([*steps, *row.next_steps]))


def _is_raise(change: Change) -> bool:
    return all(topic_raised(atom) for atom, _ in change.edits)


def schools_differ(row: Row) -> bool:
    """Whether published advice disagrees here: to go as soon as one knows, or to finish and decline."""
    return any(map(row.at_least, ("would_take", "leaning"))) or row.action is Action.WATCH


def _reassurances(book: Book, answers: Answers, fired: tuple[FlagState, ...]) -> tuple[Reassurance, ...]:
    topics = {state.flag.topic for state in fired}
    topics |= {t.id for t in book.ordinary_topics if answers.get(gate(t.id)) == YES}
    return tuple(r for topic in book.ordinary_topics if topic.id in topics for r in topic.reassurances)
