"""Whether a pack is complete, and whether its screens can be reached and drawn."""

from __future__ import annotations

from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, Raise
from interview_coach.problems import no_such
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.policy import Policy
from interview_coach.rulebook.sayable import check_prose
from interview_coach.rulebook.shapes import FlagShape, OtherOptionShape

OPTIONS_ON_A_SCREEN = TOPICS_ON_A_SCREEN = 27
"""What a tick-list holds: three times the nine that are shown at once."""
DANGER_ON_A_SCREEN = 9
"""The danger screen shows everything at once."""


_OF_THE_MAKER = (
    "title", "switch_text", "written_by", "last_changed", "due_again", "reviewed_by", "interests",
)  # fmt: skip
_OF_THE_SCREENS = (
    ("wording", "wording", "the fixed sentences"),
    ("rows", "rows", "the words of every row of the policy"),
    ("raising", "raise", "the raise question"),
)


def check_pack(merged: Merged) -> None:
    """Whether pack.yaml says all that a pack must say."""
    pack = merged.base
    for key in _OF_THE_MAKER:
        if not getattr(pack.shape, key):
            pack.wrong(f"{key!r} is missing; a pack says who made it and when it is due again")
    for field, key, what in _OF_THE_SCREENS:
        if not getattr(pack.shape, field):
            pack.wrong(f"{key!r} is missing; a pack needs {what}")
    for id_, order in CONTEXT_ORDER.items():
        if (question := merged.context.get(id_)) is None:
            pack.wrong(f"the context question {id_!r} is missing; add it", "context")
            continue
        answers = question.shape.answers
        for answer in answers.keys() - set(order):
            question.wrong(no_such("answer", answer, order), "answers", answer)
        for answer in set(order) - answers.keys():
            question.wrong(f"the answer {answer!r} has no text; add it", "answers")
    purposes = {line.shape.purpose for line in merged.lines.values()}
    for id_, reason in merged.reasons.items():
        shape = reason.shape
        if shape.topic and shape.topic not in merged.topics:
            topics = [topic for topic in merged.topics if topic != DANGER]
            reason.wrong(no_such("topic", shape.topic, topics), "topic")
        if shape.purpose not in purposes:
            lacking = f"there is no line with `purpose: {shape.purpose.value}` for {id_!r}"
            reason.wrong_key(f"{lacking}; add one or take the reason out")


def check_rows(merged: Merged, policy: Policy) -> None:
    """Whether every row of the policy has words, and no other; those of danger are sealed."""
    for id_, row in merged.rows.items():
        if id_ not in policy:
            row.wrong_key(no_such("row", id_, policy))
        check_prose(row, "meaning", "do_now", "next_steps")
    if merged.base.shape.rows:
        for id_ in policy.keys() - merged.rows.keys():
            merged.base.wrong_key(f"the row {id_!r} has no words; add them", "rows")
    for row in merged.row_overrides:
        if row.id in policy and any(threshold.measure == DANGER for threshold in policy[row.id].when):
            row.wrong_key(f"the row {row.id!r} is about danger, which is sealed; take it out")


def check_topics(merged: Merged) -> None:
    """Whether topics are listed, titled, few enough and drawable."""
    base = merged.base
    for pack in merged.packs:
        listed = pack.shape.topics
        for number, id_ in enumerate(listed):
            if id_ in listed[:number]:
                pack.wrong(f"{id_!r} is listed twice; keep one", "topics", number)
            if id_ not in merged.topics:
                cure = f"there is no topic file {id_}.yaml; write it, or take {id_!r} out"
                pack.wrong(cure, "topics", number)
    if DANGER not in merged.topics:
        base.wrong("there is no danger topic; every pack asks about danger first", "topics")
    count = sum(topic != DANGER for topic in merged.order)
    if count > TOPICS_ON_A_SCREEN:
        most = f"at most {TOPICS_ON_A_SCREEN} fit: nine at once, + shows more"
        base.wrong(f"{count} topics; {most}", "topics")
    _check_signs(merged)
    for topic in merged.topics.values():
        if topic.name not in merged.order:
            cure = f"nobody reaches the topic {topic.name!r}; add it to `topics` in pack.yaml"
            topic.base.wrong(cure, "topic")
        for key in ("title", "why"):
            if key not in topic.texts:
                topic.base.wrong(f"{key!r} is missing; a new topic needs it", "topic")
        _check_screen(merged, topic)
        flags = merged.flags_of(topic.name)
        if "raising" in topic.texts and all(flag.shape.raising is Raise.NO for flag in flags):
            cure = "nobody reaches this raise question: no flag here is raised; take it out"
            topic.reads["raising"].wrong_key(cure, "raise")
        _check_sustained(merged, topic)


def _check_signs(merged: Merged) -> None:
    """Whether danger signs fit one screen, and there is a flag that they add up to."""
    signs = list(merged.signs.values())
    if len(signs) > DANGER_ON_A_SCREEN:
        most = f"at most {DANGER_ON_A_SCREEN} fit: the keys are 1 to 9"
        signs[DANGER_ON_A_SCREEN].wrong_key(f"{len(signs)} danger signs; {most}")
    if signs and not any(flag.shape.danger_signs for flag in merged.flags.values()):
        signs[0].wrong_key("no danger flag adds these signs up; add one with `danger_signs: 2`")


def _check_screen(merged: Merged, topic: MergedFile) -> None:
    """Whether there is something to tick, with keys enough, told apart, and in an order that exists."""
    shown: list[Entry[FlagShape] | Entry[OtherOptionShape]] = [
        flag for flag in merged.flags_of(topic.name) if flag.shape.option
    ]
    shown += [option for option in merged.options.values() if option.topic == topic.name]
    if not shown:
        cure = f"the topic {topic.name!r} has nothing to tick; add a flag with an option"
        topic.base.wrong(cure, "topic")
    is_danger = topic.name == DANGER
    most = DANGER_ON_A_SCREEN if is_danger else OPTIONS_ON_A_SCREEN
    if len(shown) > most:
        why = "the keys are 1 to 9" if is_danger else "nine at once, + shows more"
        shown[most].wrong_key(f"{len(shown)} options in {topic.name!r}; at most {most} fit: {why}")
    texts: dict[str, str] = {}
    for entry in shown:
        shape = entry.shape
        text = (shape.option if isinstance(shape, FlagShape) else shape.text).lower()
        if text in texts:
            entry.wrong(f"{entry.id!r} and {texts[text]!r} read the same; tell them apart", "option")
        texts[text] = entry.id
    ids = [entry.id for entry in shown]
    named: list[str] = topic.texts.get("screen", [])
    for number, id_ in enumerate(named):
        if id_ in named[:number]:
            topic.reads["screen"].wrong(f"{id_!r} is listed twice; keep one", "screen", number)
    if named:
        topic.reads["screen"].check_known("option of this topic", named, ids, "screen")


def _check_sustained(merged: Merged, topic: MergedFile) -> None:
    options = (option for option in merged.options.values() if option.topic == topic.name)
    sustained = [option for option in options if option.shape.kind == "sustained"]
    for extra in sustained[1:]:
        extra.wrong_key("a second `sustained` option; one for a topic is enough")
    if sustained and not any(flag.shape.can_be_sustained for flag in merged.flags_of(topic.name)):
        cure = "no rule uses this option; set can_be_sustained on a flag or take it out"
        sustained[0].wrong_key(cure)
