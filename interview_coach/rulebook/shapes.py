"""The shape of rule files, as typed models: the one description of the format.

The models refuse unknown keys and wrong kinds; `reader` turns their errors into problems with a
place and a cure. What needs more than one file to judge is in `checks`.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from interview_coach.book.vocabulary import Purpose
from interview_coach.rulebook.condition_shapes import ConditionShape
from interview_coach.rulebook.values import (
    AtMostWords,
    ChannelId,
    Date,
    FindingText,
    Id,
    Link,
    OptionText,
    OtherKindId,
    Phrases,
    PurposeId,
    RaiseId,
    RaiseStateId,
    SeverityId,
    Shape,
    StrengthId,
    Text,
    ToneId,
    Year,
    characters,
)
from interview_coach.rulebook.word_shapes import WordingShape


class SourceShape(Shape):
    """Where something is said: publisher, title, year and link."""

    publisher: Text
    """Who published it."""
    title: Text
    """Its title."""
    year: Year
    """The year, or n.d."""
    url: Link
    """The link, from https:// on."""
    strength: StrengthId
    """official, research, professional, press, survey or opinion. The last two are weak."""


class FlagShape(Shape):
    """One red flag. It fires when its option is ticked, or when its combination holds."""

    option: OptionText = ""
    """What one ticks: a fact that the person saw, at most 37 characters."""
    option_when_known: OptionText = ""
    """The same with {floor} in it, shown where the person wrote a floor down before."""
    fires_if: ConditionShape | None = None
    """A combination of options instead of an option of its own: all, any, at_least or not."""
    also: Phrases = []
    """Words and short phrases that people use for it, in small letters. At most 30."""
    finding: FindingText
    """The same as one plain sentence, shown under “Why”. At most 75 characters."""
    why: Annotated[Text, AtMostWords(45)]
    """Why it matters, in one to three sentences. At most 45 words."""
    severity: SeverityId
    """How bad it is by itself: note, concern, serious, dealbreaker; danger in danger.yaml only."""
    raising: Annotated[RaiseId, Field(alias="raise")]
    """required: ask first. if-safe: may be named, but need not be. no: never raised."""
    fixed_when: Annotated[Text, characters(90)] = ""
    """What putting it right looks like. Needed unless raise is no."""
    leave_when: Annotated[Text, characters(50)] = ""
    """Ends the sentence “Go if …”, without a full stop. Needed unless raise is no."""
    can_be_sustained: bool = False
    """true: the option of kind sustained moves it up one step."""
    abuse: bool = False
    """true: going on after being told to stop is a walk-out. Only with raise: if-safe."""
    treatment: bool = False
    """true: about how one is treated. Two of these standing in one topic count as sustained."""
    scam_sign: Annotated[int, Field(ge=0, le=3)] = 0
    """1: a sign of a scam. 2: money, a login, ID, or something to run. 3: the scam itself. They add up over topics."""
    danger_signs: Annotated[int, Field(ge=0, le=2)] = 0
    """Danger only, instead of an option: fires when danger signs add up to so many; a strong one counts two."""
    scam_signs: Annotated[int, Field(ge=0, le=3)] = 0
    """Danger only, instead of an option: fires when scam signs of all topics add up to so many."""
    do_now: list[Annotated[Text, characters(70)]] = []
    """What to do at once: acts of body, mouse or phone."""
    cannot_leave: Annotated[Text, AtMostWords(40)] = ""
    """Danger only: what to do if one can't get out."""
    afterwards: list[Annotated[Text, characters(110)]] = []
    """What to do later: whom to tell, what to keep."""
    sources: Annotated[list[Id], Field(min_length=1)]
    """Ids of sources in this file or in pack.yaml. At least one, not only surveys and opinions."""


class OtherOptionShape(Shape):
    """An option on the topic's screen that is no red flag."""

    text: Annotated[OptionText, Field(alias="option")]
    """What one ticks, at most 37 characters."""
    also: Phrases = []
    """Words and short phrases that people use for it, in small letters. At most 30."""
    kind: OtherKindId
    """fact, sustained, mitigating, own-state, context, own-reason or danger-sign."""
    sets: dict[Id, Text] = {}
    """Kind context: the context answer that the tick gives, such as would-take: no."""
    reassurance: Annotated[Text, AtMostWords(30)] = ""
    """Kind own-state or own-reason: what to tell someone who ticks it."""
    do_now: list[Annotated[Text, characters(70)]] = []
    """Kind own-reason: what to do first, such as getting help."""
    sources: list[Id] = []
    """Ids of sources."""


class SignShape(Shape):
    """A danger sign, asked where the danger screen was answered *not sure*."""

    text: Annotated[OptionText, Field(alias="option")]
    """What one ticks, at most 37 characters."""
    weight: Literal["weak", "strong"]
    """strong: this alone is danger. weak: two together are."""
    why: Annotated[Text, AtMostWords(30)] = ""
    """Why it counts, shown behind ?."""
    sources: list[Id] = []
    """Ids of sources."""


class ReassuranceShape(Shape):
    """Something that is not a red flag, said so that nobody over-reacts."""

    what: Annotated[Text, characters(60)]
    """What it is, at most 60 characters."""
    why: Annotated[Text, AtMostWords(30)]
    """Why it is no red flag, at most 30 words."""
    sources: list[Id] = []
    """Ids of sources."""


class LineShape(Shape):
    """A sentence to say or send. An exit line has three beats, every other line one `say`."""

    purpose: PurposeId
    """What the line is for."""
    tone: ToneId
    """warm, neutral or firm."""
    fits: list[Id] = []
    """Ids of the flags or options that it is about; left out: the whole topic."""
    channels: list[ChannelId] = []
    """Where it can be used; left out: everywhere."""
    after: list[RaiseStateId] = []
    """What came of raising it: fixed, waiting, not-yet, cannot, goes-on, refused or unsafe. Left out: whatever came of it; of a line that raises: not yet."""
    say: Text = ""
    """The sentence, at most 25 words. Not for exit lines."""
    open: Text = ""
    """Exit lines: the first beat. The three beats together have at most 25 words."""
    statement: Text = ""
    """Exit lines: what you are doing, and why in a few words."""
    close: Text = ""
    """Exit lines: thanks and goodbye."""
    if_they_push: Text = ""
    """Exit lines: the same again, calmly, with no new reason."""
    body: Annotated[Text, characters(90)] = ""
    """What to do with body or mouse while saying it."""


class RaiseAnswerShape(Shape):
    text: OptionText
    """The answer as the person would give it."""
    means: RaiseStateId
    """fixed, waiting, not-yet, cannot, goes-on, refused or unsafe. Several answers may mean the same."""


class RaiseQuestionShape(Shape):
    """The question that asks what came of raising a red flag."""

    ask: Annotated[Text, characters(40)]
    """The question, such as: Did you ask about it?"""
    answers: Annotated[list[RaiseAnswerShape], Field(min_length=2, max_length=9)]
    """Two to nine answers and what each means."""


class TopicShape(Shape):
    """One subject of a pack: its red flags, other options, lines and sources."""

    topic: Id
    """The id of the topic, the same as the name of the file. A layer may name a topic there is."""
    title: OptionText = ""
    """The tick on the second screen. A new topic needs it."""
    why: Annotated[Text, AtMostWords(40)] = ""
    """The answer to “why do you ask?”. A new topic needs it."""
    examples: Annotated[Text, AtMostWords(25)] = ""
    """Shown behind ? on the second screen."""
    nobody_there: bool = False
    """Nobody may be there to hear it: lines for any topic, which speak to a person, come only where this one has none."""
    raising: Annotated[RaiseQuestionShape | None, Field(alias="raise")] = None
    """Replaces the pack's question about what came of raising it."""
    screen: list[Id] = []
    """The ids of the options in the order of the screen; others follow."""
    flags: dict[Id, FlagShape] = {}
    """The red flags, the most decisive first. With `options`, at most 27; nine are shown at once."""
    options: dict[Id, OtherOptionShape] = {}
    """Further options on the same screen that are no red flags."""
    signs: dict[Id, SignShape] = {}
    """danger.yaml only: what makes one unsure, asked after *not sure*. At most nine."""
    not_red_flags: dict[Id, ReassuranceShape] = {}
    """Things that are often taken for red flags and are none."""
    lines: dict[Id, LineShape] = {}
    """What to say about this topic."""
    sources: dict[Id, SourceShape] = {}
    """The sources that this file names, by id."""


class LinesShape(Shape):
    """Lines that fit any topic of the pack."""

    lines: dict[Id, LineShape]
    """The lines, by id."""
    sources: dict[Id, SourceShape] = {}
    """The sources that this file names, by id."""


class RowWordsShape(Shape):
    """What a row of the policy tells the person."""

    headline: Annotated[Text, characters(34)]
    """The first words of the result."""
    meaning: Annotated[Text, AtMostWords(30)]
    """What it means, in a sentence or two."""
    do_now: list[Annotated[Text, characters(70)]] = []
    """What to do at once."""
    note: Annotated[Text, AtMostWords(30)] = ""
    """A remark for whoever reads the rows."""
    next_steps: list[Annotated[Text, characters(110)]] = []
    """What to do afterwards."""


class ContextShape(Shape):
    ask: Annotated[Text, characters(40)]
    """The question."""
    why: Annotated[Text, AtMostWords(40)]
    """The answer to “why do you ask?”."""
    answers: dict[Id, OptionText]
    """Each answer with its text."""


class ReasonShape(Shape):
    means: Annotated[Text, characters(60)]
    """What the word means, shown in the list of reasons."""
    topic: Id = ""
    """The topic whose lines it looks for."""
    purpose: PurposeId = Purpose.EXIT
    """The purpose whose lines it looks for."""
    channel: ChannelId | None = None
    """The channel that it takes for granted."""


class PackShape(Shape):
    """Who wrote a pack, its fixed screens, the order of topics, and the words of verdicts."""

    pack: Id
    """The id of the pack. A folder of your own names the pack that it adds to."""
    title: Annotated[Text, characters(40)] = ""
    """The pack's name."""
    switch_text: Annotated[Text, characters(60)] = ""
    """How a person of this role says who they are."""
    written_by: Text = ""
    """Who wrote it."""
    last_changed: Date = ""
    """The day of the last change, such as 2026-11-21."""
    due_again: Date = ""
    """The day on which it should be looked at again."""
    reviewed_by: Text = ""
    """A named professional, or: nobody yet."""
    interests: Text = ""
    """Who paid, and whose interests stand behind it."""
    topics: list[Id] = []
    """The order of the second screen, danger first. Those that a later folder names come before the others."""
    wording: WordingShape | None = None
    """The fixed sentences of the screens."""
    raising: Annotated[RaiseQuestionShape | None, Field(alias="raise")] = None
    """The raise question of every topic that has none of its own."""
    context: dict[Literal["would-take", "meet-again", "need"], ContextShape] = {}
    """The three context questions."""
    rows: dict[Id, RowWordsShape] = {}
    """The words of every row of the policy."""
    reasons: dict[Id, ReasonShape] = {}
    """Neutral words for `coach script WORD`."""
    sources: dict[Id, SourceShape] = {}
    """Sources that every file of the pack may name."""
