"""What the journal keeps of interviews, and how it is found again."""

from __future__ import annotations

from pathlib import Path

import pytest

from interview_coach.problems import BadInput
from interview_coach.storage.journal import journal_file, open_journal

NOON = 1_795_348_800.0
"""22 November 2026, 12:00 UTC."""


def test_without_one_there_is_none_and_looking_makes_none(home: Path) -> None:
    with open_journal() as journal:
        assert journal is None
    assert not (home / "data").exists()


def test_all_that_is_kept_comes_back() -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "  Example\tGmbH ", "2026-11-22").id
        journal.set_answer(id_, "prep", "with-whom", "Ms Long, \u00e9\u4f60\x1b[31m\x00")
        journal.set_answer(id_, "prep", "promised", ("Remote", "", "No weekends"))
        journal.set_answer(id_, "prep", "ticked", ())
        journal.set_answer(id_, "debrief", "action", "Sleep")
        journal.set_detail(id_, "their-name", "Bo")
        journal.add_entry(id_, "assessment", {"verdict": "stay", "settled": True, "flags": [{"id": "a"}]})
        journal.add_entry(id_, "followup", {"kind": "thank-you", "text": "Dear Bo,\n\nthanks"})
    with open_journal() as journal:
        assert journal is not None
        record = journal.record(id_)
        assert (record.interview.name, record.interview.on) == ("Example GmbH", "2026-11-22")
        assert record.answers == {
            "prep": {
                "with-whom": "Ms Long, \u00e9\u4f60\x1b[31m\x00",
                "promised": ("Remote", "", "No weekends"),
                "ticked": (),
            },
            "debrief": {"action": "Sleep"},
        }
        assert record.details == {"their-name": "Bo"}
        assert [entry.body.get("kind") for entry in record.entries] == [None, "thank-you"]
        assert [entry.kind for entry in journal.entries(id_, "followup")] == ["followup"]
        assert record.of_kind("assessment")[0].body["flags"] == [{"id": "a"}]


def test_an_answer_is_replaced_and_taken_away() -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "Example").id
        journal.set_answer(id_, "prep", "floor", "40000")
        journal.set_answer(id_, "prep", "floor", "45000")
        journal.set_answer(id_, "debrief", "floor", "another guide")
        assert journal.answers(id_, "prep") == {"floor": "45000"}
        journal.set_answer(id_, "prep", "floor", None)
        assert journal.answers(id_, "prep") == {}
        assert journal.answers(id_, "debrief") == {"floor": "another guide"}
        journal.set_detail(id_, "my-name", "Ann")
        journal.set_detail(id_, "my-name", "")
        assert journal.details(id_) == {}


def test_what_holds_for_every_interview_is_made_when_first_written_to() -> None:
    with open_journal(create=True) as journal:
        general = journal.general("candidate")
        assert general.is_general
        assert journal.answers(general.id, "prep") == {}
        assert journal.generals() == ()
        journal.set_answer(general.id, "prep", "floor", "45000")
        journal.set_detail(journal.general("vendor").id, "my-name", "Ann")
    with open_journal() as journal:
        assert journal is not None
        assert journal.answers(journal.general("candidate").id, "prep") == {"floor": "45000"}
        assert journal.details(journal.general("candidate").id) == {}
        assert [each.role for each in journal.generals()] == ["candidate", "vendor"]
        assert journal.interviews() == ()


def test_the_last_touched_comes_first_and_roles_are_kept_apart() -> None:
    now = NOON
    with open_journal(create=True, clock=lambda: now) as journal:
        first = journal.begin("candidate", "First")
        now += 10
        second = journal.begin("vendor", "Second")
        assert [i.name for i in journal.interviews()] == ["Second", "First"]
        now += 10
        journal.set_detail(first.id, "my-name", "Ann")
        assert [i.name for i in journal.interviews()] == ["First", "Second"]
        assert journal.interviews("vendor") == (second,)
        assert journal.interviews()[0].touched == NOON + 20
        assert journal.interviews()[0].created == NOON


def test_an_interview_without_a_name_is_called_after_today() -> None:
    with open_journal(create=True, clock=lambda: NOON) as journal:
        assert journal.begin("candidate").name == "Interview of 2026-11-22"


def test_an_interview_is_found_by_number_and_by_name() -> None:
    with open_journal(create=True) as journal:
        one = journal.begin("candidate", "Example GmbH")
        two = journal.begin("vendor", "Bakery")
        assert journal.find(str(one.id)) == one
        assert journal.find("example  gmbh") == one
        assert journal.find("Bakery", "vendor") == two
        with pytest.raises(
            BadInput, match="no interview is called 'Exampel GmbH'; did you mean 'Example GmbH'"
        ):
            journal.find("Exampel GmbH")
        with pytest.raises(BadInput, match="no interview 99; `coach history` lists"):
            journal.find("99")
        with pytest.raises(BadInput, match="no interview is called 'Bakery'"):
            journal.find("Bakery", "candidate")
        with pytest.raises(BadInput, match="there is no interview"):
            journal.find("1" * 5000)
        assert journal.find(f"00{one.id}") == one


def test_a_name_of_two_is_answered_with_their_numbers() -> None:
    with open_journal(create=True) as journal:
        ids = [journal.begin("candidate", name).id for name in ("Bakery", "Bakery", "bakery")]
        with pytest.raises(BadInput, match="2 interviews are called 'Bakery'; use a number: 2, 1"):
            journal.find("Bakery")
        assert journal.find("bakery").id == ids[2]


def test_a_number_is_not_given_twice() -> None:
    with open_journal(create=True) as journal:
        first = journal.begin("candidate", "First").id
        journal.forget(first)
        assert journal.begin("candidate", "Second").id > first


@pytest.mark.parametrize("name", ["", "  ", "12", "general", "General", "x" * 81])
def test_a_name_that_could_not_be_used_is_refused(name: str) -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "Example").id
        with pytest.raises(BadInput):
            journal.rename(id_, name)
        assert journal.interview(id_).name == "Example"


@pytest.mark.parametrize("day", ["tomorrow", "2026-13-01", "22.11.2026"])
def test_a_day_that_is_none_is_refused(day: str) -> None:
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", "Example", "2026-11-22").id
        with pytest.raises(BadInput, match="is no day; write it as 2026-11-22"):
            journal.set_date(id_, day)
        assert journal.interview(id_).on == "2026-11-22"
        journal.set_date(id_, "")
        assert journal.interview(id_).on == ""


def test_text_that_no_encoding_holds_is_no_crash() -> None:
    broken = "Bak\udce9ry"
    with open_journal(create=True) as journal:
        id_ = journal.begin("candidate", broken).id
        journal.set_answer(id_, "prep", "with-whom", broken)
        assert journal.interview(id_).name == "Bak?ry"
        assert journal.answers(id_, "prep") == {"with-whom": broken}


def test_writing_to_what_was_forgotten_meanwhile_says_so_and_keeps_nothing() -> None:
    with open_journal(create=True) as journal, open_journal() as other:
        assert other is not None
        id_ = journal.begin("candidate", "Example").id
        other.forget(id_)
        with pytest.raises(BadInput, match="forgotten meanwhile"):
            journal.set_answer(id_, "prep", "floor", "45000")
        assert journal.answers(id_, "prep") == {}


def test_the_journal_lies_with_the_persons_data(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert journal_file() == home / "data" / "journal.sqlite3"
    monkeypatch.delenv("COACH_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/somewhere")
    assert journal_file() == Path("/somewhere/interview-coach/journal.sqlite3")
