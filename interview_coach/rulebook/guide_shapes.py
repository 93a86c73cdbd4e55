"""The shape of the guide files of a pack: `prep.yaml`, `followup.yaml`, `debrief.yaml`."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from interview_coach.book.guides import FilledWith, Outcome, Settles, StepKind
from interview_coach.rulebook.shapes import SourceShape
from interview_coach.rulebook.values import (
    AtMostWords,
    ById,
    ConcernId,
    Id,
    OptionText,
    Shape,
    Text,
    characters,
)

StepKindId = Annotated[StepKind, ById()]
SettlesId = Annotated[Settles, ById()]
OutcomeId = Literal["go", "ask-first", "cancel"]
LetterChannelId = Literal["email", "message", "phone", "paper"]
FilledWithId = Annotated[FilledWith, ById()]


class Sourced(Shape):
    """What may name sources."""

    sources: list[Id] = []
    """Ids of sources in this file or in pack.yaml."""


class StepOptionShape(Sourced):
    """One option of a step."""

    text: OptionText
    """The option, at most 37 characters."""
    how: Annotated[Text, AtMostWords(40)] = ""
    """How one finds out or goes about it, shown on ?. At most 40 words."""
    leads_to: Annotated[Outcome, ById()] = Outcome.GO
    """ask-first or cancel, where this answer alone leads there. The gravest one counts."""
    because: Annotated[Text, characters(80)] = ""
    """The reason that is then given, a sentence of at most 80 characters."""
    letter: Id = ""
    """The id of the letter that is then offered."""


class OnlyIfShape(Shape):
    """The step is asked only where one of these options of an earlier step was chosen."""

    step: Id
    """The id of a step of kind choice or ticks that is asked before."""
    is_: Annotated[list[Id], Field(alias="is", min_length=1)]
    """Ids of its options, in a list."""


class StepShape(Sourced):
    """One thing that is asked. The answer is kept only if the person says so."""

    section: Id
    """The id of the section in which it is asked."""
    ask: Annotated[Text, characters(60)]
    """The question, at most 60 characters."""
    kind: StepKindId
    """text, lines, amount, date, choice (one option), ticks (any options), deal-breakers, country or open-fixes."""
    hint: Annotated[Text, characters(110)] = ""
    """What helps to answer it, such as an example. At most 110 characters."""
    why: Annotated[Text, AtMostWords(60)] = ""
    """The answer to “why do you ask?”. At most 60 words."""
    options: dict[Id, StepOptionShape] = {}
    """For choice and ticks: the options by id, at most nine."""
    settles: SettlesId | None = None
    """What the coach itself does with the answer, such as floor. Left out: it is only kept and shown."""
    only_if: OnlyIfShape | None = None
    """Asks it only after certain options of an earlier step."""
    for_each: Id = ""
    """Asks it once for every line of this earlier step, which is of kind lines."""
    for_all: bool = False
    """true: the answer can hold for every interview, and not only for one."""


class SectionShape(Shape):
    """Steps that are gone through in one go: one line of the menu."""

    title: OptionText
    """The line of the menu, at most 37 characters."""
    intro: Annotated[Text, AtMostWords(40)]
    """What is said before its first question, at most 40 words."""


class LetterShape(Sourced):
    """A text to send. With the channel phone it is an outline of what to say."""

    kind: Id
    """What it is for: in prep ask-first or cancel, in followup the id of a kind."""
    text: OptionText
    """The line of the menu that chooses it, at most 37 characters."""
    channel: LetterChannelId
    """email, message, phone (an outline of what to say) or paper."""
    subject: Annotated[Text, characters(80)] = ""
    """E-mail only: the subject, at most 80 characters."""
    body: Annotated[Text, AtMostWords(200)]
    """The text, at most 200 words, over several lines with |. What is open stands in [brackets]."""


class DetailShape(Shape):
    """Something that letters leave open in [brackets], asked for once."""

    ask: Annotated[Text, characters(60)]
    """The question that fills it in, at most 60 characters."""
    example: Annotated[Text, characters(60)]
    """An example, at most 60 characters."""
    of_me: bool = False
    """true: it is the same for every interview, such as one's own name."""
    filled_with: FilledWithId | None = None
    """today or interview-day: the coach writes that day in. It can still be changed."""


class OutcomeShape(Shape):
    """What is said where preparing leads here."""

    headline: Annotated[Text, characters(34)]
    """The first words of the result, at most 34 characters."""
    meaning: Annotated[Text, AtMostWords(30)]
    """What it means, at most 30 words."""
    next_steps: list[Annotated[Text, characters(110)]] = []
    """What to do then, at most 110 characters each."""


class PushShape(Shape):
    """One push-back."""

    they: Annotated[Text, characters(110)]
    """What they say when one wants to leave."""
    hint: Annotated[Text, characters(110)]
    """A hint for the answer."""


class RehearsalShape(Shape):
    """Saying the exit line aloud, against push-backs. There is no score."""

    intro: Annotated[Text, AtMostWords(60)]
    """What is said before, at most 60 words."""
    pushes: Annotated[list[PushShape], Field(min_length=2, max_length=4)]
    """Two to four push-backs."""
    after: Annotated[Text, AtMostWords(60)]
    """What is said after, at most 60 words."""


class CardShape(Shape):
    """The headings and fixed sentences of the card for the break."""

    title: Annotated[Text, characters(40)]
    """The heading of the card."""
    equals: Annotated[Text, characters(80)]
    """The sentence under it: two who find out whether they suit each other."""
    danger: Annotated[Text, characters(40)]
    """The heading of the danger list. Sealed: no later folder can change it."""
    deal_breakers: Annotated[Text, characters(40)]
    """The heading of one's own deal-breakers."""
    lines: Annotated[Text, characters(40)]
    """The heading of the lines to leave with."""
    ask: Annotated[Text, characters(40)]
    """The heading of the lines to ask for something with."""
    questions: Annotated[Text, characters(40)]
    """The heading of the questions to ask them."""
    later: Annotated[Text, characters(110)]
    """The last sentence: what to do afterwards."""


class GuideShape(Shape):
    """A guide file, which may hold sources of its own."""

    sources: dict[Id, SourceShape] = {}
    """The sources that this file names, by id."""


class TitledShape(GuideShape):
    """A guide that a person goes through."""

    title: Annotated[Text, characters(34)] = ""
    """The title, at most 34 characters."""
    welcome: Annotated[Text, AtMostWords(60)] = ""
    """What is said at the beginning, at most 60 words."""


class AskingShape(TitledShape):
    """A guide that asks, section by section."""

    sections: dict[Id, SectionShape] = {}
    """The lines of the menu in their order, at most nine."""
    steps: dict[Id, StepShape] = {}
    """What is asked, by id. A step stands in one of the sections; their order is the order of asking."""


class WritingShape(TitledShape):
    """A guide with letters."""

    letters: dict[Id, LetterShape] = {}
    """The letters, by id. A folder of your own replaces a letter by giving yours the same id."""
    details: dict[Id, DetailShape] = {}
    """What letters leave open. The id their-name is written [their name] in a letter."""
    wait: Annotated[Text, AtMostWords(40)] = ""
    """Said before something is sent that is worth sleeping on, at most 40 words."""


class PrepShape(AskingShape, WritingShape):
    """What is gone through before an interview: questions, letters, rehearsal and the card."""

    guide: Literal["prep"]
    """prep, the name of the file."""
    outcomes: dict[OutcomeId, OutcomeShape] = {}
    """Where preparing can lead: go, ask-first and cancel, all three."""
    rehearsal: RehearsalShape | None = None
    """Saying the exit line aloud."""
    card: CardShape | None = None
    """The headings of the card. The heading of danger is sealed."""


class SafetyShape(Shape):
    """The question that comes before everything else. No later folder can change it."""

    ask: Annotated[Text, characters(60)]
    """The question, at most 60 characters."""
    why: Annotated[Text, AtMostWords(60)]
    """What counts as unsafe, at most 60 words."""
    no: OptionText
    """The answer no, in the person's words."""
    yes: OptionText
    """The answer yes, in the person's words."""
    not_sure: OptionText
    """The answer of someone who is not sure. It is treated as yes."""
    after: Annotated[list[Annotated[Text, characters(110)]], Field(min_length=1, max_length=6)]
    """What helps after a yes, at most six sentences."""


class KindShape(Sourced):
    """One purpose of a letter, and how to go about it."""

    group: Id
    """The id of the group in which it stands."""
    text: OptionText
    """The line of the menu, at most 37 characters."""
    advice: Annotated[list[Annotated[Text, characters(110)]], Field(min_length=1, max_length=6)]
    """When and how to send it: one to six sentences of at most 110 characters."""
    after_danger: bool = False
    """true: it is offered even when something unsafe happened. Sealed for the kinds there are."""
    wait: bool = False
    """true: it is worth sleeping on before it is sent."""
    bodies: list[ConcernId] = []
    """Concerns whose official bodies are named with it: discrimination, fraud, safety, pay, data, violence."""


class FollowupShape(WritingShape):
    """What can be sent after an interview, by purpose, and the question that comes first."""

    guide: Literal["followup"]
    """followup, the name of the file."""
    safety: SafetyShape | None = None
    """The question that comes first. It is sealed: no later folder can change it."""
    groups: dict[Id, OptionText] = {}
    """The lines of the first menu, by id, at most nine."""
    kinds: dict[Id, KindShape] = {}
    """The purposes of letters, by id, such as thank-you."""


class DebriefShape(AskingShape):
    """What is gone through after an interview, once, before one lets it go."""

    guide: Literal["debrief"]
    """debrief, the name of the file."""
    closing: list[Annotated[Text, characters(110)]] = []
    """What is said at the end, one sentence each: let it go."""
    a_person_to_talk_to: Annotated[Text, AtMostWords(40)] = ""
    """Where to find a person to talk to, at most 40 words."""
