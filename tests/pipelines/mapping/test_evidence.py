"""Values speak: for a column, against a name, for a scale, and for choices that hold commas."""

from __future__ import annotations

import pytest

from pipelines.mapping.evidence import KINDS, contradiction, fit, look
from pipelines.sources.catalog import Column, source

LOG, SURVEY, OUTCOMES = source("interview_log"), source("survey"), source("first_destination")


DAYS = [f"2026-03-{day:02}" for day in range(1, 13)]


PEOPLE = ["Ana Diaz", "Max Roe", "Lee Park", "Bo Smith", "Ann Moss", "Jo Hill"]


@pytest.mark.parametrize(
    ("column", "cells", "words"),
    [
        ("held_on", [*DAYS, *DAYS, "soon"], "96 % of its values are dates"),
        ("held_on", ["45000", "46013", "45002"], "100 % of its values are dates as Excel's day numbers"),
        ("held_on", PEOPLE, "none of its values are dates"),
        ("student_email", ["a@b.edu", "c@d.edu", "n/a", "e@f.edu"], "75 % of its values are e-mail addresses"),
        ("contact_name", DAYS, "100 % of its values are dates"),
        ("contact_name", PEOPLE, "100 % of its values are names of people"),
        ("channel", ["LinkedIn", "Alumni", "career fair", "a friend"], None),
        ("channel", ["LinkedIn", "Alumni", "career fair", "friend"], "100 % of its values are known values of channel"),
        ("channel", ["carrier pigeon", "smoke", "drum"], None),
        ("minutes", ["20", "30", "a while"], "67 % of its values are numbers"),
        ("is_alum", ["yes", "no", "", "yes"], "100 % of its values are yes or no"),
        ("contact_employer", DAYS, "100 % of its values are dates"),
        ("contact_employer", ["Acme", "Beta", "Gamma"], None),
        ("held_on", ["2026-03-01", "x"], None),
    ],
)  # fmt: skip
def test_values_say_what_a_column_holds_or_nothing(column: str, cells: list[str], words: str | None) -> None:
    found = fit(LOG.column(column), look(cells))
    assert (found.words if found else None) == words


def test_a_column_shows_five_short_values() -> None:
    found = look(["a", "a", "", "-", "b\nc", "d", "e", "f", "x" * 100])
    assert found.samples == ("a", "b c", "d", "e", "f")
    assert look(["x" * 100]).samples == ("x" * 59 + "…",)


def test_ids_are_known_by_the_roster() -> None:
    roster = frozenset({"S1", "S2", "S3"})
    found = fit(LOG.column("student_id"), look(["s1", '="S2"', "S3"], roster))
    assert found
    assert (found.share, found.is_telling) == (1.0, True)


def col(type: str, name: str = "it", **settings: object) -> Column:
    return Column(name=name, type=type, meaning="", **settings)  # type: ignore[arg-type]


def of_kind(good: str, bad: str, share: int) -> list[str]:
    """A hundred cells, `share` of which are good ones."""
    return [good] * share + [bad] * (100 - share)


@pytest.mark.parametrize(
    ("cells", "words"),
    [
        (of_kind("2026-03-01", "soon", 100), "100 % of its values are dates"),
        (of_kind("2026-03-01", "soon", 50), "50 % of its values are dates"),
        (of_kind("2026-03-01", "soon", 49), "only 49 % of its values are dates"),
        (of_kind("2026-03-01", "soon", 0), "none of its values are dates"),
        (["2026-03-01"] * 999 + ["soon"], "99 % of its values are dates"),
        (["2026-03-01"] + ["soon"] * 999, "only 1 % of its values are dates"),
    ],
)
def test_a_share_is_said_as_a_person_says_it(cells: list[str], words: str) -> None:
    found = fit(col("date"), look(cells))
    assert found
    assert found.words == words


@pytest.mark.parametrize(
    ("of", "good", "bad", "share", "is_telling"),
    [
        (col("date"), "2026-03-01", "soon", 80, True),
        (col("date"), "2026-03-01", "soon", 79, False),
        (col("email"), "a@b.edu", "x", 80, True),
        (col("email"), "a@b.edu", "x", 79, False),
        (col("text", "contact_linkedin_url"), "https://linkedin.com/in/a", "x", 80, True),
        (col("text", "contact_linkedin_url"), "www.example.com/a", "x", 79, False),
        (col("number"), "12", "x", 100, False),
        (col("money"), "$12,000", "x", 100, False),
        (col("class_year"), "2026", "x", 80, True),
        (col("boolean", values={"true": ("yes",), "false": ("no",)}), "yes", "perhaps", 100, False),
    ],
)
def test_values_are_a_reason_by_themselves_from_four_fifths_on(
    of: Column, good: str, bad: str, share: int, is_telling: bool
) -> None:
    found = fit(of, look(of_kind(good, bad, share)))
    assert found
    assert (found.share, found.is_telling) == (pytest.approx(share / 100), is_telling)


def test_day_numbers_are_a_reason_only_where_all_are() -> None:
    assert fit(col("date"), look(["45000"] * 3)).is_telling  # type: ignore[union-attr]
    some = fit(col("date"), look(["45000"] * 9 + ["x"]))
    assert some
    assert (some.share, some.is_telling) == (0.9, False)
    assert fit(col("date"), look(["20000", "60000", "30000"])).share == 1  # type: ignore[union-attr]
    assert fit(col("date"), look(["19999", "60001", "99999"])).share == 0  # type: ignore[union-attr]


def test_several_days_in_a_cell_are_days() -> None:
    cells = ["2026-03-01; 2026-03-02", "3/4/2026, 3/5/2026", "2026-03-09"]
    assert fit(col("dates"), look(cells)).share == 1  # type: ignore[union-attr]
    assert fit(col("date"), look(cells)).share == pytest.approx(1 / 3)  # type: ignore[union-attr]


ROSTER = frozenset({"s1", "s2"})


@pytest.mark.parametrize(
    ("name", "cells", "roster", "share", "words"),
    [
        ("student_id", ["s1", "S2", "x", "y"], ROSTER, 0.5, "50 % of its values are ids of students on the roster"),
        ("student_id", ["a@b.edu", "c@d.edu", "x", "y"], ROSTER, 0.0, "50 % of its values are e-mail addresses, not ids"),
        ("student_id", ["2026-03-01", "2026-03-02", "xx", "yy"], ROSTER, 0.0, "50 % of its values are dates, not ids"),
        ("student_id", ["A001", "A002", "A003", "A004", "x y"], ROSTER, 0.8, "80 % of its values look like ids"),
        ("student_id", ["A001", "A002", "A003", "x y"], ROSTER, None, None),
        ("event_id", ["A001", "A002", "A003"], ROSTER, None, None),
        ("event_id", ["s1", "S2", "A003"], ROSTER, None, None),
        ("event_id", ["we met them all", "a talk with her", "A1"], ROSTER, 1 / 3, "its values are sentences, not ids"),
        ("event_id", ["we met them", "A2", "A1", "A3"], ROSTER, None, None),
    ],
)  # fmt: skip
def test_ids(
    name: str, cells: list[str], roster: frozenset[str], share: float | None, words: str | None
) -> None:
    found = fit(col("id", name), look(cells, roster))
    assert (found.words if found else None) == words
    assert (found.share if found else None) == (None if share is None else pytest.approx(share))


@pytest.mark.parametrize(
    ("cells", "share", "words"),
    [
        (["A001", "A002", "A003", "A004", "Ana Diaz"], 0.2, "80 % of its values are ids"),
        (["2026-03-01", "2026-03-02", "Ana Diaz"], 1 / 3, "67 % of its values are dates"),
        (["12", "13", "Ana Diaz"], 1 / 3, "67 % of its values are numbers"),
        (["Ana Diaz", "Bo Li", "Cy Fox", "Di Au", "??"], 0.8, "80 % of its values are names of people"),
        (["Ana Diaz", "Bo Li", "Cy Fox", "??"], None, None),
        (["ana diaz", "bo li", "cy fox"], None, None),  # names begin with capitals
        (["Ana", "Bo", "Cy"], None, None),  # one word may be anything
        (["Ana Maria del Diaz Roe Li"] * 3, None, None),  # six words are a sentence
    ],
)
def test_names(cells: list[str], share: float | None, words: str | None) -> None:
    found = fit(col("name"), look(cells))
    assert (found.words if found else None) == words
    assert (found.share if found else None) == (None if share is None else pytest.approx(share))


COLORS = {"red": ("crimson",), "blue": (), "green": ()}


@pytest.mark.parametrize(
    ("type", "cells", "share", "is_telling"),
    [
        ("choice", ["red", "blue", "green", "crimson", "x"], 0.8, True),
        ("choice", ["red", "blue", "crimson", "red", "x"], 0.8, False),  # two values tell too little
        ("choice", ["red", "blue", "green", "x"], None, None),
        ("choices", ["red; blue", "green", "crimson, red"], 1.0, False),
        ("choice", ["2026-03-01", "2026-03-02", "red"], 1 / 3, False),
        ("choice", ["a@b.edu", "c@d.edu", "red"], 1 / 3, False),
        ("choice", ["2026-03-01", "x", "y", "z"], None, None),
    ],
)
def test_choices(type: str, cells: list[str], share: float | None, is_telling: bool | None) -> None:
    found = fit(col(type, values=COLORS), look(cells))
    assert (found.share if found else None) == (None if share is None else pytest.approx(share))
    assert (found.is_telling if found else None) == is_telling


def test_a_text_that_is_all_dates_is_none() -> None:
    assert fit(col("text"), look(of_kind("2026-03-01", "x", 80))) is None
    found = fit(col("text"), look(of_kind("2026-03-01", "x", 81)))
    assert found
    assert (found.share, found.words) == (pytest.approx(0.19), "81 % of its values are dates")
    assert fit(col("text"), look(["a@b.edu"] * 3)).words == "100 % of its values are e-mail addresses"  # type: ignore[union-attr]


def test_what_is_as_good_as_empty_is_left_out_of_the_count() -> None:
    yes_no = col("boolean", values={"true": ("yes",), "false": ("no",)}, blanks=("n/a",))
    assert fit(yes_no, look(["yes", "n/a", "n/a"])).share == 1  # type: ignore[union-attr]
    assert fit(yes_no, look(["n/a", "N/A", "n/a"])).share == 1  # type: ignore[union-attr]
    assert fit(yes_no, look(["yes", "n/a", "huh"])).share == pytest.approx(0.5)  # type: ignore[union-attr]


def test_two_filled_cells_say_nothing_and_three_do() -> None:
    assert fit(col("date"), look(["2026-03-01", "2026-03-02", "", "-"])) is None
    assert fit(col("date"), look(["2026-03-01", "2026-03-02", "2026-03-02"])) is not None


def test_of_many_values_five_hundred_are_looked_at() -> None:
    seen = look([str(number) for number in range(600)] + ["0", "599"])
    assert (seen.filled, seen.distinct, seen.counts["0"]) == (602, 500, 2)
    assert "599" not in seen.counts


@pytest.mark.parametrize(("length", "shown"), [(60, "x" * 60), (61, "x" * 59 + "…")])
def test_a_shown_value_is_at_most_sixty_characters(length: int, shown: str) -> None:
    assert look(["x" * length]).samples == (shown,)


@pytest.mark.parametrize(
    ("kind", "yes", "no"),
    [
        ("date", ["2026-03-01", "Mar 1, 2026"], ["45000", "soon"]),
        ("email", ["a@b.edu", "Ana <a@b.edu>"], ["a@b", "a b@c.edu", "ana"]),
        ("url", ["https://x.y", "www.x.y", "linkedin.com/in/a", "uk.linkedin.com/in/a"], ["x.y", "linkedin"]),
        ("number", ["12", "-3.5", "$1,200", "50%", "3 k"], ["a1", "twelve"]),
        (
            "id",
            ["A01", '="00123"', "x" * 19 + "1"],
            ["ab", "A1", "abc", "a b1", "a@b1", "x" * 20 + "1", "2026-03-01"],
        ),
        ("person", ["Ana Diaz", "Diaz, Ana", "Ana M. Diaz"], ["Ana", "ana diaz", "Ana 2"]),
    ],
)
def test_kinds_of_values(kind: str, yes: list[str], no: list[str]) -> None:
    assert [text for text in yes if not KINDS[kind](text)] == []
    assert [text for text in no if KINDS[kind](text)] == []


@pytest.mark.parametrize(
    ("type", "cells", "expected"),
    [
        ("date", ["Yes", "No", "not yet"], "yes or no"),
        ("dates", ["yes"], "yes or no"),
        ("date", ["Yes", "3/4/2026"], ""),
        ("date", ["sometime in March", "later"], ""),  # a day, oddly written
        ("date", ["a@b.com", "c@d.com"], "e-mail addresses"),
        ("date", ["2274", "2277"], ""),
        ("integer", ["Yes", "No"], "yes or no"),
        ("integer", ["2-3", "several"], ""),
        ("integer", ["3/4/2026", "3/5/2026"], "dates"),
        ("boolean", ["FG", "NFG"], ""),  # an office's own words
        ("boolean", ["2026-03-01", "2026-03-02"], "dates"),
        ("class_year", ["Senior", "Junior", "first-year"], "class standings"),
        ("class_year", ["Senior", "2026"], ""),
        ("email", ["Yes", "No"], "yes or no"),
        ("names", ["a@b.com"], ""),  # names or addresses
        ("names", ["101", "210"], ""),
        ("name", ["Ana Kurz", "a@b.com"], ""),
        ("name", ["7", "8"], "numbers"),
        ("text", ["2026-03-01"], ""),
        ("text", ["2026-03-01"] * 3, "dates"),
        ("date", [], ""),
        ("date", ["-", ""], ""),
    ],
)  # fmt: skip
def test_values_that_all_contradict_a_column(type: str, cells: list[str], expected: str) -> None:
    assert contradiction(col(type), look(cells)) == expected


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        (["1", "2", "3"], True),
        (["0", "1", "2", "3"], True),
        (["1", "2"], False),
        (["001", "002", "003"], False),
        (["7", "8", "9"], False),
        (["1", "2", "4"], False),
        (["1", "1", "2", "3"], False),
        ([], False),
    ],
)
def test_numbers_of_the_rows(cells: list[str], expected: bool) -> None:
    assert look(cells).numbers_the_rows is expected


def test_only_a_column_of_names_alone_is_contradicted_by_addresses() -> None:
    addresses = look(["a@b.com", "c@d.com"])
    assert contradiction(col("name", "contact_name"), addresses) == "e-mail addresses"
    assert contradiction(col("name", "referrer"), addresses) == ""
