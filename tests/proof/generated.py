"""Random admissible packs, answer sets and profiles, as Hypothesis strategies.

Packs are drawn as the texts of their files and go through the real loader, so that every property
also tries the loader; JSON is used since it is YAML that needs no quoting.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Any, NamedTuple, TypeAlias

from hypothesis import assume
from hypothesis import strategies as st

from interview_coach.book.pack import Book, Option
from interview_coach.book.vocabulary import CONTEXT_ORDER, DANGER, SIGNS, OptionKind, Stance
from interview_coach.engine.answers import (
    Profile,
    atoms_of,
    gate,
    is_raisable,
    raise_states,
    raised,
    signs_apply,
)
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadRules
from interview_coach.rulebook.loader import load_texts
from interview_coach.storage.rule_folders import POLICY, shared_texts

Data = dict[str, Any]
PACK = "made-up"
LEVELS = ("note", "concern", "serious", "dealbreaker")
LEANINGS = ("balanced", "firm")
TICKS = ("no", "not-sure", "yes")


any_of, between, EITHER = cache(st.sampled_from), cache(st.integers), st.booleans()
just, some_of = cache(st.just), cache(st.lists)
"""The same strategy for the same choice: Hypothesis takes longer to make one than to draw from it."""


class Asked(NamedTuple):
    """An answer set with the engine and the profile to decide it with."""

    engine: Engine
    answers: dict[str, str]
    profile: Profile


# --- packs ---------------------------------------------------------------------------------------

SOURCE = {
    "publisher": "A publisher",
    "title": "A title",
    "year": "2024",
    "url": "https://example.org/a",
    "strength": "official",
}
RAISING = {
    "ask": "Did you say it?",
    "answers": [
        {"text": text, "means": text}
        for text in ("not-yet", "fixed", "waiting", "goes-on", "refused", "cannot")
    ],
}
NOT_SAFE: Data = {**RAISING, "answers": [*RAISING["answers"], {"text": "unsafe", "means": "unsafe"}]}
FIXED_WORDS = (
    "danger_title",
    "danger_intro",
    "danger_note",
    "topics_title",
    "topics_intro",
    "topics_why",
    "too_early",
    "not_asked",
    "put_right",
    "other_school",
    "cannot_leave_title",
    "body",
)
WORDING: Data = dict.fromkeys(FIXED_WORDS, "Words")
CONTEXT = {
    id_: {"ask": "So?", "why": "It helps.", "answers": {answer: answer for answer in order}}
    for id_, order in CONTEXT_ORDER.items()
}
EXIT_LINE = {
    "purpose": "exit",
    "tone": "neutral",
    "open": "I see.",
    "statement": "I have to go.",
    "close": "Bye.",
    "if_they_push": "I have to go.",
}
RAISE_LINE = {"purpose": "raise", "tone": "neutral", "say": "Can we fix it?"}
WAIT_LINE = {**RAISE_LINE, "after": ["waiting"], "say": "When will you know?"}

STANDARD_LEAVING: tuple[Data, ...] = (
    {"own_reason": True},
    {"scam": 2},
    {"ripe_itself": "dealbreaker"},
    {"insisted": "serious", "leaning": "balanced"},
    {"ripe": "serious", "topics": 2, "leaning": "balanced"},
    {"ripe": "serious", "flags": 2, "leaning": "balanced"},
    {"ripe": "serious", "leaning": "firm"},
    {"would_take": "no", "meet_again": "no", "leaning": "balanced"},
    {"would_take": "no", "leaning": "firm"},
)
STANDARD_STAY: tuple[Data, ...] = (
    {"would_take": "no"},
    {"ripe": "dealbreaker"},
    {"to_raise": "concern"},
    {"waiting": "concern"},
    {"standing": "concern", "topics": 2},
    {"standing": "note"},
    {"own_state": True},
)


def _file(data: Data) -> str:
    return json.dumps(data)


def _flag(text: str, severity: str, raising: str, **more: Any) -> Data:
    flag: Data = {
        "finding": f"{text} happened.",
        "why": "It matters.",
        "severity": severity,
        "raise": raising,
        "sources": ["src"],
        **more,
    }
    if raising != "no":
        flag |= {"fixed_when": "They mend it.", "leave_when": "they will not"}
    return flag


@cache
@st.composite
def _danger_topic(draw: st.DrawFn) -> Data:
    care = {"do_now": ["Go."], "cannot_leave": "Shout.", "afterwards": ["Tell a friend."]}
    flags = {
        f"danger-{n}": _flag(f"Danger {n}", "danger", "no", option=f"Danger {n}", **care)
        for n in range(draw(between(1, 2)))
    }
    weights = draw(some_of(any_of(("weak", "weak", "strong")), max_size=2))
    if weights:
        least = draw(between(1, 2))
        flags["danger-signs"] = _flag("Danger signs", "danger", "no", danger_signs=least, **care)
    return {
        "topic": DANGER,
        "title": "Are you safe?",
        "signs": {f"sign-{n}": {"option": f"Sign {n}", "weight": w} for n, w in enumerate(weights)},
        "why": "It comes first.",
        "flags": flags,
        "lines": {"danger-exit": EXIT_LINE},
        "sources": {"src": SOURCE},
    }


@cache
@st.composite
def _ordinary_topic(draw: st.DrawFn, id_: str, with_facts: bool) -> Data:
    flags: Data = {}
    options: Data = {}
    sustained = draw(EITHER)
    for n in range(draw(between(1, 3))):
        abuse = draw(EITHER)
        raising = "if-safe" if abuse else draw(any_of(("required", "required", "if-safe", "no")))
        more: Data = {"abuse": True} if abuse else {}
        if sustained and (n == 0 or draw(EITHER)):
            more["can_be_sustained"] = True
        if more.get("can_be_sustained") and draw(EITHER):
            more["treatment"] = True
        if draw(between(0, 3)) == 0:
            more["scam_sign"] = draw(between(1, 3))
        # What goes on and on has to move something up.
        severity = draw(any_of(LEVELS[:3] if more.get("can_be_sustained") else LEVELS))
        text = f"{id_} {n}"
        flags[f"{id_}-{n}"] = _flag(text, severity, raising, option=text, **more)
    if sustained:
        options[f"{id_}-sustained"] = {"option": f"{id_} all along", "kind": "sustained"}
    if draw(between(0, 2)) == 0:
        options[f"{id_}-nerves"] = {
            "option": f"{id_} nerves",
            "kind": "own-state",
            "reassurance": "It is normal.",
        }
    if draw(between(0, 3)) == 0:
        kind = draw(any_of(("own-reason", "danger-sign")))
        options[f"{id_}-{kind}"] = {"option": f"{id_} {kind}", "kind": kind}
    if id_ == "topic-a" and draw(between(0, 5)) > 0:
        options[f"{id_}-no"] = {
            "option": f"{id_} would say no",
            "kind": "context",
            "sets": {"would-take": "no"},
        }
    if with_facts:
        for kind in draw(some_of(any_of(("fact", "mitigating")), max_size=1)):
            options[f"{id_}-{kind}"] = {"option": f"{id_} {kind}", "kind": kind}
    return {
        "topic": id_,
        "title": id_,
        "why": "It matters.",
        "flags": flags,
        "options": options,
        "lines": {f"{id_}-exit": EXIT_LINE},
        "sources": {"src": SOURCE},
    }


@st.composite
def _condition(draw: st.DrawFn, leaves: list[Any], depth: int) -> Any:
    kind = draw(any_of(("leaf", "all", "any", "at_least"))) if depth else "leaf"
    if kind == "leaf":
        return draw(st.sampled_from(leaves))
    parts = draw(st.lists(_condition(leaves, depth - 1), min_size=1, max_size=3))
    if kind == "at_least":
        return {"at_least": {"count": draw(between(1, len(parts))), "of": parts}}
    return {kind: parts}


def _leaf(id_: str, option: Data) -> Any:
    return {"not": id_} if option.get("kind") == "mitigating" else id_


@st.composite
def _combinations(draw: st.DrawFn, topics: list[Data]) -> None:
    """Add combinations to the topics, so that each fact and mitigating option is read."""
    readable = {
        topic["topic"]: [
            *topic["flags"],
            *(
                _leaf(id_, option)
                for id_, option in topic["options"].items()
                if option["kind"] in ("fact", "mitigating")
            ),
        ]
        for topic in topics
    }
    facts = [
        _leaf(id_, option)
        for topic in topics
        for id_, option in topic["options"].items()
        if option["kind"] in ("fact", "mitigating")
    ]
    leaves = [leaf for those in readable.values() for leaf in those]
    count = draw(between(1 if facts else 0, 2))
    few = st.lists(st.sampled_from(leaves), min_size=1, max_size=3, unique_by=json.dumps)
    conditions = [draw(_condition(draw(few), 1 if facts else 2)) for _ in range(count)]
    unread = [leaf for leaf in facts if json.dumps(leaf) not in json.dumps(conditions)]
    if unread:
        n = draw(between(0, count - 1))
        conditions[n] = {draw(any_of(("all", "any"))): [conditions[n], *unread]}
    for n, drawn in enumerate(conditions):
        topic = draw(st.sampled_from(topics))
        own = readable[topic["topic"]]
        # A combination whose topic is not going on could never be raised.
        lone = _holds_without(drawn, own)
        condition = {"all": [draw(st.sampled_from(own)), drawn]} if lone else drawn
        severity = draw(any_of(LEVELS))
        raising = draw(any_of(("required", "if-safe", "no")))
        topic["flags"][f"combined-{n}"] = _flag(f"Both {n}", severity, raising, fires_if=condition)


def _holds_without(condition: Any, missing: list[Any]) -> bool:
    """Whether a condition can hold when none of these leaves does."""
    if condition in missing:
        return False
    if isinstance(condition, str) or "not" in condition:
        return True
    if "at_least" in condition:
        wanted, parts = condition["at_least"]["count"], condition["at_least"]["of"]
    else:
        ((kind, parts),) = condition.items()
        wanted = len(parts) if kind == "all" else 1
    return bool(sum(_holds_without(part, missing) for part in parts) >= wanted)


def _counts_more(later: Data, earlier: Data) -> bool:
    """Whether as many flags, or topics, as `later` wants are enough for `earlier`."""
    wanted = earlier.get("flags") or earlier.get("topics", 1)
    if later.get("flags") and not earlier.get("flags") and wanted > 1:
        return False
    return bool((later.get("flags") or later.get("topics", 1)) >= wanted)


def _is_shadowed(later: Data, earlier: Data) -> bool:
    """Whether a row can never be named, since whatever matches it matches an earlier row."""
    ranks = {None: 0, "in-doubt": 1, "fires": 2, "balanced": 1, "firm": 2}
    if any(ranks[later.get(key)] < ranks[earlier.get(key)] for key in ("danger", "leaning")):
        return False
    alone = ("abuse", "would_take", "meet_again", "own_state", "own_reason")
    if any(key in earlier and key not in later for key in alone):
        return False
    if later.get("scam", 0) < earlier.get("scam", 0):
        return False
    stronger = {
        "ripe_itself": ("ripe_itself",),
        "insisted": ("insisted",),
        "ripe": ("ripe", "ripe_itself", "insisted"),
        "standing": ("standing", "ripe", "ripe_itself", "insisted", "to_raise", "waiting"),
        "to_raise": ("to_raise",),
        "waiting": ("waiting",),
    }
    return all(
        any(
            name in later
            and LEVELS.index(later[name]) >= LEVELS.index(earlier[key])
            and _counts_more(later, earlier)
            for name in names
        )
        for key, names in stronger.items()
        if key in earlier
    )


@cache
@st.composite
def _random_row(draw: st.DrawFn, *, leaving: bool) -> Data:
    """A row that says "at least"; a leaving row reads more than which way the person leans."""
    level = any_of(LEVELS)
    answer = just("no")
    keys: dict[str, st.SearchStrategy[Any]] = {
        "ripe": level,
        "would_take": answer,
        "meet_again": answer,
        "abuse": just("refused"),
        "own_reason": just(True),
        "scam": between(1, 3),
        "ripe_itself": level,
        "insisted": level,
    }
    if leaving:
        keys["danger"] = just("in-doubt")
    else:
        keys |= {"standing": level, "to_raise": level, "waiting": level, "own_state": just(True)}
    fewest = draw(any_of((1, 2, 2) if leaving else (1,)))
    chosen = draw(some_of(any_of(tuple(sorted(keys))), min_size=fewest, max_size=2, unique=True))
    row = {key: draw(keys[key]) for key in chosen}
    counted = draw(between(0, 3)) > 0 if leaving else draw(EITHER)
    if counted and {"ripe", "ripe_itself", "insisted", "standing", "to_raise", "waiting"} & row.keys():
        row[draw(any_of(("topics", "topics", "flags")))] = draw(any_of((2, 2, 2, 3)))
    if draw(EITHER):
        row["leaning"] = draw(any_of(LEANINGS))
    return row


@cache
@st.composite
def _policy(draw: st.DrawFn) -> Data:
    walking: list[Data] = [{"danger": "fires"}]
    walking += draw(
        st.sampled_from(([{"abuse": "refused"}], [], [{"danger": "in-doubt", "abuse": "refused"}]))
    )
    if draw(EITHER):
        leaving, staying = list(STANDARD_LEAVING), list(STANDARD_STAY)
    else:
        leaving = draw(some_of(_random_row(leaving=True), min_size=1, max_size=4))
        staying = draw(some_of(_random_row(leaving=False), max_size=6))
    groups = {
        "walk-out": draw(st.permutations(walking)),
        "politely-exit": draw(st.permutations([{"danger": "in-doubt"}, *leaving])),
        "stay": [*draw(st.permutations(staying)), {}],
    }
    policy: Data = {}
    seen: list[Data] = []
    for verdict, rows in groups.items():
        policy[verdict] = {}
        for when in rows:
            if any(_is_shadowed(when, earlier) for earlier in seen):
                continue
            policy[verdict][f"row-{len(seen)}"] = {"when": when, "action": "watch"}
            seen.append(when)
    return policy


@st.composite
def pack_texts(draw: st.DrawFn, max_topics: int = 4) -> dict[str, str]:
    """The files of one admissible pack, with an admissible policy as one of them."""
    with_combinations = draw(between(0, 2)) > 0
    topics = [
        draw(_ordinary_topic(f"topic-{letter}", with_combinations and letter in "ab"))
        for letter in "abcd"[: draw(between(2, max_topics))]
    ]
    if with_combinations:
        # Two topics at most, since what combinations join is looked ahead at as one: that takes long.
        draw(_combinations(topics[:2]))
    policy = draw(_policy())
    pack = {
        "pack": PACK,
        "title": "A made-up pack",
        "switch_text": "I test",
        "written_by": "A test",
        "last_changed": "2026-11-21",
        "due_again": "2027-11-21",
        "reviewed_by": "nobody yet",
        "interests": "None.",
        "topics": [DANGER, *(topic["topic"] for topic in topics)],
        "wording": WORDING,
        "raise": draw(st.sampled_from((RAISING, NOT_SAFE))),
        "context": CONTEXT,
        "rows": {id_: {"headline": "Do so", "meaning": "So."} for group in policy.values() for id_ in group},
        "sources": {},
    }
    files = {
        POLICY: _file(policy),
        "pack.yaml": _file(pack),
        "lines.yaml": _file({"lines": {"any-exit": EXIT_LINE, "any-wait": WAIT_LINE}}),
    }
    danger = draw(_danger_topic())
    if any(flag.get("scam_sign") for topic in topics for flag in topic["flags"].values()):
        least = draw(any_of((0, 2, 3)))
        if least:
            care = {"do_now": ["Go."], "cannot_leave": "Shout.", "afterwards": ["Tell a friend."]}
            danger["flags"]["danger-scam"] = _flag("Scam signs", "danger", "no", scam_signs=least, **care)
    for topic in topics:
        if any(flag["raise"] != "no" for flag in topic["flags"].values()):
            topic["lines"][f"{topic['topic']}-raise"] = RAISE_LINE
    for topic in (danger, *topics):
        files[f"{topic['topic']}.yaml"] = _file(topic)
    assume(not _has_dead_facts(files))
    return files


def _has_dead_facts(files: Mapping[str, str]) -> bool:
    """Whether a fact was drawn into a combination that holds without it."""
    try:
        load(files)
    except BadRules as error:
        if not all("changes nothing" in problem.message for problem in error.problems):
            raise
        return True
    return False


_SHARED = shared_texts()
_Files: TypeAlias = tuple[tuple[str, str], ...]


def load(files: Mapping[str, str], *layers: Mapping[str, str], name: str = PACK) -> Book:
    """The book of one folder of texts with layers over it, through the real loader."""
    return _load(name, *(tuple(texts.items()) for texts in (files, *layers)))


@lru_cache(maxsize=2)  # a pack is loaded to see if it holds together, and then to be used
def _load(name: str, files: _Files, *layers: _Files) -> Book:
    base = dict(files)
    policy = base.pop(POLICY)
    over = [{"mine": dict(layer)} for layer in layers]
    return load_texts([{name: base}, *over], {**_SHARED, POLICY: policy}).books[name]


def books(max_topics: int = 4) -> st.SearchStrategy[Book]:
    """Books of random admissible packs."""
    return pack_texts(max_topics).map(load)


# --- answers -------------------------------------------------------------------------------------


@cache
def _own_of(ids: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    return st.just([]) | st.lists(any_of(ids), min_size=1, max_size=4, unique=True)


@cache
def _some_of(options: tuple[str, ...]) -> st.SearchStrategy[Sequence[str]]:
    return st.just(options[:1]) | st.just(options[:3]) | st.lists(any_of(options), max_size=3, unique=True)


@st.composite
def profiles(draw: st.DrawFn, book: Book) -> Profile:
    """A stance, up to four own deal-breakers, and sometimes the need."""
    stance = draw(any_of(tuple(Stance)))
    own = draw(_own_of(tuple(sorted(flag.id for flag in book.flags))))
    need = draw(any_of(("", "", *CONTEXT_ORDER["need"])))
    return Profile(stance, frozenset(own), need)


def _ticks(draw: st.DrawFn, options: tuple[str, ...], *, complete: bool) -> dict[str, str]:
    """A tick-list as it is submitted, or answered in part."""
    ticked = draw(_some_of(options))
    rest = draw(any_of(("no", "no", "no", "not-sure") + (() if complete else ("",))))
    answers = {option: "yes" if option in ticked else rest for option in options}
    if draw(between(0, 3)) == 0:
        answers[draw(any_of(options))] = draw(any_of(("not-sure",) if complete else ("not-sure", "")))
    return {option: value for option, value in answers.items() if value}


def _danger_answers(draw: st.DrawFn, book: Book, *, complete: bool) -> dict[str, str]:
    options = atoms_of(book, DANGER)
    ways = ("none",) * 6 + (
        "ticked",
        "ticked",
        "doubtful",
        "doubtful",
        "mixed",
        "mixed" if complete else "unasked",
    )
    how = draw(any_of(ways))
    if how == "unasked":
        return {}
    if how == "mixed":
        return _ticks(draw, options, complete=complete)
    given = dict.fromkeys(options, "no")
    if how != "none":
        given[draw(any_of(options))] = "yes" if how == "ticked" else "not-sure"
    return given


def _topic_answers(draw: st.DrawFn, book: Book, topic: str, *, complete: bool) -> dict[str, str]:
    ways = ["no", "not-sure", "listed", "listed", "listed", "listed"]
    if not complete:
        ways += ["unasked", "gate", "ungated"]
    how = draw(any_of(tuple(ways)))
    answers: dict[str, str] = {}
    if how in ("no", "not-sure"):
        answers[gate(topic)] = how
    if how in ("listed", "gate"):
        answers[gate(topic)] = "yes"
    if how in ("listed", "ungated"):
        answers |= _ticks(draw, atoms_of(book, topic), complete=complete)
        for option in book.topic_by_id[topic].options:
            bias = option.kind in (OptionKind.SUSTAINED, OptionKind.OWN_STATE)
            if bias and draw(EITHER):
                answers[option.id] = "yes"
        if is_raisable(book, topic):
            known = [state.id for state in raise_states(book, topic)]
            states = (*known, known[-1], "not-sure")
            state = draw(any_of(states if complete else (*states, "", "")))
            if state:
                answers[raised(topic)] = state
    return answers


def _much_refused(draw: st.DrawFn, book: Book) -> dict[str, str]:
    """Answers to everything: no danger, but much happened in every topic, and asking did not help."""
    given = dict.fromkeys((*atoms_of(book, DANGER), *(sign.id for sign in book.signs)), "no")
    for topic in book.ordinary_topics:
        given[gate(topic.id)] = "yes"
        options = atoms_of(book, topic.id)
        # One number says it for all: a draw for each would take most of the time of a test.
        ticked = draw(between(0, 2 ** len(options) - 1)) | draw(between(0, 2 ** len(options) - 1))
        given |= {option: "yes" if ticked >> nth & 1 else "no" for nth, option in enumerate(options)}
        if is_raisable(book, topic.id):
            known = {state.id for state in raise_states(book, topic.id)}
            came_of = ("refused", "refused", "goes-on", "cannot", "fixed")
            given[raised(topic.id)] = draw(any_of(tuple(state for state in came_of if state in known)))
    return given | {id_: draw(any_of((order[-1], order[0]))) for id_, order in CONTEXT_ORDER.items()}


@st.composite
def answers(draw: st.DrawFn, book: Book, *, complete: bool = False) -> dict[str, str]:
    """A well-formed answer set: nothing of a topic is answered when its gate says no."""
    if draw(between(0, 5)) == 0:
        return _much_refused(draw, book)
    given = _danger_answers(draw, book, complete=complete)
    if signs_apply(book, given) and (complete or draw(between(0, 2))):
        given |= _ticks(draw, atoms_of(book, SIGNS), complete=complete) if book.signs else {}
    for topic in book.ordinary_topics:
        given |= _topic_answers(draw, book, topic.id, complete=complete)
    for id_, order in CONTEXT_ORDER.items():
        value = draw(any_of(("", *order, "not-sure", order[-1], order[-1])))
        if value:
            given[id_] = value
    return given


@st.composite
def asked(draw: st.DrawFn, engine: Engine | None = None, *, complete: bool = False) -> Asked:
    """An answer set and a profile for the engine given, or for that of a generated pack."""
    engine = engine or Engine(draw(books()))
    profile = draw(profiles(engine.book))
    return Asked(engine, draw(answers(engine.book, complete=complete)), profile)


def option_by_kind(book: Book, kind: OptionKind) -> list[Option]:
    """The options of one kind."""
    return [option for option in book.option_by_id.values() if option.kind is kind]
