"""The policy told a second time, straight from the semantics: dictionaries, sets and loops.

The second half looks ahead the slow way: every completion of an answer set, tried one by one.
Nothing here is shared with the engine but the nouns of the book, so that a slip in one of the two
shows as a difference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import product
from math import prod

from interview_coach.book.pack import Book, Condition, Flag, Row, Threshold
from interview_coach.book.vocabulary import (
    CONTEXT_ORDER,
    DANGER,
    MEET_AGAIN,
    NEED,
    SIGNS,
    TOPICS,
    WOULD_TAKE,
    OptionKind,
    Raise,
    RaiseState,
    Severity,
    Verdict,
)
from interview_coach.engine.answers import (
    TICKS,
    Profile,
    atoms_of,
    gate,
    is_raisable,
    prompts_of,
    raise_states,
    raised,
    signs_apply,
    topic_is_open,
)

SHIFT = {"high": -1, "ordinary": 0, "alternatives": 1, "not-sure": 0, "": 0}
TRUTH: dict[str | None, bool | None] = {"yes": True, "no": False, "not-sure": None, None: None}


@dataclass(frozen=True)
class Findings:
    """What a person's answers amount to: which flags fire or are in doubt, and everything around them."""

    fired: frozenset[str]
    doubtful: frozenset[str]
    raise_states: Mapping[str, RaiseState]
    sustained: frozenset[str]
    lasting: frozenset[str]
    own_state: frozenset[str]
    own_reason: frozenset[str]
    would_not: bool
    never_again: bool
    need: str


def find(book: Book, answers: Mapping[str, str], profile: Profile) -> Findings:
    """Read an answer set."""
    ticked = {option.id: option for option in book.option_by_id.values() if answers.get(option.id) == "yes"}
    raise_states = {
        topic.id: RaiseState.of(given)
        for topic in book.ordinary_topics
        if (given := answers.get(f"raised/{topic.id}", "not-sure")) != "not-sure"
    }
    plain = [flag for flag in book.flags if not adds_up(flag)]
    truths = {flag.id: flag_truth(book, flag, answers, raise_states) for flag in plain}
    fired = {id_ for id_, truth in truths.items() if truth is True}
    doubtful = {
        flag.id
        for flag in plain
        if truths[flag.id] is None and any(answer_to(book, i, answers) == "not-sure" for i in read_by(flag))
    }
    signs = [answers.get(sign.id) for sign in book.signs]
    if signs and set(signs) == {"no"}:
        doubtful -= {option.id for option in book.danger.options}
    weight = sum(option.weight for option in ticked.values() if option.kind is OptionKind.DANGER_SIGN)
    unsafe = [
        flag for flag in plain if flag.id in fired and raise_state(flag, raise_states) is RaiseState.UNSAFE
    ]
    if weight or unsafe or "not-sure" in signs:
        counting = [flag.id for flag in book.flags if flag.danger_signs]
        doubtful.add((counting or [book.danger.options[-1].id])[0])
    standing_scam = sum(
        flag.scam_sign
        for flag in plain
        if flag.id in fired and raise_state(flag, raise_states) is not RaiseState.FIXED
    )
    for flag in book.flags:
        if adds_up(flag) and (weight if flag.danger_signs else standing_scam) >= adds_up(flag):
            fired.add(flag.id)
    treated = [
        flag.topic
        for flag in plain
        if flag.treatment
        and not flag.fires_if
        and flag.id in fired
        and raise_state(flag, raise_states) is not RaiseState.FIXED
    ]
    sustained = {option.topic for option in ticked.values() if option.kind is OptionKind.SUSTAINED}
    hardened = {pair for option in ticked.values() for pair in option.sets}
    return Findings(
        fired=frozenset(fired),
        doubtful=frozenset(doubtful - fired),
        raise_states=raise_states,
        lasting=frozenset(sustained),
        sustained=frozenset(sustained | {topic for topic in treated if treated.count(topic) > 1}),
        own_state=frozenset(o.id for o in ticked.values() if o.kind is OptionKind.OWN_STATE),
        own_reason=frozenset(o.id for o in ticked.values() if o.kind is OptionKind.OWN_REASON),
        would_not=answers.get("would-take") == "no" or ("would-take", "no") in hardened,
        never_again=answers.get("meet-again") == "no" or ("meet-again", "no") in hardened,
        need=answers.get("need", "alternatives" if ("need", "alternatives") in hardened else profile.need),
    )


def adds_up(flag: Flag) -> int:
    """What signs have to add up to for a flag that counts them; 0 for any other."""
    return flag.danger_signs or flag.scam_signs


def read_by(flag: Flag) -> frozenset[str]:
    """The options that a flag reads."""
    return flag.fires_if.options() if flag.fires_if else frozenset({flag.id})


def answer_to(book: Book, option: str, answers: Mapping[str, str]) -> str | None:
    """The answer to an option; one whose topic is not going on, or not surely so, has that answer."""
    closed = answers.get(f"topics/{book.option_by_id[option].topic}")
    return answers.get(option, closed if closed in ("no", "not-sure") else None)


def flag_truth(
    book: Book, flag: Flag, answers: Mapping[str, str], raise_states: Mapping[str, RaiseState]
) -> bool | None:
    """Whether a flag fires: yes, no, or unknown."""
    if flag.fires_if is None:
        return TRUTH[answer_to(book, flag.id, answers)]

    def truth(condition: Condition) -> bool | None:
        if condition.kind == "option":
            part = book.flag_by_id.get(condition.option)
            value = TRUTH[answer_to(book, condition.option, answers)]
            mended = part is not None and raise_state(part, raise_states) is RaiseState.FIXED
            return False if mended else value
        if condition.kind == "not":
            (negated,) = condition.parts[0].options()
            # An option that was never shown does not say that the mitigating fact is missing.
            value = TRUTH[answers.get(negated)]
            closed = answers.get(f"topics/{book.option_by_id[negated].topic}") == "no"
            if value is None and closed:
                return False
            return None if value is None else not value
        values = [truth(part) for part in condition.parts]
        wanted = {"all": len(values), "any": 1}.get(condition.kind, condition.count)
        if values.count(True) >= wanted:
            return True
        return None if values.count(True) + values.count(None) >= wanted else False

    return truth(flag.fires_if)


def raise_state(flag: Flag, raise_states: Mapping[str, RaiseState]) -> RaiseState:
    """What came of raising a flag; one that is never raised has not been raised yet."""
    if flag.raising is Raise.NO:
        return RaiseState.NOT_YET
    return raise_states.get(flag.topic, RaiseState.NOT_YET)


def level(flag: Flag, findings: Findings, profile: Profile) -> Severity:
    """How grave a flag is here: severity, own deal-breaker, sustained, refused."""
    if flag.severity is Severity.DANGER:
        return Severity.DANGER
    steps = int(flag.severity)
    if flag.id in profile.deal_breakers:
        steps = max(steps, int(Severity.DEALBREAKER))
    if is_lasting(flag, findings):
        steps += 1
    if raise_state(flag, findings.raise_states) >= RaiseState.GOES_ON:
        steps += 1
    return Severity(min(steps, int(Severity.DEALBREAKER)))


def own_level(flag: Flag, findings: Findings, profile: Profile) -> Severity:
    """How grave a flag is by itself: its severity, or the person's own deal-breaker."""
    return Severity.DEALBREAKER if flag.id in profile.deal_breakers else flag.severity


def is_standing(flag: Flag, findings: Findings) -> bool:
    """Whether a flag fires and was not put right."""
    return flag.id in findings.fired and raise_state(flag, findings.raise_states) is not RaiseState.FIXED


def is_lasting(flag: Flag, findings: Findings) -> bool:
    """Whether a flag goes on and on."""
    return flag.can_be_sustained and flag.topic in findings.sustained


def is_ripe(flag: Flag, findings: Findings) -> bool:
    """Whether a flag may be left for: it stands, and asking first is not needed or is over."""
    asked = raise_state(flag, findings.raise_states) >= RaiseState.CANNOT
    held_back = flag.raising is Raise.REQUIRED and not asked and not is_lasting(flag, findings)
    return is_standing(flag, findings) and not held_back


def is_insisted_on(flag: Flag, findings: Findings) -> bool:
    """Whether a flag stands after it was raised and refused, or goes on and on."""
    refused = raise_state(flag, findings.raise_states) >= RaiseState.GOES_ON
    return is_standing(flag, findings) and (refused or is_lasting(flag, findings))


def is_to_be_raised(flag: Flag, findings: Findings) -> bool:
    """Whether a flag stands, can be raised, and has not been."""
    asked = raise_state(flag, findings.raise_states) is not RaiseState.NOT_YET
    return is_standing(flag, findings) and flag.raising is not Raise.NO and not asked


def is_waited_for(flag: Flag, findings: Findings) -> bool:
    """Whether a flag stands that was raised, and the answer is still to come."""
    return is_standing(flag, findings) and raise_state(flag, findings.raise_states) is RaiseState.WAITING


def leaning(findings: Findings, profile: Profile) -> int:
    """Stance, moved by need, from network-first (0) to firm (2)."""
    return min(2, max(0, int(profile.stance) + SHIFT[findings.need]))


def matches(book: Book, row: Row, findings: Findings, profile: Profile) -> bool:
    """Whether a policy row matches."""
    return all(reaches(book, threshold, findings, profile) for threshold in row.when)


def reaches(book: Book, threshold: Threshold, findings: Findings, profile: Profile) -> bool:
    """Whether there is as much as a row asks for."""
    counted = {
        "ripe": is_ripe,
        "ripe_itself": is_ripe,
        "insisted": is_insisted_on,
        "standing": is_standing,
        "to_raise": is_to_be_raised,
        "waiting": is_waited_for,
    }
    if threshold.measure in counted:
        assert threshold.level is not None
        height = own_level if threshold.measure == "ripe_itself" else level
        found = [
            flag
            for flag in book.flags
            if flag.severity is not Severity.DANGER
            and counted[threshold.measure](flag, findings)
            and height(flag, findings, profile) >= threshold.level
        ]
        count = len(found) if threshold.by_flag else len({flag.topic for flag in found})
        return count >= threshold.at_least
    dangers = {flag.id for flag in book.flags if flag.severity is Severity.DANGER}
    goes_on = any(
        flag.abuse
        and is_standing(flag, findings)
        and (
            raise_state(flag, findings.raise_states) >= RaiseState.REFUSED
            or (
                flag.severity >= Severity.DEALBREAKER
                and (
                    raise_state(flag, findings.raise_states) is RaiseState.GOES_ON
                    or (flag.can_be_sustained and flag.topic in findings.lasting)
                )
            )
        )
        for flag in book.flags
    )
    amount = {
        "danger": 2 if dangers & findings.fired else 1 if dangers & findings.doubtful else 0,
        "abuse": goes_on,
        "leaning": leaning(findings, profile),
        "would_take": findings.would_not,
        "meet_again": findings.never_again,
        "own_state": bool(findings.own_state),
        "own_reason": bool(findings.own_reason),
        "scam": sum(flag.scam_sign for flag in book.flags if is_standing(flag, findings)),
    }
    return amount[threshold.measure] >= threshold.at_least


def decide_on(book: Book, findings: Findings, profile: Profile) -> Row:
    """The first row of the policy that matches."""
    return next(row for row in book.rows if matches(book, row, findings, profile))


def decide(book: Book, answers: Mapping[str, str], profile: Profile) -> Row:
    """The row that an answer set leads to."""
    return decide_on(book, find(book, answers, profile), profile)


def could_add_up(book: Book, flag: Flag, answers: Mapping[str, str], findings: Findings) -> bool:
    """Whether signs that were not answered yet can make a flag that counts them fire."""
    left = [
        option
        for topic in book.ordinary_topics
        if topic_is_open(book, topic.id, answers) is not False
        for option in topic.options
        if option.id not in answers
    ]
    if flag.scam_signs:
        now = sum(f.scam_sign for f in book.flags if is_standing(f, findings))
        flags = [book.flag_by_id[option.id] for option in left if option.id in book.flag_by_id]
        more = [f for f in flags if raise_state(f, findings.raise_states) is not RaiseState.FIXED]
        return now + sum(f.scam_sign for f in more) >= flag.scam_signs
    danger = [answers.get(option.id) for option in book.danger.options]
    weights = [option.weight for option in left]
    if "yes" not in danger and {None, "not-sure"} & set(danger):
        weights += [sign.weight for sign in book.signs if sign.id not in answers]
    ticked = (option for option in book.option_by_id.values() if answers.get(option.id) == "yes")
    return sum(weights) + sum(option.weight for option in ticked) >= flag.danger_signs


def flag_state(book: Book, flag: Flag, answers: Mapping[str, str], findings: Findings) -> str:
    """fires, does-not, in-doubt or open."""
    if flag.id in findings.fired:
        return "fires"
    if flag.severity is Severity.DANGER and flag.id in findings.doubtful:
        return "in-doubt"
    if adds_up(flag):
        return "open" if could_add_up(book, flag, answers, findings) else "does-not"
    if flag.topic == DANGER and answers.get(flag.id) == "not-sure":
        return "does-not"
    if flag_truth(book, flag, answers, findings.raise_states) is False:
        return "does-not"
    return "in-doubt" if flag.id in findings.doubtful else "open"


Element = tuple[str, str]
"""("flag" | "doubt" | "context" | "reason" | "own", id): one thing that could have decided."""


def elements(book: Book, findings: Findings, profile: Profile) -> list[Element]:
    """Everything that could have decided, from the mildest to the worst, then by id."""
    ranked: list[tuple[int, str, Element]] = []
    for flag in book.flags:
        if flag.id in findings.fired:
            ranked.append((10 + level(flag, findings, profile), flag.id, ("flag", flag.id)))
        elif flag.id in findings.doubtful and flag.severity is Severity.DANGER:
            # In doubt, danger weighs as much as a deal-breaker: each alone ends it politely.
            ranked.append((10 + Severity.DEALBREAKER, flag.id, ("doubt", flag.id)))
    if findings.would_not:
        ranked.append((3, "would-take", ("context", "would-take")))
    if findings.never_again:
        ranked.append((2, "meet-again", ("context", "meet-again")))
    if SHIFT[findings.need] > SHIFT[profile.need] and SHIFT[findings.need] > 0:
        ranked.append((1, "need", ("context", "need")))
    ranked.extend((4, id_, ("reason", id_)) for id_ in findings.own_reason)
    ranked.extend((0, id_, ("own", id_)) for id_ in findings.own_state)
    return [element for _, _, element in sorted(ranked)]


def only(book: Book, findings: Findings, kept: frozenset[Element], profile: Profile) -> Findings:
    """The findings if nothing but `kept` were so; softening context, stance and profile stay."""
    hardens = ("context", "need") in elements(book, findings, profile)
    return replace(
        findings,
        fired=frozenset(id_ for kind, id_ in kept if kind == "flag"),
        doubtful=frozenset(id_ for kind, id_ in kept if kind == "doubt"),
        own_state=frozenset(id_ for kind, id_ in kept if kind == "own"),
        own_reason=frozenset(id_ for kind, id_ in kept if kind == "reason"),
        would_not=("context", "would-take") in kept,
        never_again=("context", "meet-again") in kept,
        need=profile.need if hardens and ("context", "need") not in kept else findings.need,
    )


# --- looking ahead ---------------------------------------------------------------------------------

Completion = tuple[str, ...]
Space = dict[str, tuple[str, ...]]


def space(book: Book, answers: Mapping[str, str], profile: Profile) -> Space:
    """What can still be answered, now or after other answers, with the answers it can have."""
    values: Space = {}
    for topic in book.topics:
        if topic.id != DANGER:
            if topic_is_open(book, topic.id, answers) is False:
                continue
            if topic_is_open(book, topic.id, answers) is None:
                values[gate(topic.id)] = ("no", "yes")
            if is_raisable(book, topic.id):
                values[raised(topic.id)] = tuple(state.id for state in raise_states(book, topic.id))
        for option in topic.options:
            if not (option.sets and all(id_ in answers for id_, _ in option.sets)):
                values[option.id] = TICKS
    danger = [answers.get(option.id) for option in book.danger.options]
    if "yes" not in danger and {None, "not-sure"} & set(danger):
        values |= {sign.id: TICKS for sign in book.signs}
    values[MEET_AGAIN] = CONTEXT_ORDER[MEET_AGAIN]
    if not profile.need:
        values[NEED] = CONTEXT_ORDER[NEED]
    return {atom: those for atom, those in values.items() if atom not in answers}


def size(book: Book, answers: Mapping[str, str], profile: Profile) -> int:
    """How many completions there are to try."""
    return prod(len(values) for values in space(book, answers, profile).values())


def applicable(book: Book, answers: Mapping[str, str], completion: Mapping[str, str]) -> dict[str, str]:
    """The answers together with what applies of a completion."""
    whole = {**answers, **completion}
    for topic in book.ordinary_topics:
        is_open = topic_is_open(book, topic.id, answers)
        if is_open or (is_open is None and whole[gate(topic.id)] == "yes"):
            continue
        for atom in (*atoms_of(book, topic.id), raised(topic.id)):
            if atom in completion:
                del whole[atom]
    if not signs_apply(book, whole):
        for sign in book.signs:
            if sign.id in completion:
                del whole[sign.id]
    if MEET_AGAIN in completion and not would_not(book, whole):
        del whole[MEET_AGAIN]
    return whole


def would_not(book: Book, answers: Mapping[str, str]) -> bool:
    """Whether the person said, by an answer or a tick, that they would not take the job."""
    ticked = (o for o in book.option_by_id.values() if answers.get(o.id) == "yes")
    return answers.get(WOULD_TAKE) == "no" or any((WOULD_TAKE, "no") in o.sets for o in ticked)


def completions(
    book: Book, answers: Mapping[str, str], profile: Profile
) -> Iterator[tuple[dict[str, str], dict[str, str]]]:
    """Every completion: what was added, and the whole answer set that applies."""
    values = space(book, answers, profile)
    for chosen in product(*values.values()):
        added = dict(zip(values, chosen, strict=True))
        yield added, applicable(book, answers, added)


def waiting(book: Book, answers: Mapping[str, str], profile: Profile) -> set[str]:
    """The prompts that apply now and are not fully answered."""
    fired = find(book, answers, profile).fired
    left = space(book, answers, profile)
    prompts = set()
    if any(atom in left for atom in atoms_of(book, DANGER)):
        prompts.add(DANGER)
    if signs_apply(book, answers) and any(sign.id in left for sign in book.signs):
        prompts.add(SIGNS)
    if any(gate(topic.id) in left for topic in book.ordinary_topics):
        prompts.add(TOPICS)
    for topic in book.ordinary_topics:
        if topic_is_open(book, topic.id, answers):
            if any(atom in left for atom in atoms_of(book, topic.id)):
                prompts.add(topic.id)
            raisable = {f.id for f in book.flags_by_topic[topic.id] if f.raising is not Raise.NO}
            if raised(topic.id) in left and raisable & fired:
                prompts.add(raised(topic.id))
    if MEET_AGAIN in left and would_not(book, answers):
        prompts.add(MEET_AGAIN)
    if NEED in left:
        prompts.add(NEED)
    return prompts


def outlook(
    book: Book,
    answers: Mapping[str, str],
    profile: Profile,
    verdict_of: Callable[[dict[str, str]], Verdict],
) -> tuple[set[Verdict], tuple[str, ...]]:
    """Every verdict that can still come about, and the prompts that can decide between two of them.

    A prompt can if, with everything else held still, two of its answers lead to different verdicts.
    What an answer makes applicable (a raise question, "meet again?") is held still too: it has no
    effect unless it applies, so this tells no less than letting it vary.
    """
    values = space(book, answers, profile)
    found: dict[Completion, Verdict] = {}
    decided: dict[frozenset[tuple[str, str]], Verdict] = {}
    for added, whole in completions(book, answers, profile):
        key = frozenset(whole.items())
        if key not in decided:
            decided[key] = verdict_of(whole)
        found[tuple(added.values())] = decided[key]
    pivotal = []
    asked = waiting(book, answers, profile)
    for prompt in (prompt for prompt in prompts_of(book) if prompt in asked):
        own = set(atoms_of(book, prompt))
        rest = [n for n, atom in enumerate(values) if atom not in own]
        verdicts: dict[Completion, set[Verdict]] = defaultdict(set)
        for completion, verdict in found.items():
            verdicts[tuple(completion[n] for n in rest)].add(verdict)
        if any(len(those) > 1 for those in verdicts.values()):
            pivotal.append(prompt)
    return set(found.values()), tuple(pivotal)
