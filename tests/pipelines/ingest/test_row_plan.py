"""How the rows of a file become rows of a source: where columns come from, what an import declares, how dates are read."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from pipelines.errors import FileRefused
from pipelines.ingest.row_plan import DateQuestion, RowPlan, planned, quoted, settled
from pipelines.mapping.cell_values.date_orders import DateOrder
from pipelines.mapping.mapping import Mapping
from pipelines.mapping.reshaping import Reshaping
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import sources

TODAY = date(2026, 11, 20)


def plan_of(source: str, columns: dict[str, str], headers: list[str], **settings: Any) -> RowPlan:
    return planned(sources()[source], Mapping(source, columns, **settings), headers, "S77", TODAY)


def test_columns_come_from_headers_sheets_files_and_constants() -> None:
    plan = plan_of(
        "outreach_log",
        {"sent_on": "Day", "student_id": "@file", "program": "@sheet"},
        ["Who", "Day"],
        constants={"channel": "LinkedIn", "sent_on": "2026-01-01"},
    )
    assert [(one.name, one.place, one.header, one.constant) for one in plan.columns] == [
        ("sent_on", "c1", "Day", None),
        ("student_id", "", "the file's name", "S77"),
        ("program", "sheet", "the sheet's name", None),
        ("channel", "", "channel", "linkedin"),  # a header comes before a constant
    ]
    assert plan.column("program") == plan.columns[2]
    assert plan.column("method") is None
    assert "Day" in plan.headers
    assert "Who" not in plan.headers
    assert not plan.is_split


def test_a_header_that_is_not_there_and_a_constant_that_is_no_value_refuse_the_file() -> None:
    with pytest.raises(FileRefused) as refused:
        plan_of("outreach_log", {"sent_on": "Gone"}, ["Day"])
    (problem,) = refused.value.problems
    assert (problem.code, problem.column) == ("missing_column", "Gone")
    with pytest.raises(FileRefused) as refused:
        plan_of("outreach_log", {"sent_on": "Day"}, ["Day"], constants={"channel": "pigeon"})
    (problem,) = refused.value.problems
    assert (problem.code, problem.column, problem.found) == ("unknown_choice", "channel", "pigeon")
    assert problem.expected
    assert problem.expected.startswith("one of referral")


def test_each_column_is_read_by_its_own_rules() -> None:
    zone = Shift("UTC", "America/New_York", ("sent_on",))
    plan = plan_of(
        "outreach_log",
        {"sent_on": "A", "replied_on": "B", "channel": "C"},
        ["A", "B", "C"],
        values={"channel": {"web": "linkedin"}},
        date_order="dmy",
        zone=zone,
    )
    sent, replied, channel = (one.reading for one in plan.columns)
    assert (sent.order, sent.latest, sent.zone) == ("dmy", TODAY, zone)
    assert (replied.latest, replied.zone) == (TODAY, None)
    assert (channel.latest, channel.mapped) == (None, {"web": "linkedin"})
    assert [one.is_plain_enough for one in plan.columns] == [False, True, False]
    outcome = plan_of("first_destination", {"salary_usd": "A", "start_on": "B"}, ["A", "B"])
    salary, start = (one.reading for one in outcome.columns)
    assert salary.column.minimum == 0
    assert start.latest is None  # jobs may begin later
    assert salary.order == "mdy"


@pytest.mark.parametrize(
    ("settings", "ends", "declared"),
    [
        ({}, (1, 5), {"scale_low": "1", "scale_high": "5", "scale_direction": "up"}),
        (
            {"scale_low": 0, "scale_high": 10, "scale_direction": "down"},
            (0, 10),
            {"scale_low": "0", "scale_high": "10", "scale_direction": "down"},
        ),
        ({"scale_high": 7.5}, (1, 7.5), {"scale_low": "1", "scale_high": "7.5", "scale_direction": "up"}),
    ],
)
def test_answers_lie_on_the_declared_scale(
    settings: dict[str, Any], ends: tuple[float, float], declared: dict[str, str]
) -> None:
    plan = plan_of("survey", {"clarity": "A"}, ["A"], **settings)
    (clarity,) = plan.columns
    assert (clarity.reading.column.minimum, clarity.reading.column.maximum) == ends
    assert plan.declared_values == declared
    assert [name for name, _ in plan.declared] == ["scale_low", "scale_high", "scale_direction"]
    assert plan.stored[-3:] == ("scale_low", "scale_high", "scale_direction")


def test_a_scale_upside_down_is_refused() -> None:
    for low, high in ((5, 1), (3, 3)):
        with pytest.raises(FileRefused, match="low end must lie below"):
            plan_of("survey", {"clarity": "A"}, ["A"], scale_low=low, scale_high=high)


def test_what_a_blank_reply_means_is_declared_only_where_it_was_said() -> None:
    said = plan_of("outreach_log", {"sent_on": "A"}, ["A"], blank_reply="no_reply")
    assert (said.declared, said.declared_values) == (
        (("blank_reply", "case when {reply} then $blank_reply::varchar else 'not_recorded' end"),),
        {"blank_reply": "no_reply"},
    )
    unsaid = plan_of("outreach_log", {"sent_on": "A"}, ["A"])
    assert (unsaid.declared, unsaid.declared_values) == ((("blank_reply", "null::varchar"),), {})
    assert [name for name, _ in plan_of("interview_log", {"held_on": "A"}, ["A"]).declared] == [
        "status_by_date"
    ]
    assert plan_of("roster", {"student_id": "A"}, ["A"]).declared == ()


def test_a_wide_file_fills_its_columns_by_reshaping() -> None:
    waves = Reshaping(waves={"pre": {"clarity": "Before"}, "post": {"clarity": "After"}})
    plan = plan_of("survey", {"response_id": "Id"}, ["Id", "Before", "After"], reshaping=waves)
    assert [(one.name, one.place) for one in plan.columns] == [
        ("wave", "wave"),
        ("clarity", "w0"),
        ("response_id", "o2"),
    ]
    assert plan.is_split
    assert plan.headers >= {"Id", "Before", "After"}
    one_wave = Reshaping(waves={"pre": {"clarity": "Before"}})
    assert not plan_of("survey", {"response_id": "Id"}, ["Id", "Before"], reshaping=one_wave).is_split


DATES = {"held_on": "H", "thank_you_on": "T"}


@pytest.mark.parametrize(
    ("held", "thanked", "said", "orders", "ambiguous"),
    [
        (DateOrder(), DateOrder(), "", "mdy mdy", []),
        (DateOrder(ambiguous=1, example="1/2/26"), DateOrder(), "", "mdy mdy", ["held_on"]),
        (DateOrder(ambiguous=1), DateOrder(), "dmy", "dmy dmy", []),
        (DateOrder("dmy", is_known=True, ambiguous=3), DateOrder(ambiguous=1), "", "dmy dmy", []),
        (DateOrder("dmy", is_known=True), DateOrder("mdy", is_known=True, ambiguous=1), "", "dmy mdy", []),
        (DateOrder("dmy", is_known=True), DateOrder("mdy", is_known=True), "mdy", "mdy mdy", []),
        # a column that shows both ways teaches the others nothing and is a question itself
        (DateOrder("dmy", is_known=True, is_mixed=True, ambiguous=1), DateOrder(ambiguous=1), "", "dmy mdy", ["held_on", "thank_you_on"]),
        (DateOrder("dmy", is_known=True, is_mixed=True), DateOrder(), "", "dmy mdy", []),
    ],
)  # fmt: skip
def test_how_dates_are_read_is_settled_for_all_columns(
    held: DateOrder, thanked: DateOrder, said: str, orders: str, ambiguous: list[str]
) -> None:
    plan = plan_of("interview_log", DATES, ["H", "T"])
    after, notes = settled(plan, {"held_on": held, "thank_you_on": thanked}, said)
    assert [one.reading.order for one in after.columns] == orders.split()
    assert [question.column for question in after.dates if question.is_ambiguous] == ambiguous
    assert [note.column for note in notes] == [DATES[name] for name in ambiguous]
    assert all(note.code == "ambiguous_dates" and note.count >= 1 for note in notes)


def test_only_columns_of_dates_in_digits_are_told() -> None:
    plan = plan_of("interview_log", {**DATES, "mode": "M"}, ["H", "T", "M"])
    orders = {"held_on": DateOrder("dmy", is_known=True), "thank_you_on": DateOrder(is_serial=True)}
    after, _ = settled(plan, orders, "")
    assert after.dates == (DateQuestion("held_on", "H", "dmy", False, ""),)
    assert [one.reading.is_serial for one in after.columns] == [False, True, False]


def test_how_an_uncertain_order_was_read_is_said() -> None:
    plan = plan_of("interview_log", DATES, ["H", "T"])
    _, (note,) = settled(plan, {"held_on": DateOrder(ambiguous=2)}, "")
    assert "month/day/year, as in the United States" in note.message
    mixed = DateOrder("dmy", is_known=True, is_mixed=True, ambiguous=2)
    _, (note,) = settled(plan, {"held_on": mixed}, "")
    assert "as day/month/year." in note.message
    assert note.count == 2


def test_names_of_ours_alone_become_identifiers() -> None:
    assert quoted("held_on") == '"held_on"'
    for name in ('a"b', "A", "a b", "1a", ""):
        with pytest.raises(Exception, match="plain lower-case name"):
            quoted(name)
