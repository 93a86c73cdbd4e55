"""Rules of one's own over the built-in ones: what adds, what overrides and is reported, what is sealed."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from interview_coach.book.vocabulary import Purpose, Severity, Verdict
from interview_coach.engine.answers import Profile
from interview_coach.engine.engine import Engine
from interview_coach.problems import BadInput, BadRules
from interview_coach.storage.books import load_book
from interview_coach.storage.rule_folders import built_in_rules, read_layer, rule_folders

from .packs import built_in, load_small, small_engine

SOURCES = "sources:\n  mine: {publisher: A union, title: Shares, year: 2024, url: 'https://example.org/s', strength: press}\n"
SHARES = """
flags:
  shares:
    option: Paid in shares
    finding: They pay in shares.
    why: Shares may be worth nothing.
    severity: SEVERITY
    raise: no
    sources: [mine]
"""


def shares(topic: str, severity: str = "serious", more: str = "") -> str:
    return f"topic: {topic}\n{more}{SHARES.replace('SEVERITY', severity)}{SOURCES}"


def test_a_layer_adds_a_flag_to_a_topic() -> None:
    book = load_small({"pay.yaml": shares("pay", "dealbreaker")}).books["small"]
    flag = book.flag_by_id["shares"]
    assert (flag.topic, flag.severity, flag.pack) == ("pay", Severity.DEALBREAKER, "layer1")
    assert "shares" in [option.id for option in book.topic_by_id["pay"].options]
    assert Engine(book).decide({"shares": "yes"}).id == "dealbreaker"
    assert book.overrides == ()


def test_a_flag_and_another_option_know_what_people_call_them() -> None:
    flag = shares("pay").replace("    finding", "    also: [stock, paid in equity]\n    finding")
    other = (
        "options:\n  shy: {option: I feel shy, kind: own-state, reassurance: It is normal., also: [timid]}\n"
    )
    book = load_small({"pay.yaml": flag + other}).books["small"]
    assert book.flag_by_id["shares"].also == ("stock", "paid in equity")
    assert book.option_by_id["shares"].also == ("stock", "paid in equity")
    assert book.option_by_id["shy"].also == ("timid",)
    assert book.flag_by_id["low-pay"].also == ()


def test_a_layer_adds_a_topic_after_the_others() -> None:
    leaving = "lines: {team-exit: {purpose: exit, tone: warm, open: Hello., statement: I'm going., close: Bye., if_they_push: Bye.}}\n"
    team = shares("team", more=f"title: The team\nwhy: You meet them daily.\n{leaving}")
    book = load_small({"team.yaml": team}).books["small"]
    assert [topic.id for topic in book.topics] == ["danger", "pay", "manners", "team"]
    row = Engine(book).decide({"low-pay": "yes", "raised/pay": "cannot", "shares": "yes"})
    assert row.id == "two-serious"


def test_topics_that_a_layer_names_come_first_and_it_is_reported() -> None:
    book = load_small({"pack.yaml": "pack: small\ntopics: [manners]\n"}).books["small"]
    assert [topic.id for topic in book.topics] == ["danger", "manners", "pay"]
    assert book.overrides == ("topics",)
    same = load_small({"pack.yaml": "pack: small\ntopics: [danger, pay]\n"}).books["small"]
    assert [topic.id for topic in same.topics] == ["danger", "pay", "manners"]
    assert same.overrides == ()


def test_a_layer_overrides_a_line_and_it_is_reported() -> None:
    mine = "topic: pay\nlines:\n  pay-raise: {purpose: raise, tone: neutral, say: What about the pay?}\n"
    book = load_small({"pay.yaml": mine}).books["small"]
    (line,) = [line for line in book.lines if line.id == "pay-raise"]
    assert line.text == "What about the pay?"
    assert book.overrides == ("pay-raise",)


def test_a_later_layer_wins_over_an_earlier_one() -> None:
    def says(text: str) -> dict[str, str]:
        return {
            "pay.yaml": f"topic: pay\nlines:\n  pay-raise: {{purpose: raise, tone: neutral, say: {text}}}\n"
        }

    book = load_small(says("What about the pay?"), says("And the pay?")).books["small"]
    assert [line.text for line in book.lines if line.id == "pay-raise"] == ["And the pay?"]
    assert book.overrides == ("pay-raise",)


def test_a_layer_overrides_a_flag_whole_and_it_is_reported() -> None:
    mine = shares("manners", "note").replace("shares:", "late:")
    book = load_small({"manners.yaml": mine}).books["small"]
    assert book.flag_by_id["late"].finding == "They pay in shares."
    assert book.overrides == ("late",)


def test_a_layer_changes_one_field_of_a_flag_and_keeps_the_others_with_their_sources() -> None:
    book = load_small({"pay.yaml": "topic: pay\nflags: {low-pay: {severity: note}}\n"}).books["small"]
    was = small_engine().book.flag_by_id["low-pay"]
    assert book.flag_by_id["low-pay"] == replace(was, severity=Severity.NOTE, pack="layer1")
    assert book.topic_by_id["pay"].options == small_engine().book.topic_by_id["pay"].options
    assert book.overrides == ("low-pay",)


def test_a_changed_line_keeps_what_it_fits() -> None:
    mine = "topic: pay\nlines: {low-pay-raise: {say: The advert said more. Could you look?}}\n"
    book = load_small({"pay.yaml": mine}).books["small"]
    (line,) = [line for line in book.lines if line.id == "low-pay-raise"]
    assert (line.fits, line.purpose) == (("low-pay",), Purpose.RAISE)
    assert line.text == "The advert said more. Could you look?"


def test_each_layer_changes_what_the_one_before_has() -> None:
    book = load_small(
        {"pay.yaml": "topic: pay\nflags: {low-pay: {severity: note}}\n"},
        {"pay.yaml": "topic: pay\nflags: {low-pay: {why: It is a habit.}}\n"},
    ).books["small"]
    flag = book.flag_by_id["low-pay"]
    assert (flag.severity, flag.why, flag.pack) == (Severity.NOTE, "It is a habit.", "layer2")
    assert flag.sources == small_engine().book.flag_by_id["low-pay"].sources


def test_single_fields_of_options_rows_context_reasons_and_reassurances_are_changed() -> None:
    pack = (
        "pack: small\nrows: {watch: {meaning: Look again.}}\nreasons: {pay: {means: Money}}\n"
        "context: {need: {ask: Is it needed?}}\n"
    )
    pay = "topic: pay\noptions: {pay-sustained: {option: Again and again}}\nnot_red_flags: {low-first-offer: {why: It is common.}}\n"
    book = load_small({"pack.yaml": pack, "pay.yaml": pay}).books["small"]
    (row,) = [row for row in book.rows if row.id == "watch"]
    assert (row.headline, row.meaning) == ("STAY FOR NOW, and watch", "Look again.")
    assert [(reason.means, reason.topic) for reason in book.reasons if reason.id == "pay"] == [
        ("Money", "pay")
    ]
    (need,) = [question for question in book.context if question.id == "need"]
    assert (need.ask, len(need.answers)) == ("Is it needed?", 3)
    assert book.option_by_id["pay-sustained"].text == "Again and again"
    assert [each.why for each in book.topic_by_id["pay"].reassurances] == ["It is common."]


def test_a_field_takes_the_place_of_those_that_it_excludes() -> None:
    mine = (
        "topic: pay\nflags:\n  low-pay: {raise: no}\n  no-figure: {fires_if: {all: [low-pay, unpaid]}}\n"
        "lines: {low-pay-exit: {purpose: close, say: Thank you.}, low-pay-raise: {fits: [], say: And the pay?}}\n"
    )
    book = load_small({"pay.yaml": mine}).books["small"]
    assert (book.flag_by_id["low-pay"].fixed_when, book.flag_by_id["low-pay"].leave_when) == ("", "")
    assert book.flag_by_id["no-figure"].option == ""
    (line,) = [line for line in book.lines if line.id == "low-pay-exit"]
    assert (line.beats, line.if_they_push, line.fits) == (("Thank you.",), "", ("low-pay",))


def test_a_layer_overrides_titles_reasons_and_context_and_it_is_reported() -> None:
    pack = (
        "pack: small\nreasons:\n  pay: {means: Money, topic: pay}\ncontext:\n"
        "  meet-again: {ask: Again?, why: It can tip it., answers: {'yes': Sure, 'no': Never}}\n"
    )
    book = load_small({"pack.yaml": pack, "pay.yaml": "topic: pay\ntitle: Wages\n"}).books["small"]
    assert book.topic_by_id["pay"].title == "Wages"
    assert book.overrides == ("meet-again", "pay", "pay.title")


def test_a_layer_that_changes_how_a_topic_is_asked_is_reported() -> None:
    mine = (
        "topic: pay\nscreen: [no-figure]\n"
        "raise: {ask: Well?, answers: [{text: Not yet, means: not-yet}, {text: They said no, means: refused}]}\n"
    )
    book = load_small({"pay.yaml": mine}).books["small"]
    assert book.topic_by_id["pay"].raise_question.ask == "Well?"
    assert book.topic_by_id["pay"].options[0].id == "no-figure"
    assert set(book.overrides) == {"pay.raise", "pay.screen"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("danger.yaml", shares("danger", "danger").replace("shares:", "scam:")),
        ("danger.yaml", "topic: danger\ntitle: Are you quite safe?\n"),
        ("danger.yaml", "topic: danger\nwhy: It is a habit of ours.\n"),
        ("danger.yaml", "topic: danger\nexamples: A dog.\n"),
        ("pay.yaml", shares("pay").replace("shares:", "trapped:")),
        (
            "danger.yaml",
            "topic: danger\nlines:\n  danger-exit: {purpose: exit, tone: warm, open: Hi., statement: I go., close: Bye., if_they_push: Bye.}\n",
        ),
    ],
)
def test_a_layer_cannot_override_anything_of_danger(file: str, text: str) -> None:
    with pytest.raises(BadRules) as caught:
        load_small({file: text})
    assert any("sealed" in problem.message for problem in caught.value.problems)


@pytest.mark.parametrize(
    "words", ["danger_title: HELLO", "danger_intro: Hi.", "danger_note: Hi.", "cannot_leave_title: Hm.", "body: Run.",
     "told: {danger-line: Run.}", "keys: {x: run}"]
)  # fmt: skip
def test_a_layer_cannot_change_the_wording_of_danger(words: str) -> None:
    with pytest.raises(BadRules, match="sealed"):
        load_small({"pack.yaml": f"pack: small\nwording: {{{words}}}\n"})


def test_a_layer_changes_single_words_of_the_other_screens_and_it_is_reported() -> None:
    mine = "pack: small\nwording: {too_early: NOT YET, say: Tell them, clauses: {fixed: they mend it}}\n"
    book = load_small({"pack.yaml": mine}).books["small"]
    assert book.wording.too_early == "NOT YET"
    assert book.wording.topics_title == small_engine().book.wording.topics_title
    assert (book.wording.say, small_engine().book.wording.say) == ("Tell them", "Say")
    before = small_engine().book.wording.clauses
    assert list(book.wording.clauses.items()) == list({**before, "fixed": "they mend it"}.items())
    assert book.overrides == ("wording.clauses.fixed", "wording.say", "wording.too_early")


def test_a_layer_cannot_change_the_danger_screen() -> None:
    with pytest.raises(BadRules):
        load_small({"danger.yaml": "topic: danger\nscreen: [scam]\n"})


def test_a_layer_adds_to_danger_and_it_walks_out() -> None:
    more = "    do_now: [Go.]\n    cannot_leave: Shout.\n    afterwards: [Tell someone.]\n"
    mine = shares("danger", "danger").replace("    sources: [mine]\n", more + "    sources: [mine]\n")
    book = load_small({"danger.yaml": mine}).books["small"]
    assert Engine(book).decide({"shares": "yes"}, Profile()).verdict is Verdict.WALK_OUT
    assert {"trapped", "scam"} < {option.id for option in book.danger.options}


def test_a_pack_of_its_own_beside_the_others_stays_its_own() -> None:
    loaded = load_small({"pay.yaml": shares("pay")})
    assert list(loaded.books) == ["small"]


# --- where rules are looked for --------------------------------------------------------------------


def layer(folder: Path, say: str) -> Path:
    """A layer over the candidate pack that changes the first general line."""
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text("pack: candidate\n", encoding="utf-8")
    line = f"lines:\n  {LINE.id}: {{purpose: {LINE.purpose.value}, tone: neutral, say: {say}}}\n"
    (folder / "lines.yaml").write_text(line, encoding="utf-8")
    return folder


LINE = next(
    line for line in built_in().books["candidate"].lines if not line.topic and line.purpose is Purpose.PAUSE
)


def said(*rules: Path) -> str:
    return next(line.text for line in load_book("candidate", rules).lines if line.id == LINE.id)


def test_without_anything_set_only_the_built_in_rules_are_read() -> None:
    assert rule_folders() == (built_in_rules(),)
    assert said() == LINE.text


def test_layers_go_built_in_config_folder_coach_rules_named(
    tmp_path: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = layer(home / "config" / "rules" / "candidate", "From home.").parent
    first, second = layer(tmp_path / "a", "From a."), layer(tmp_path / "b", "From b.")
    third, fourth = layer(tmp_path / "c", "From c."), layer(tmp_path / "d", "From d.")
    assert rule_folders() == (built_in_rules(), own)
    assert said() == "From home."
    monkeypatch.setenv("COACH_RULES", f"{first}{os.pathsep}{second}")
    assert rule_folders() == (built_in_rules(), own, first, second)
    assert said() == "From b."
    assert rule_folders([third, fourth])[-2:] == (third, fourth)
    assert said(third, fourth) == "From d."
    assert said(fourth, third) == "From c."


def test_the_built_in_pack_alone_ignores_every_layer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_RULES", str(layer(tmp_path / "a", "From a.")))
    book = load_book("candidate", [layer(tmp_path / "b", "From b.")], layered=False)
    assert LINE in book.lines


def test_an_empty_coach_rules_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COACH_RULES", os.pathsep)
    assert rule_folders() == (built_in_rules(),)


@pytest.mark.parametrize("how", ["COACH_RULES", "--rules"])
def test_a_named_folder_that_is_not_there_is_said_so(
    how: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = tmp_path / "nowhere"
    if how == "COACH_RULES":
        monkeypatch.setenv("COACH_RULES", str(missing))
    with pytest.raises(BadInput, match=f"{how}: there is no folder .*nowhere"):
        rule_folders([missing] if how == "--rules" else [])


def test_an_edited_layer_is_checked_again_although_books_are_remembered(tmp_path: Path) -> None:
    mine = layer(tmp_path / "a", "First.")
    assert said(mine) == said(mine) == "First."
    file = mine / "lines.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("First.", "Second."), encoding="utf-8")
    assert said(mine) == "Second."
    file.write_text(file.read_text(encoding="utf-8").replace("say:", "sya:"), encoding="utf-8")
    with pytest.raises(BadRules, match="did you mean 'say'"):
        said(mine)


def test_a_remembered_book_is_the_book_that_was_checked(tmp_path: Path) -> None:
    mine = layer(tmp_path / "a", "First.")
    assert load_book("candidate", [mine]) == load_book("candidate", [mine])
    assert load_book("candidate", [mine]).overrides == (LINE.id,)


# --- reading a folder ------------------------------------------------------------------------------


def test_a_folder_is_a_pack_or_holds_packs(tmp_path: Path) -> None:
    pack = layer(tmp_path / "rules" / "candidate", "Hello.")
    assert list(read_layer(pack)) == [str(pack)]
    assert list(read_layer(tmp_path / "rules")) == [f"{tmp_path / 'rules'}/candidate"]
    assert list(read_layer(tmp_path / "rules", "mine")) == ["mine/candidate"]


def test_a_byte_order_mark_is_no_part_of_a_rule_file(tmp_path: Path) -> None:
    mine = layer(tmp_path / "a", "Hello.")
    (mine / "pack.yaml").write_bytes(b"\xef\xbb\xbfpack: candidate\r\n")
    assert said(mine) == "Hello."


def test_a_file_that_is_not_utf_8_is_named_with_its_first_bad_byte(tmp_path: Path) -> None:
    mine = layer(tmp_path / "a", "Hello.")
    (mine / "pay.yaml").write_bytes(b"topic: p\xe4y\n")
    with pytest.raises(BadInput, match=r"pay\.yaml is not UTF-8 \(byte 9\)"):
        read_layer(mine)


def test_a_folder_without_rules_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match=r"there are no rules in .*; a pack is a folder with a pack\.yaml"):
        read_layer(tmp_path)


def test_a_folder_with_too_many_files_is_refused(tmp_path: Path) -> None:
    mine = layer(tmp_path / "a", "Hello.")
    for number in range(200):
        (mine / f"topic-{number}.yaml").write_text("topic: x\n", encoding="utf-8")
    with pytest.raises(BadInput, match="holds 202 rule files; at most 200"):
        read_layer(mine)


@pytest.mark.parametrize("name", ["pay.yml", "pay.YAML"])
def test_a_rule_file_with_the_wrong_ending_is_not_passed_over_in_silence(tmp_path: Path, name: str) -> None:
    mine = layer(tmp_path / "a", "Hello.")
    (mine / name).write_text(shares("pay"), encoding="utf-8")
    try:
        said_ = ", ".join(load_book("candidate", [mine]).flag_by_id)
    except (BadInput, BadRules) as error:
        said_ = str(error)
    assert name in said_ or "shares" in said_
