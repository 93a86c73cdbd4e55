"""The built-in packs: every case as a test of its own, and what the cases must cover together."""

from __future__ import annotations

import re
from functools import cache

import pytest

from interview_coach.book.pack import Line
from interview_coach.book.vocabulary import TOPICS, Channel, OptionKind, Purpose, Raise, Tone, Verdict
from interview_coach.engine.lines import lines_for
from interview_coach.problems import Problems
from interview_coach.rulebook.cases import (
    CaseResult,
    check_cases,
    found_by_own_words,
    run_case,
)
from interview_coach.storage.rule_folders import built_in_rules

from .packs import BUILT_IN, built_in, built_in_engine

every_pack = pytest.mark.parametrize("pack", BUILT_IN)


@cache
def results(pack: str) -> tuple[CaseResult, ...]:
    return tuple(run_case(built_in_engine(pack), case) for case in built_in().cases[pack])


def test_these_are_all_the_built_in_packs() -> None:
    assert set(built_in().books) == set(BUILT_IN)


@every_pack
def test_every_case_holds(pack: str) -> None:
    assert {result.name: result.misses for result in results(pack) if not result.holds} == {}


@every_pack
def test_cases_are_well_written(pack: str) -> None:
    problems = Problems()
    check_cases(built_in_engine(pack), built_in().cases[pack], problems)
    assert problems.found == []


@every_pack
def test_every_flag_fires_in_one_case_and_is_silent_at_a_boundary_in_another(pack: str) -> None:
    flags = {flag.id for flag in built_in().books[pack].flags}
    fired = {id_ for result in results(pack) for id_ in result.flags}
    silent = {id_ for case in built_in().cases[pack] for id_ in case.shape.expect.silent}
    assert flags - fired == set()
    assert flags - silent == set()


@every_pack
def test_every_verdict_is_reached_by_a_case(pack: str) -> None:
    assert {result.verdict for result in results(pack)} == {verdict.id for verdict in Verdict}


@every_pack
def test_every_policy_row_is_reached_by_a_case(pack: str) -> None:
    book = built_in().books[pack]
    reached = {result.row for result in results(pack)}
    # There is one policy for all packs: where nothing is marked as a scam sign, its row can't decide.
    marks = any(flag.scam_sign for flag in book.flags)
    assert {row.id for row in book.rows} - reached == (set() if marks else {"scam-adds-up"})


def can_be_said(pack: str, line: Line) -> bool:
    """Whether a search for what the line is about finds it, in its own tone and channel."""
    book = built_in().books[pack]
    topics = [line.topic] if line.topic else []
    channel = line.channels[0] if line.channels else None
    found = lines_for(
        book,
        line.purpose,
        about=line.fits,
        topics=topics or [TOPICS],
        tone=line.tone,
        channel=channel,
        came_of=dict.fromkeys(topics or [TOPICS], line.after[0]) if line.after else {},
    )
    return line in found


@every_pack
def test_every_line_can_be_said(pack: str) -> None:
    lost = [line.id for line in built_in().books[pack].lines if not can_be_said(pack, line)]
    assert lost == []


@every_pack
@pytest.mark.parametrize("channel", [None, *Channel])
@pytest.mark.parametrize("tone", Tone)
def test_whatever_the_flag_tone_and_channel_there_is_a_line_to_leave_with(
    pack: str, channel: Channel | None, tone: Tone
) -> None:
    book = built_in().books[pack]
    for flag in book.flags:
        found = lines_for(
            book, Purpose.EXIT, about=[flag.id], topics=[flag.topic], tone=tone, channel=channel
        )
        assert found, flag.id


@every_pack
def test_whatever_is_to_be_raised_has_a_line_in_a_room_and_on_a_call(pack: str) -> None:
    book = built_in().books[pack]
    for flag in book.flags:
        if flag.raising is Raise.REQUIRED:
            for channel in (None, Channel.IN_PERSON, Channel.VIDEO, Channel.PHONE):
                about = [flag.id, *sorted(flag.fires_if.options() if flag.fires_if else ())]
                assert lines_for(book, Purpose.RAISE, about=about, topics=[flag.topic], channel=channel), (
                    flag.id
                )


@every_pack
def test_every_neutral_reason_leads_to_a_line(pack: str) -> None:
    book = built_in().books[pack]
    for reason in book.reasons:
        topics = [reason.topic] if reason.topic else []
        assert lines_for(book, reason.purpose, topics=topics, channel=reason.channel), reason.id


@every_pack
def test_no_two_lines_say_the_same(pack: str) -> None:
    seen: dict[str, str] = {}
    for line in built_in().books[pack].lines:
        words = re.sub(r"\W+", " ", line.text.lower()).strip()
        assert words not in seen, (line.id, seen[words])
        seen[words] = line.id


@every_pack
def test_every_tick_is_given_in_some_case(pack: str) -> None:
    book = built_in().books[pack]
    given = {
        str(id_)
        for case in built_in().cases[pack]
        for value in case.shape.answers.values()
        if isinstance(value, list)
        for id_ in value
    }
    assert {option.id for option in book.option_by_id.values()} - given == set()


@every_pack
def test_nothing_in_the_rules_names_a_story(pack: str) -> None:
    """A rule made for one story would be right about that story alone."""
    stories = {case.shape.id for pack_ in BUILT_IN for case in built_in().cases[pack_] if case.shape.id}
    links = {case.shape.link for pack_ in BUILT_IN for case in built_in().cases[pack_] if case.shape.link}
    assert stories, "the stories have ids"
    for file in (built_in_rules() / pack).glob("*.yaml"):
        if not file.name.endswith(".cases.yaml"):
            text = file.read_text(encoding="utf-8")
            assert [story for story in stories if re.search(rf"\b{re.escape(story)}\b", text)] == [], (
                file.name
            )
    assert links


def test_there_are_the_59_stories_and_at_most_one_disagreement_in_twenty() -> None:
    stories = [case for case in built_in().cases["candidate"] if case.shape.id and not case.shape.coded_blind]
    known = [case.shape.name for case in stories if case.shape.expect.known_disagreement]
    assert len(stories) == 59
    assert len({case.shape.id for case in stories}) == 59
    assert len(known) <= 59 * 0.05


def test_there_are_218_stories_coded_blind_each_once_with_their_screens() -> None:
    blind = [case.shape for pack in BUILT_IN for case in built_in().cases[pack] if case.shape.coded_blind]
    assert len(blind) == len({shape.id for shape in blind}) == 218
    assert all(re.fullmatch(r"\d{4}-\d\d-\d\d, screens [0-9a-f]{8}", shape.coded_blind) for shape in blind)


def test_what_strangers_type_finds_what_they_mean_among_the_first_three() -> None:
    found = [found_by_own_words(built_in().books[pack], built_in().cases[pack]) for pack in BUILT_IN]
    hits, typed = (sum(numbers) for numbers in zip(*found, strict=True))
    assert typed == 218
    assert hits >= 0.85 * typed


def test_no_story_that_wants_a_walk_out_stays_and_the_other_way_round() -> None:
    verdicts = {result.name: result.verdict for result in results("candidate")}
    for case in built_in().cases["candidate"]:
        if case.shape.id and not case.shape.expect.known_disagreement:
            wanted = case.shape.expect.verdict
            assert {wanted, verdicts[case.shape.name]} != {"stay", "walk-out"}, case.shape.name


@every_pack
def test_own_state_comes_with_comfort(pack: str) -> None:
    for option in built_in().books[pack].option_by_id.values():
        if option.kind is not OptionKind.OWN_REASON:
            assert bool(option.reassurance) == (option.kind is OptionKind.OWN_STATE), option.id
