"""Whether a pack is complete, and whether its screens can be reached and drawn."""

from __future__ import annotations

from interview_coach.book.pack import CONTEXT_ORDER, DANGER, Raise
from interview_coach.problems import Problems, no_such
from interview_coach.rulebook.merge import Entry, Merged, MergedFile
from interview_coach.rulebook.policy import Policy
from interview_coach.rulebook.shapes import FlagShape, OtherOptionShape

OPTIONS_ON_A_SCREEN = TOPICS_ON_A_SCREEN = 27
"""What a tick-list holds: three times the nine that are shown at once."""
DANGER_ON_A_SCREEN = 9
"""The danger screen shows everything at once."""


def check_pack(merged: Merged, problems: Problems) -> None:
    """Whether pack.yaml says all that a pack must say."""
    pack = merged.base
    for key in (
        "title",
        "switch_text",
        "written_by",
        "last_changed",
        "due_again",
        "reviewed_by",
        "interests",
    ):
        if not getattr(pack.shape, key):
            problems.add(
                pack.place(), f"{key!r} is missing; a pack says who made it and when it is due again"
            )
    for key, what in (
        ("wording", "the fixed sentences"),
        ("rows", "the words of every row of the policy"),
        ("raising", "the raise question"),
    ):
        if not getattr(pack.shape, key):
            problems.add(pack.place(), f"{key.replace('raising', 'raise')!r} is missing; a pack needs {what}")
    for id_, order in CONTEXT_ORDER.items():
        if id_ not in merged.context:
            problems.add(pack.place("context"), f"the context question {id_!r} is missing; add it")
            continue
        question, read = merged.context[id_]
        for answer in question.answers.keys() - set(order):
            problems.add(read.place("context", id_, "answers", answer), no_such("answer", answer, order))
        for answer in set(order) - question.answers.keys():
            problems.add(read.place("context", id_, "answers"), f"the answer {answer!r} has no text; add it")
    for id_, (reason, read) in merged.reasons.items():
        if reason.topic and reason.topic not in merged.topics:
            topics = [topic for topic in merged.topics if topic != DANGER]
            problems.add(read.place("reasons", id_, "topic"), no_such("topic", reason.topic, topics))
        if not any(line.shape.purpose == reason.purpose for line in merged.lines.values()):
            message = f"there is no line with `purpose: {reason.purpose.value}` for {id_!r}; add one or take the reason out"
            problems.add(read.key_place("reasons", id_), message)


def check_rows(merged: Merged, policy: Policy, problems: Problems) -> None:
    """Whether every row of the policy has words, and no other; those of danger are sealed."""
    for id_, (_, read) in merged.rows.items():
        if id_ not in policy:
            problems.add(read.key_place("rows", id_), no_such("row", id_, policy))
    if merged.base.shape.rows:
        for id_ in policy.keys() - merged.rows.keys():
            problems.add(merged.base.key_place("rows"), f"the row {id_!r} has no words; add them")
    for id_, read in merged.row_overrides:
        if id_ in policy and any(threshold.measure == DANGER for threshold in policy[id_].when):
            problems.add(
                read.key_place("rows", id_), f"the row {id_!r} is about danger, which is sealed; take it out"
            )


def check_topics(merged: Merged, problems: Problems) -> None:
    """Whether topics are listed, titled, few enough and drawable."""
    listed = merged.base.shape.topics
    for number, id_ in enumerate(listed):
        if id_ in listed[:number]:
            problems.add(merged.base.place("topics", number), f"{id_!r} is listed twice; keep one")
        if id_ not in merged.topics:
            problems.add(
                merged.base.place("topics", number),
                f"there is no topic file {id_}.yaml; write it, or take {id_!r} out",
            )
    if DANGER not in merged.topics:
        problems.add(
            merged.base.place("topics"), "there is no danger topic; every pack asks about danger first"
        )
    ordinary = [topic for topic in merged.order if topic != DANGER]
    if len(ordinary) > TOPICS_ON_A_SCREEN:
        problems.add(
            merged.base.place("topics"),
            f"{len(ordinary)} topics; at most {TOPICS_ON_A_SCREEN} fit: nine at once, + shows more",
        )
    for topic in merged.topics.values():
        if topic.name not in merged.order:
            problems.add(
                topic.start, f"nobody reaches the topic {topic.name!r}; add it to `topics` in pack.yaml"
            )
        for key in ("title", "why"):
            if key not in topic.texts:
                problems.add(topic.start, f"{key!r} is missing; a new topic needs it")
        _check_screen(merged, topic, problems)


def _check_screen(merged: Merged, topic: MergedFile, problems: Problems) -> None:
    shown: list[Entry[FlagShape] | Entry[OtherOptionShape]] = [
        flag for flag in merged.flags.values() if flag.topic == topic.name and flag.shape.option
    ]
    shown += [option for option in merged.options.values() if option.topic == topic.name]
    if not shown:
        problems.add(topic.start, f"the topic {topic.name!r} has nothing to tick; add a flag with an option")
    is_danger = topic.name == DANGER
    most = DANGER_ON_A_SCREEN if is_danger else OPTIONS_ON_A_SCREEN
    if len(shown) > most:
        why = "the keys are 1 to 9" if is_danger else "nine at once, + shows more"
        problems.add(
            shown[most].key_place(), f"{len(shown)} options in {topic.name!r}; at most {most} fit: {why}"
        )
    texts: dict[str, str] = {}
    for entry in shown:
        shape = entry.shape
        text = (shape.option if isinstance(shape, FlagShape) else shape.text).lower()
        if text in texts:
            problems.add(
                entry.place("option"), f"{entry.id!r} and {texts[text]!r} read the same; tell them apart"
            )
        texts[text] = entry.id
    ids = [entry.id for entry in shown]
    named: list[str] = topic.texts.get("screen", [])
    for number, id_ in enumerate(named):
        place = topic.reads["screen"].place("screen", number)
        if id_ in named[:number]:
            problems.add(place, f"{id_!r} is listed twice; keep one")
        if id_ not in ids:
            problems.add(place, no_such("option of this topic", id_, ids))
    raisable = any(
        flag.shape.raising is not Raise.NO for flag in merged.flags.values() if flag.topic == topic.name
    )
    if "raising" in topic.texts and not raisable:
        problems.add(
            topic.reads["raising"].key_place("raise"),
            "nobody reaches this raise question: no flag here is raised; take it out",
        )
    sustained = [
        option
        for option in merged.options.values()
        if option.topic == topic.name and option.shape.kind == "sustained"
    ]
    for extra in sustained[1:]:
        problems.add(extra.key_place(), "a second `sustained` option; one for a topic is enough")
    if sustained and not any(
        f.shape.can_be_sustained for f in merged.flags.values() if f.topic == topic.name
    ):
        problems.add(
            sustained[0].key_place(),
            "no rule uses this option; set can_be_sustained on a flag or take it out",
        )
