"""Reading YAML strictly: what is read, what is refused, and where."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from interview_coach.problems import Place, Problems
from interview_coach.rulebook.document import MAX_BYTES, Data, Document
from interview_coach.rulebook.nodes import MAX_DEPTH, read_document


def read(text: str) -> Document:
    problems = Problems()
    document = read_document(text, "f.yaml", problems)
    assert not problems.found, [str(problem) for problem in problems.found]
    assert document is not None
    return document


def refused(text: str) -> tuple[str, ...]:
    problems = Problems()
    document = read_document(text, "f.yaml", problems)
    assert document is None
    assert problems.found
    return tuple(map(str, problems.sorted()))


# --- scalars ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        *("no", "No", "NO", "yes", "Yes", "on", "On", "off", "y", "n", "True", "TRUE", "False"),
        *("2026-11-21", "2026-11-21T10:00:00Z", "12:30:45", "190:20:30", "12:30"),
        *(
            "0x1F",
            "0o17",
            "017",
            "1_000",
            "+5",
            "1.5",
            "1e3",
            ".inf",
            ".nan",
            "Null",
            "NULL",
            "=",
            "1234567890",
        ),
    ],
)
def test_a_bare_word_is_the_text_that_was_written(written: str) -> None:
    assert read(f"a: {written}").data == {"a": written}


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("true", True),
        ("false", False),
        ("null", None),
        ("~", None),
        ("", None),
        ("0", 0),
        ("42", 42),
        ("-7", -7),
        ("123456789", 123456789),
    ],
)
def test_only_these_words_are_more_than_text(written: str, value: Data) -> None:
    data = read(f"a: {written}").data
    assert data == {"a": value}
    assert isinstance(data, dict)
    assert type(data["a"]) is type(value)


@pytest.mark.parametrize("written", ["true", "42", "null", "~", "no", ""])
@pytest.mark.parametrize("quote", ["'", '"'])
def test_quotes_make_everything_text(written: str, quote: str) -> None:
    assert read(f"a: {quote}{written}{quote}").data == {"a": written}


@pytest.mark.parametrize("style", ["|", ">", "|-"])
def test_a_block_of_text_is_text_even_if_it_looks_like_a_number(style: str) -> None:
    data = read(f"a: {style}\n  42\n").data
    assert isinstance(data, dict)
    assert str(data["a"]).strip() == "42"
    assert isinstance(data["a"], str)


@pytest.mark.parametrize("key", ["no", "true", "42", "~", "2026-11-21", "''"])
def test_a_key_is_always_the_text_that_was_written(key: str) -> None:
    assert read(f"{key}: x").data == {key.strip("'"): "x"}


def test_json_reads_the_same() -> None:
    assert read('{"a": [1, true, null, "no"], "b": {"c": "x"}}').data == {
        "a": [1, True, None, "no"],
        "b": {"c": "x"},
    }


# --- places ----------------------------------------------------------------------------------------

NESTED = "a: 1\nb:\n  - x\n  -   y\nc: {d: e,  'f': [g]}\n"


@pytest.mark.parametrize(
    ("path", "line", "column"),
    [
        ((), 1, 1),
        (("a",), 1, 4),
        (("b",), 3, 3),
        (("b", 0), 3, 5),
        (("b", 1), 4, 7),
        (("c",), 5, 4),
        (("c", "d"), 5, 8),
        (("c", "f"), 5, 17),
        (("c", "f", 0), 5, 18),
    ],
)
def test_every_value_knows_its_place(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert read(NESTED).place(path) == Place("f.yaml", line, column)


@pytest.mark.parametrize(
    ("path", "line", "column"), [(("a",), 1, 1), (("b",), 2, 1), (("c", "d"), 5, 5), (("c", "f"), 5, 12)]
)
def test_every_key_knows_its_place(path: tuple[str | int, ...], line: int, column: int) -> None:
    assert read(NESTED).key_place(path) == Place("f.yaml", line, column)


def test_what_is_missing_has_the_place_of_what_is_around_it() -> None:
    document = read(NESTED)
    assert document.place(("c", "z", 3)) == document.place(("c",))
    assert document.key_place(("c", "z")) == document.place(("c",))
    assert document.place(("z",)) == Place("f.yaml", 1, 1)


def test_columns_count_characters_and_lines_any_line_end() -> None:
    document = read("ä: é\r\n\U0001f600: [ü, x]\r\n")
    assert document.place(("\U0001f600", 1)) == Place("f.yaml", 2, 8)


def test_a_byte_order_mark_does_not_count() -> None:
    document = read("\ufeffa: b\n")
    assert document.data == {"a": "b"}


# --- refusals --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("a: 1\nb: 2\na: 3\n", "f.yaml:3:1: 'a' is given twice (first in line 1); keep one"),
        ("x: {a: 1, a: 2}", "f.yaml:1:11: 'a' is given twice (first in line 1); keep one"),
        ("a: 1\n'a': 2\n", "f.yaml:2:1: 'a' is given twice (first in line 1); keep one"),
    ],
)
def test_a_key_given_twice_is_named_with_both_lines(text: str, problem: str) -> None:
    problems = Problems()
    read_document(text, "f.yaml", problems)
    assert [str(p) for p in problems.found] == [problem]


def test_every_key_given_twice_is_named() -> None:
    problems = Problems()
    read_document("a: 1\na: 2\nb: 3\nb: 4\na: 5\n", "f.yaml", problems)
    assert [p.place.line for p in problems.sorted()] == [2, 4, 5]


@pytest.mark.parametrize(
    ("text", "where", "about"),
    [
        ("a: &x 1\nb: *x\n", "1:4", "anchor"),
        ("b: *x\n", "1:4", "`*x`"),
        ("a:\n  <<: {b: 1}\n", "2:3", "`<<`"),
        ("a: !!str 1\n", "1:4", "tag"),
        ("a: !!python/object/apply:os.system [ls]\n", "1:4", "tag"),
        ("a: !mine {b: 1}\n", "1:4", "tag"),
        ("a: 1\n---\nb: 2\n", "2:1", "second document"),
        ("[a, b]: 1\n", "1:1", "plain word"),
        ("{a: 1}: 1\n", "1:1", "plain word"),
        ("? [a]\n: 1\n", "1:3", "plain word"),
        ("*x : 1\n", "1:1", "plain word"),
        ("a:\n\tb: 1\n", "2:1", "use spaces, not tabs"),
        ("a: b: c\n", "1:5", "double quotes"),
        ("a: 1\0\n", "1:5", "delete it"),
        ("a: \x07\n", "1:4", "delete it"),
        ("ab: c\nd: e\x1b[2J\n", "2:5", "delete it"),
        ("a: [1, 2\n", "2:1", "not valid YAML"),
        ("%YAML 9.9\n---\na: 1\n", "1:1", "not valid YAML"),
    ],
)
def test_what_is_not_plain_is_refused_at_its_place(text: str, where: str, about: str) -> None:
    (problem,) = refused(text)
    assert problem.startswith(f"f.yaml:{where}: ")
    assert about in problem


def test_half_a_character_is_refused_at_its_place() -> None:
    """Standard input read with surrogateescape can hold one; so can any caller of the library."""
    (problem,) = refused("a: \udcff\n")
    assert problem == "f.yaml:1:4: a character that YAML does not allow stands here; delete it"


@pytest.mark.parametrize("text", ["", "   \n", "# a comment\n", "---\n", "null\n", "~"])
def test_an_empty_file_is_refused(text: str) -> None:
    (problem,) = refused(text)
    assert problem.startswith("f.yaml:1:1: the file is empty")


@pytest.mark.parametrize(
    "text", ["[" * 3000 + "]" * 3000, "a: " + "{b: " * 3000 + "}" * 3000, "- " * 3000 + "x"]
)
def test_deep_nesting_is_refused_without_a_crash(text: str) -> None:
    (problem,) = refused(text)
    assert f"more than {MAX_DEPTH} deep" in problem


@pytest.mark.parametrize("fault", ['"open', "\t- [", "&", "%", "@x", "]", "[" * 980])
def test_deep_nesting_is_found_before_a_fault_that_a_reader_sees_first(fault: str) -> None:
    (problem,) = refused("[" * (MAX_DEPTH + 1) + fault)
    assert problem == f"f.yaml:1:{MAX_DEPTH + 1}: this is nested more than {MAX_DEPTH} deep; flatten it"
    (problem,) = refused("[" * MAX_DEPTH + "@")
    assert "not valid YAML" in problem


def test_the_deepest_nesting_allowed_is_read() -> None:
    data = read("[" * MAX_DEPTH + "x" + "]" * MAX_DEPTH).data
    for _ in range(MAX_DEPTH):
        assert isinstance(data, list)
        (data,) = data
    assert data == "x"


def test_many_shallow_lists_are_not_deep() -> None:
    assert read("\n".join(["- [a]"] * 500)).data == [["a"]] * 500


def test_an_oversized_file_is_refused_and_the_largest_is_not() -> None:
    (problem,) = refused("a: " + "x" * MAX_BYTES)
    assert problem == "f.yaml:1:1: the file is larger than 400 kB; split it by topic"
    assert read("a: " + "x" * (MAX_BYTES - 3)).data == {"a": "x" * (MAX_BYTES - 3)}


def test_size_is_counted_in_bytes() -> None:
    refused("a: " + "é" * (MAX_BYTES // 2))


def test_an_alias_bomb_is_refused_at_its_first_anchor() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    (problem,) = refused(bomb)
    assert problem.startswith("f.yaml:1:4: ")


# --- any text --------------------------------------------------------------------------------------

YAML_LIKE = st.lists(
    st.sampled_from(
        [
            *(
                "a",
                "b: ",
                "- ",
                "? ",
                ": ",
                "\n",
                "  ",
                "\t",
                "[",
                "]",
                "{",
                "}",
                ",",
                "'",
                '"',
                "|",
                ">",
                "#",
            ),
            *(
                "&x ",
                "*x",
                "<<: ",
                "!!str ",
                "!",
                "%YAML 1.1\n",
                "---\n",
                "...\n",
                "\0",
                "\x85",
                "\u2028",
                "\ufeff",
            ),
            *("\\", "\r", "\U0001f600", "null", "~", "1", "=", "@", "`"),
        ]
    ),
    max_size=40,
).map("".join)


def plain(data: Data) -> bool:
    if isinstance(data, list):
        return all(map(plain, data))
    if isinstance(data, dict):
        return all(type(key) is str for key in data) and all(map(plain, data.values()))
    return data is None or type(data) in (str, int, bool)


@settings(derandomize=True, deadline=None)
@given(st.one_of(st.text(max_size=200), YAML_LIKE))
def test_any_text_gives_plain_data_or_problems_and_never_another_exception(text: str) -> None:
    problems = Problems()
    document = read_document(text, "f.yaml", problems)
    if document is None:
        assert problems.found
        return
    assert plain(document.data)
    assert document.data is not None
    lines = (
        text.count("\n") + text.count("\r") + text.count("\x85") + text.count("\u2028") + text.count("\u2029")
    )
    for place in (*document.values.values(), *(problem.place for problem in problems.found)):
        assert place.file == "f.yaml"
        assert 1 <= place.line <= lines + 2, "at most just after the end"
        assert place.column >= 1


@settings(derandomize=True, deadline=None)
@given(
    st.recursive(
        st.none()
        | st.booleans()
        | st.integers(-999_999_999, 999_999_999)
        | st.text("ab é:#-no\n'\"{}[]", max_size=6),
        lambda inner: (
            st.lists(inner, max_size=3) | st.dictionaries(st.text("abc: é", max_size=4), inner, max_size=3)
        ),
        max_leaves=12,
    )
)
def test_what_json_says_is_what_is_read(data: Data) -> None:
    if data is None:
        return
    assert read(json.dumps(data)).data == data


@pytest.mark.parametrize("indent", [None, 2, "\t"])
@pytest.mark.parametrize("value", ["\U0001f600\U0001f600", "\\ud83d\\ude00", "\\\U0001f600", "a\tb"])
def test_json_as_python_writes_it_is_read_as_json(value: str, indent: int | str | None) -> None:
    data = {"a": value, "b": [value]}
    assert read(json.dumps(data, indent=indent)).data == data


def test_half_a_character_is_named_with_its_cure() -> None:
    (problem,) = refused('{"a": "\\ud83d"}')
    assert problem.startswith("f.yaml:1:")
    assert problem.endswith("; this is half a character; delete it, or write the character itself")
