"""Every flag and row is explained, and what is claimed about it is true."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from person import invoke

from interview_coach.book.vocabulary import SIGNS, WOULD_TAKE, OptionKind, Stance
from interview_coach.cli.streams import Terminal
from interview_coach.engine.answers import Profile, atoms_of, signs_apply, values_of
from interview_coach.engine.engine import Engine
from interview_coach.engine.whynot import FlagReason, RowReason, flag_reasons, row_reasons
from interview_coach.render.explain_page import flag_sentences, why_lines
from interview_coach.render.layout import text_of
from interview_coach.rulebook.answer_files import read_answers
from interview_coach.rulebook.cases import situation_of
from interview_coach.rulebook.loader import Loaded

ROLES = ("candidate", "freelancer", "interviewer", "vendor")


def situations(packs: Loaded, role: str) -> Iterator[tuple[Engine, dict[str, str], Profile]]:
    """Every sixth case as it is written, and once more with some of its answers missing or not sure."""
    engine = Engine(packs.books[role])
    dice = random.Random(role)  # noqa: S311 - the same dice every time
    for case in packs.cases[role][::6]:
        answers, profile = situation_of(engine, case)
        yield engine, answers, profile
        fewer = {atom: value for atom, value in answers.items() if dice.random() < 0.8}
        unsure = {a: "not-sure" if dice.random() < 0.1 else v for a, v in fewer.items()}
        yield engine, unsure, profile


@pytest.mark.parametrize("role", ROLES)
def test_every_flag_is_explained_with_the_state_the_engine_gives_it(role: str, packs: Loaded) -> None:
    for engine, answers, profile in situations(packs, role):
        states = {s.flag.id: s.state for s in engine.flag_states(answers, profile)}
        reasons = flag_reasons(engine, answers, profile)
        assert [r.state.flag.id for r in reasons] == [flag.id for flag in engine.book.flags]
        assert {r.state.flag.id: r.state.state for r in reasons} == states
        assert all(r.grounds for r in reasons)
        values = {"fires": {"yes", "no"}, "in-doubt": {"not-sure"}, "open": {""}}
        for reason in reasons:
            allowed = values.get(reason.state.state)
            if allowed == {"not-sure"} and reason.state.flag.danger_signs:
                allowed = {"not-sure", "yes", "unsafe"}
            if allowed == {""} and reason.state.flag.scam_signs:
                allowed = {"", "not-sure"}
            if allowed:
                assert {g.value for g in reason.grounds} <= allowed, reason


@pytest.mark.parametrize("role", ROLES)
def test_the_answer_that_blocks_a_flag_really_blocks_it(role: str, packs: Loaded) -> None:
    """With every blocking answer turned round, the flag fires: of each situation a few flags."""
    dice = random.Random(role)  # noqa: S311 - the same dice every time
    for engine, answers, profile in situations(packs, role):
        blocked = [r for r in flag_reasons(engine, answers, profile) if r.state.state == "does-not"]
        combined = [r for r in blocked if not r.state.flag.option]
        for reason in (*combined, *dice.sample(blocked, min(12, len(blocked)))):
            turned = dict(answers)
            adds_up = bool(reason.state.flag.danger_signs or reason.state.flag.scam_signs)
            if adds_up:
                turned = {a: "not-yet" if v == "fixed" else v for a, v in answers.items()}
            for ground in reason.grounds:
                if ground.prompt == "topics":
                    turned[ground.atom] = "yes"
                elif adds_up and ground.prompt == "danger":
                    turned[ground.atom] = "not-sure"  # then the signs are asked
                elif ground.value == "fixed":
                    turned[ground.atom] = "not-yet"
                else:
                    turned[ground.atom] = "no" if ground.value == "yes" else "yes"
            for option in reason.state.flag.fires_if.options() if reason.state.flag.fires_if else ():
                mitigates = engine.book.option_by_id[option].kind is OptionKind.MITIGATING
                turned.setdefault(option, "no" if mitigates else "yes")
                if turned.get(f"raised/{engine.book.option_by_id[option].topic}") == "fixed":
                    turned[f"raised/{engine.book.option_by_id[option].topic}"] = "not-yet"
            if reason.state.flag.option:
                turned[reason.state.flag.id] = "yes"
            after = {s.flag.id: s.state for s in engine.flag_states(turned, profile)}
            # With a combination another part may be in doubt or open; then it is that, and not blocked.
            assert after[reason.state.flag.id] != "does-not", (reason, answers)
            if reason.state.flag.option:
                assert after[reason.state.flag.id] == "fires", reason


@pytest.mark.parametrize("role", ROLES)
def test_the_row_that_is_said_to_decide_is_the_one_that_decides(role: str, packs: Loaded) -> None:
    for engine, answers, profile in situations(packs, role):
        reasons = row_reasons(engine, answers, profile)
        assert [r.row.id for r in reasons] == [row.id for row in engine.book.rows]
        deciding = [r.row.id for r in reasons if r.state == "decides"]
        assert deciding == [engine.decide(answers, profile).id]
        for reason in reasons:
            holds = all(part.holds for part in reason.parts)
            assert holds == (reason.state in ("decides", "matches"))
            assert (reason.before == deciding[0]) == (reason.state == "matches")


@pytest.mark.parametrize("role", ROLES)
def test_a_row_that_is_said_not_to_match_never_decides_whatever_is_still_answered(
    role: str, packs: Loaded
) -> None:
    dice = random.Random(1)  # noqa: S311 - the same dice every time
    seen = 0
    for engine, answers, profile in situations(packs, role):
        never = {
            r.row.id for r in row_reasons(engine, answers, profile) if r.state in ("does-not", "in-doubt")
        }
        missing = {a: v for a, v in values_of(engine.book).items() if a not in {*answers, WOULD_TAKE}}
        if not signs_apply(engine.book, answers):
            missing = {a: v for a, v in missing.items() if a not in atoms_of(engine.book, SIGNS)}
        closed = {
            t.id for t in engine.book.ordinary_topics if answers.get(f"topics/{t.id}") in ("no", "not-sure")
        }
        for _ in range(3):
            more = dict(answers)
            for atom, values in missing.items():
                option = engine.book.option_by_id.get(atom)
                topic = option.topic if option else atom.removeprefix("raised/")
                is_settled = option is not None and bool(option.sets) and WOULD_TAKE in answers
                if topic not in closed and not is_settled and dice.random() < 0.5:
                    more[atom] = dice.choice([v for v in values if v != "not-sure"])
            seen += more != answers
            assert engine.decide(more, profile).id not in never
    assert seen > 20


def reasons_for(
    packs: Loaded, text: str, **profile: object
) -> tuple[dict[str, FlagReason], dict[str, RowReason]]:
    engine = Engine(packs.books["candidate"])
    answers, _ = read_answers(text, "answers.yaml", engine.book)
    who = Profile(**profile)  # type: ignore[arg-type]
    flags = {r.state.flag.id: r for r in flag_reasons(engine, answers, who)}
    return flags, {r.row.id: r for r in row_reasons(engine, answers, who)}


def told(packs: Loaded, reason: FlagReason) -> str:
    return " ".join(flag_sentences(packs.books["candidate"], reason))


def test_a_flag_names_the_answer_that_made_it_so(packs: Loaded) -> None:
    text = "{danger: none, topics: [pay, time], pay: [pay-below-posted, not-sure], raised: {pay: refused}}"
    flags, _ = reasons_for(packs, text)
    assert told(packs, flags["pay-below-posted"]) == (
        'Because: pay: ticked pay-below-posted ("Less than the advert or promise"). '
        "Serious up to dealbreaker (they refused): it counts for leaving."
    )
    assert told(packs, flags["pay-evasive"]).startswith("In doubt: pay: not sure of pay-evasive (")
    assert told(packs, flags["late-unexplained"]).startswith("Wanted: not answered yet: time (")
    assert told(packs, flags["work-not-me"]) == "Blocked: topics: left out fit."
    assert told(packs, flags["kept-from-leaving"]).startswith("Blocked: danger: left out kept-from-leaving (")
    assert told(packs, flags["bait-and-switch"]) == "Blocked: topics: left out real-job."


def test_nothing_answered_is_not_known_yet(packs: Loaded) -> None:
    flags, rows = reasons_for(packs, "{}")
    assert {reason.state.state for reason in flags.values()} == {"open"}
    assert {g.prompt for g in flags["pay-evasive"].grounds} == {"topics"}
    assert rows["danger"].state == "open"
    assert rows["danger"].waiting[:2] == ("danger", "topics")
    assert rows["nothing"].state == "decides"


def test_a_combination_is_blocked_by_what_was_put_right(packs: Loaded) -> None:
    text = (
        "{danger: none, topics: [pay, real-job], pay: [pay-below-posted], real-job: [role-switched], "
        "raised: {pay: fixed, real-job: not-yet}}"
    )
    flags, _ = reasons_for(packs, text)
    assert told(packs, flags["bait-and-switch"]) == "Blocked: pay was raised: fixed."
    assert flags["pay-below-posted"].standing == "fixed"
    assert flags["role-switched"].standing == "to-raise"


def test_a_row_says_by_how_much_it_was_missed(packs: Loaded) -> None:
    text = (
        "{danger: none, topics: [pay, time], pay: [pay-below-posted], time: none, "
        "raised: {pay: cannot}, context: {need: ordinary}}"
    )
    _, rows = reasons_for(packs, text, stance=Stance.BALANCED)
    ripe, leaning = rows["two-serious"].parts
    assert (ripe.threshold.at_least, ripe.has, ripe.flags, ripe.holds) == (2, 1, ("pay-below-posted",), False)
    assert (leaning.threshold.at_least, leaning.has, leaning.holds) == (1, 1, True)
    assert rows["two-serious"].state == "does-not"


def test_a_row_says_what_was_not_raised_yet(packs: Loaded) -> None:
    text = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: not-yet}}"
    _, rows = reasons_for(packs, text, stance=Stance.FIRM)
    assert rows["one-serious-firm"].parts[0].held_back == ("pay-below-posted",)


def test_an_own_deal_breaker_says_so(packs: Loaded) -> None:
    text = "{danger: none, topics: [pay], pay: [pay-below-posted], raised: {pay: cannot}}"
    flags, rows = reasons_for(packs, text, deal_breakers=frozenset({"pay-below-posted"}))
    assert flags["pay-below-posted"].steps == ("own",)
    assert rows["dealbreaker"].state == "decides"


def test_doubt_about_danger_blocks_nothing_and_decides(packs: Loaded) -> None:
    flags, rows = reasons_for(packs, "{danger: not-sure, signs: not-sure, topics: none}")
    assert flags["kept-from-leaving"].state.state == "in-doubt"
    assert rows["danger-in-doubt"].state == "decides"
    assert rows["danger"].state == "in-doubt"


def test_doubt_about_danger_decides_while_its_signs_are_still_to_be_told(packs: Loaded) -> None:
    _, rows = reasons_for(packs, "{danger: not-sure, topics: none}")
    assert rows["danger-in-doubt"].state == "decides"
    assert rows["danger"].state == "open"
    assert rows["danger"].waiting == ("signs", "need")


@pytest.mark.parametrize("width", [20, 40, 80])
def test_the_explanation_fits_the_screen(width: int, packs: Loaded) -> None:
    flags, rows = reasons_for(packs, "{danger: none, topics: [pay], pay: not-sure}")
    book = packs.books["candidate"]
    lines = [text_of(li) for li in why_lines(book, tuple(flags.values()), tuple(rows.values()), width)]
    assert [line for line in lines if len(line) > width] == []
    words = " ".join(lines)
    assert all(flag.id in words or width < 40 for flag in book.flags)


ANSWERS = "danger: none\ntopics: [pay]\npay: [pay-below-posted]\nraised: {pay: refused}\n"


def test_the_command_reads_a_file_or_standard_input(tmp_path: Path) -> None:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    by_file = invoke("rules", "explain", "--answers", str(file))
    by_stdin = invoke("rules", "explain", "--answers", "-", stdin=ANSWERS)
    assert by_file.exit_code == by_stdin.exit_code == 0
    assert by_file.stdout == by_stdin.stdout
    assert "\nasked-and-refused: decides\n" in by_file.stdout


def test_the_stance_of_the_command_line_wins_over_that_of_the_file() -> None:
    text = "danger: none\ntopics: [pay]\npay: [pay-evasive]\nraised: {pay: refused}\nprofile: {stance: network-first}\n"
    explained = {
        stance: json.loads(
            invoke("rules", "explain", "--answers", "-", "--stance", stance, "--json", stdin=text).stdout
        )["decided_by"]
        for stance in ("network-first", "firm")
    }
    assert explained == {"network-first": "watch", "firm": "asked-and-refused"}


def test_the_json_explains_every_flag_and_row(packs: Loaded) -> None:
    data = json.loads(invoke("rules", "explain", "--answers", "-", "--json", stdin=ANSWERS).stdout)
    book = packs.books["candidate"]
    assert [flag["id"] for flag in data["flags"]] == [flag.id for flag in book.flags]
    assert [row["id"] for row in data["rows"]] == [row.id for row in book.rows]
    assert (data["verdict"], data["decided_by"]) == ("politely-exit", "asked-and-refused")
    ripe = next(row for row in data["rows"] if row["id"] == "two-serious")["conditions"][0]
    assert (ripe["reads"], ripe["needs"], ripe["has"], ripe["holds"]) == ("ripe", 2, 1, False)


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["--answers", "nowhere.yaml"], "cannot be read"),
        (["--answers", "-", "--stance", "frim"], "did you mean 'firm'?"),
        (["--answers", "-", "--role", "candiate"], "did you mean 'candidate'?"),
        (["--answers", "-", "--only", "two-seriuos"], "did you mean 'two-serious'?"),
        ([], "Missing option '--answers'"),
    ],
)
def test_wrong_use_is_refused_with_a_cure(arguments: list[str], says: str) -> None:
    result = invoke("rules", "explain", *arguments, stdin="{}")
    assert (result.exit_code, says in result.stderr) == (2, True), result.stderr


def test_answers_that_do_not_fit_are_refused_with_their_place() -> None:
    result = invoke("rules", "explain", "--answers", "-", stdin="pay: [pay-belo-posted]")
    assert result.exit_code == 2
    assert "<stdin>:1:7:" in result.stderr


def test_one_flag_or_row_can_be_asked_about() -> None:
    asked = ("rules", "explain", "--answers", "-", "--only", "asked-and-refused")
    shown = invoke(*asked, stdin=ANSWERS).stdout.splitlines()
    assert shown[:2] == ["Rows that lead to politely-exit", "asked-and-refused: decides"]
    data = json.loads(invoke(*asked, "--json", stdin=ANSWERS).stdout)
    assert ([row["id"] for row in data["rows"]], data["flags"]) == (["asked-and-refused"], [])
    assert data["decided_by"] == "asked-and-refused"


def test_a_narrow_screen_is_kept_to() -> None:
    narrow = Terminal(interactive=False, plain=False, colour=False, width=40)
    shown = invoke("rules", "explain", "--answers", "-", stdin=ANSWERS, terminal=narrow).stdout
    assert max(map(len, shown.splitlines())) <= 40
