"""Guides as rules: what the small pack's become, what a later layer adds, replaces or may not touch, the cache."""

from __future__ import annotations

from pathlib import Path

import pytest
from person import invoke

from interview_coach.book.guides import (
    FilledWith,
    Followup,
    Guides,
    Letter,
    LetterKind,
    Outcome,
    Prep,
    Settles,
    Step,
    StepKind,
)
from interview_coach.problems import BadRules
from interview_coach.rulebook.guide_checks import NEVER_AFTER_DANGER
from interview_coach.rulebook.loader import Loaded, load_texts
from interview_coach.storage.books import load_book, load_guides
from interview_coach.storage.rule_folders import shared_texts

from .packs import BUILT_IN, Texts, built_in, load_small, small_texts


def small(*layers: Texts) -> Guides:
    return load_small(*layers).guides["small"]


def prep_of(guides: Guides) -> Prep:
    assert guides.prep is not None
    return guides.prep


def followup_of(guides: Guides) -> Followup:
    assert guides.followup is not None
    return guides.followup


def step(guides: Guides, id_: str) -> Step:
    return next(s for section in prep_of(guides).sections for s in section.steps if s.id == id_)


def kind(guides: Guides, id_: str) -> LetterKind:
    return next(k for k in followup_of(guides).kinds if k.id == id_)


def letters(guides: Guides) -> dict[str, Letter]:
    return {letter.id: letter for k in followup_of(guides).kinds for letter in k.letters}


def problems(*layers: Texts) -> list[str]:
    with pytest.raises(BadRules) as refused:
        load_small(*layers)
    return [str(problem) for problem in refused.value.problems]


# -- assembly ---------------------------------------------------------------------------------------------


def test_steps_stand_in_their_sections_in_the_order_of_the_file() -> None:
    assert [(section.id, [s.id for s in section.steps]) for section in prep_of(small()).sections] == [
        ("terms", ["promised", "pay-known", "who-refused"]),
        (
            "choice",
            ["floor", "no-go", "how-firm", "need", "again", "where", "my-questions", "fixes-done"],
        ),
    ]


def test_a_step_keeps_everything_that_was_written() -> None:
    asked = step(small(), "pay-known")
    assert (asked.kind, asked.section, asked.why) == (StepKind.CHOICE, "terms", "It is easy to ask.")
    assert [source.title for source in asked.sources] == ["Working alone"]
    yes, no, never = asked.options
    assert (yes.id, yes.how, yes.leads_to, yes.because) == ("yes", "Keep a copy.", Outcome.GO, "")
    assert (no.leads_to, no.because, no.letter) == (Outcome.ASK_FIRST, "The pay is not known.", "ask-pay")
    assert [source.title for source in no.sources] == ["Before an interview"]
    assert (never.leads_to, never.letter) == (Outcome.CANCEL, "not-coming")
    assert step(small(), "who-refused").only_if == ("pay-known", ("no", "never"))
    floor = step(small(), "floor")
    assert (floor.settles, floor.for_all, floor.hint) == (Settles.FLOOR, True, "Such as 45000 EUR a year.")
    assert step(small(), "promised").for_all is False


def test_outcomes_come_as_go_ask_first_and_cancel_whatever_their_order_in_the_file() -> None:
    text = small_texts()["prep.yaml"]
    go = "  go: {headline: GO, meaning: Go and see., next_steps: [Pack the card.]}\n"
    swapped = text.replace(go, "").replace("letters:\n", f"{go}letters:\n", 1)
    assert swapped != text
    guides = load_texts([{"small": {**small_texts(), "prep.yaml": swapped}}], shared_texts()).guides["small"]
    assert [wording.headline for wording in prep_of(guides).outcomes] == ["GO", "ASK FIRST", "CANCEL IT"]


def test_a_letter_stands_under_its_kind_and_a_kind_under_its_group() -> None:
    followup = followup_of(small())
    assert [(g.id, [(k.id, [x.id for x in k.letters]) for k in g.kinds]) for g in followup.groups] == [
        ("thank", [("thank-you", ["thanks"])]),
        ("tell", [("report", ["notes"])]),
    ]
    report = kind(small(), "report")
    assert (report.after_danger, report.wait, report.bodies) == (True, True, ("pay", "safety"))
    assert letters(small())["thanks"].body == "Dear [their name],\n\nThank you for your time."
    assert [detail.placeholder for detail in followup.details] == ["[their name]", "[the day]"]


def test_a_detail_says_what_the_computer_fills_it_with() -> None:
    wanted = {"today": FilledWith.TODAY, "day": FilledWith.INTERVIEW_DAY}
    for role in ("candidate", "freelancer", "interviewer", "vendor"):
        guides = load_guides(role)
        for details in (prep_of(guides).details, followup_of(guides).details):
            filled = {d.id: d.filled_with for d in details if d.filled_with is not None or d.id in wanted}
            assert filled == {id_: wanted[id_] for id_ in filled}
            assert "day" in filled


def test_the_debrief_asks_for_a_fix_for_each_mistake() -> None:
    debrief = small().debrief
    assert debrief is not None
    mistakes, fixes = debrief.sections[0].steps
    assert (mistakes.kind, mistakes.settles) == (StepKind.LINES, Settles.MISTAKES)
    assert (fixes.for_each, fixes.settles) == ("mistakes", Settles.FIXES)
    assert debrief.closing == ("Close the book.",)


def test_a_country_knows_its_bodies_with_their_sources() -> None:
    (country,) = small().countries
    assert (country.id, country.emergency, country.last_verified) == ("ut", "999 or 112", "2026-11-22")
    (body,) = country.bodies
    assert (body.about, body.source.publisher) == ("pay", "Pay line")


def test_a_pack_without_guides_has_none() -> None:
    names = ("prep.yaml", "followup.yaml", "debrief.yaml", "countries.yaml")
    texts = {name: text for name, text in small_texts().items() if name not in names}
    assert load_texts([{"small": texts}], shared_texts()).guides["small"] == Guides("small")


# -- layers that add --------------------------------------------------------------------------------------

LETTER = """\
guide: followup
letters:
  my-thanks: {kind: thank-you, text: Mine, channel: message, body: "Thank you, [their name]."}
"""
STEP = """\
guide: prep
steps:
  my-train:
    section: terms
    ask: Which train do you take?
    kind: text
    only_if: {step: pay-known, is: ["yes"]}
"""
COUNTRY = """\
guide: countries
countries:
  at:
    name: Arcadia
    emergency: "112"
    currency: EUR
    last_verified: 2026-11-22
    sources: [office]
sources:
  office: {publisher: A state, title: Help, year: 2024, url: "https://example.org/help", strength: official}
"""
UTOPIA = COUNTRY.replace("  at:", "  ut:").replace(
    'emergency: "112"', 'emergency: "999 or 112"\n    silent: Press 55 when you cannot speak.'
)
"""Another name for a country that is there: whom to ring there is sealed."""


def test_a_layer_adds_one_letter() -> None:
    guides = small({"followup.yaml": LETTER})
    assert [letter.id for letter in kind(guides, "thank-you").letters] == ["thanks", "my-thanks"]
    assert load_small({"followup.yaml": LETTER}).books["small"].overrides == ()


def test_a_layer_adds_one_step_at_the_end_of_a_section() -> None:
    section = prep_of(small({"prep.yaml": STEP})).sections[0]
    assert [s.id for s in section.steps] == ["promised", "pay-known", "who-refused", "my-train"]


def test_a_layer_adds_one_country_and_they_come_by_name() -> None:
    assert [c.name for c in small({"countries.yaml": COUNTRY}).countries] == ["Arcadia", "Utopia"]


def test_a_layer_adds_a_purpose_of_its_own() -> None:
    mine = """\
guide: followup
groups: {ask: Ask them}
kinds:
  ask-back: {group: ask, text: Ask back, advice: [Ask once.]}
letters:
  ask-back-now: {kind: ask-back, text: Now, channel: message, body: What did you decide?}
"""
    guides = small({"followup.yaml": mine})
    assert [group.id for group in followup_of(guides).groups] == ["thank", "tell", "ask"]
    assert kind(guides, "ask-back").after_danger is False


# -- layers that replace ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("file", "text", "reported"),
    [
        ("prep", "guide: prep\nwelcome: Take your time.\n", "prep.welcome"),
        ("prep", "guide: prep\noutcomes: {go: {headline: OFF, meaning: Off you go.}}\n", "prep.go"),
        ("prep", "guide: prep\ndetails: {the-day: {ask: When?, example: Friday}}\n", "prep.the-day"),
        ("debrief", "guide: debrief\nclosing: [It is over.]\n", "debrief.closing"),
        (
            "followup",
            "guide: followup\nletters: {thanks: {kind: thank-you, text: Short, channel: message, body: Thank you.}}\n",
            "followup.thanks",
        ),
        ("countries", UTOPIA, "countries.ut"),
    ],
)
def test_what_a_layer_replaces_is_reported(file: str, text: str, reported: str) -> None:
    loaded = load_small({f"{file}.yaml": text})
    assert loaded.books["small"].overrides == (reported,)
    assert loaded.guides["small"] != small()


def test_a_replaced_letter_leaves_no_problem_in_the_file_below() -> None:
    """The detail that only the replaced letter used is nobody's fault."""
    mine = (
        "guide: followup\nletters: {thanks: {kind: thank-you, text: T, channel: message, body: Thank you.}}\n"
    )
    assert letters(small({"followup.yaml": mine}))["thanks"].body == "Thank you."


def test_the_last_layer_wins() -> None:
    first, second = ({"prep.yaml": f"guide: prep\nwelcome: {text}.\n"} for text in ("One", "Two"))
    assert prep_of(small(first, second)).welcome == "Two."


def test_the_card_can_be_worded_anew_but_for_danger() -> None:
    written = small_texts()["prep.yaml"]
    card = "guide: prep\n" + written[written.index("card:") : written.rindex("sources:")]
    assert prep_of(small({"prep.yaml": card.replace("MY CARD", "IN MY POCKET")})).card.title == "IN MY POCKET"
    (problem,) = problems({"prep.yaml": card.replace("Go at once if", "Perhaps go if")})
    assert "the heading of danger is sealed; leave it as it was: Go at once if" in problem


def test_the_safety_question_stays_although_everything_else_of_followup_is_replaced() -> None:
    mine = small_texts()["followup.yaml"].replace("It was safe", "All well")
    mine = mine.replace("    sources: [safety-body]\n", "")
    assert problems({"followup.yaml": mine}) == [
        "layer1/followup.yaml:5:1: the safety question is sealed like danger; take 'safety' out"
    ]


# -- several packs ----------------------------------------------------------------------------------------


def two_packs(countries: str) -> Loaded:
    other = {**small_texts(), "countries.yaml": countries}
    other["pack.yaml"] = other["pack.yaml"].replace("pack: small", "pack: other")
    return load_texts([{"small": small_texts(), "other": other}], shared_texts())


def test_what_one_pack_knows_of_a_country_serves_all() -> None:
    guides = two_packs(COUNTRY).guides
    assert guides["small"].countries == guides["other"].countries
    assert [country.id for country in guides["small"].countries] == ["at", "ut"]


def test_a_country_is_described_by_one_pack() -> None:
    with pytest.raises(BadRules) as refused:
        two_packs(COUNTRY.replace("  at:", "  ut:"))
    assert [str(problem) for problem in refused.value.problems] == [
        "other/countries.yaml:3:3: the country 'ut' is described in the pack 'small'; change it there"
    ]


def test_adding_to_a_guide_that_is_not_there_is_said_once_and_not_for_every_part() -> None:
    texts = {name: text for name, text in small_texts().items() if name != "prep.yaml"}
    layer = {"pack.yaml": "pack: small\n", "prep.yaml": STEP}
    with pytest.raises(BadRules) as refused:
        load_texts([{"small": texts}, {"mine": layer}], shared_texts())
    (problem,) = refused.value.problems
    assert str(problem) == (
        "mine/prep.yaml:1:1: the pack has no prep.yaml yet that this could add to; write a whole one, "
        "with title, welcome, sections, rehearsal, card, wait as well"
    )


@pytest.mark.parametrize("role", BUILT_IN)
def test_after_danger_a_built_in_pack_offers_help_and_no_thanks(role: str) -> None:
    followup = built_in().guides[role].followup
    if followup is None:
        pytest.skip(f"{role} has no followup")
    offered = {k.id for k in followup.kinds if k.after_danger}
    assert offered
    assert not offered & NEVER_AFTER_DANGER


# -- the cache --------------------------------------------------------------------------------------------


def own(folder: Path, followup: str) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "pack.yaml").write_text("pack: candidate\n", "utf-8")
    (folder / "followup.yaml").write_text(followup, "utf-8")
    return folder


def body_of(guides: Guides) -> str:
    return letters(guides)["my-thanks"].body


def test_guides_from_the_cache_equal_those_that_were_checked(home: Path) -> None:
    cached = load_guides()
    for file in (home / "cache").iterdir():
        file.unlink()
    assert load_guides() == cached
    assert [file.name for file in (home / "cache").iterdir() if file.name.startswith("guides-")]
    assert load_guides() == cached


def test_a_guide_that_was_edited_is_read_anew_and_a_broken_one_refused(tmp_path: Path) -> None:
    mine = own(tmp_path / "mine", LETTER)
    assert body_of(load_guides(rules=[mine])) == "Thank you, [their name]."
    own(mine, LETTER.replace("Thank you,", "Thanks,"))
    assert body_of(load_guides(rules=[mine])) == "Thanks, [their name]."
    own(mine, LETTER.replace("thank-you", "thank-yuo"))
    with pytest.raises(BadRules, match="did you mean 'thank-you'"):
        load_guides(rules=[mine])
    own(mine, LETTER)
    assert body_of(load_guides(rules=[mine])) == "Thank you, [their name]."


def test_a_broken_guide_refuses_all_rules_with_its_place_and_status_3(tmp_path: Path) -> None:
    mine = own(tmp_path / "mine", LETTER.replace("[their name]", "[there name]"))
    with pytest.raises(BadRules):
        load_book(rules=[mine])
    result = invoke("rules", "check", "--rules", str(mine))
    assert result.exit_code == 3
    assert f"{mine}/followup.yaml:3:68: no detail is called 'there-name'" in result.stderr
    assert "Traceback" not in result.output


def test_a_line_still_comes_with_a_broken_guide(tmp_path: Path) -> None:
    mine = own(tmp_path / "mine", "guide: followup\nlettres: {}\n")
    result = invoke("script", "--rules", str(mine))
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()[0].split()) > 4
    assert "followup.yaml:2:1: there is no key 'lettres' here; did you mean 'letters'?" in result.stderr
