"""Who could use a nudge this week: grouped by student, the oldest first, and said in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import pytest

from dashboard.office.put_away import Away
from dashboard.people import nudges
from dashboard.people.lists import KINDS, Item, ListKind
from dashboard.people.nudges import Entry
from tests.dashboard.people.waiting import ITEM

TODAY = date(2026, 12, 1)
OF = {kind.id: kind for kind in KINDS}


def item(who: str, age: int | None, **more: object) -> Item:
    """Of a file whose newest day is November 18."""
    day = None if age is None else date.fromordinal(date(2026, 11, 18).toordinal() - age)
    known = {"id": f"{who}{age}", "student_id": who, "student": who, "day": day, "age_days": age}
    return replace(ITEM, **{**known, "contact": "Lee Park", "employer": "", **more})  # type: ignore[arg-type]


def entry(kind: str, *about: object, **more: object) -> Entry:
    return Entry(OF[kind], item(*about, **more))  # type: ignore[arg-type]


def test_a_row_a_student_who_has_waited_longest_first() -> None:
    rows = nudges.by_student(
        [
            entry("names_not_contacted", "a", 16),
            entry("names_not_contacted", "b", 40),
            entry("result_missing", "c", None),
            entry("names_not_contacted", "d", 40),
            entry("thank_you_due", "a", 34),
            entry("thank_you_due", "c", 0),
        ]
    )
    assert [
        (row.student.student_id, [one.item.age_days for one in row.entries], row.age) for row in rows
    ] == [
        ("b", [40], 40),  # as old as d, and before them on the list
        ("d", [40], 40),
        ("a", [34, 16], 34),
        ("c", [0, None], 0),
    ]
    assert nudges.by_student([]) == []
    assert nudges.by_student([entry("none_recorded", "z", None)])[0].age is None


def test_two_students_of_one_name_are_two_rows_and_a_rows_key_tells_nothing() -> None:
    rows = nudges.by_student(
        [entry("thank_you_due", "S-1", 3, student="Ana"), entry("thank_you_due", "S-2", 2, student="Ana")]
    )
    assert len(rows) == 2
    assert len({row.key for row in rows}) == 2
    assert not any(told in row.key for row in rows for told in ("Ana", "S-", "@"))
    again = nudges.by_student([entry("names_not_contacted", "S-1", 9)])
    assert again[0].key == rows[0].key  # whatever waits


def test_what_is_put_away_is_on_no_list_and_on_its_own() -> None:
    lists = {kind.id: [] for kind in KINDS} | {
        "thank_you_due": [item("a", 9), item("b", 8)],
        "none_recorded": [item("c", None), item("d", None)],
    }
    away = {
        "a9": Away("a9", "done", None, datetime(2026, 11, 20, 9)),
        "cNone": Away("cNone", "done", None, datetime(2026, 11, 21, 9)),
        "dNone": Away("dNone", "snoozed", date(2026, 12, 8), datetime(2026, 11, 21, 9)),
        "gone": Away("gone", "done", None, datetime(2026, 11, 21, 9)),
    }
    still_open = nudges.open_on(lists, KINDS, away)
    assert [one.item.id for those in still_open.values() for one in those] == ["b8"]
    done = nudges.put_away(lists, KINDS, away, "done")
    assert [one.item.id for one in done] == ["cNone", "a9"]  # what was noted last comes first
    assert [one.item.id for one in nudges.put_away(lists, KINDS, away, "snoozed")] == ["dNone"]
    assert [row.items for row in nudges.as_listed(done)] == [("cNone",), ("a9",)]
    assert nudges.students([*done, *done]) == 2


def test_who_only_has_not_logged_is_not_counted_among_those_who_wait() -> None:
    one_each = {kind.id: [Entry(kind, item(kind.id, 5))] for kind in KINDS}
    assert {one.kind.id for one in nudges.waiting(one_each)} == {
        "names_not_contacted",
        "result_missing",
        "thank_you_due",
        "no_reply",
    }


@pytest.mark.parametrize(
    ("students", "says"),
    [
        (0, "Nobody is waiting for a nudge this week"),
        (1, "1 student could use a nudge this week"),
        (1234, "1,234 students could use a nudge this week"),
    ],
)
def test_the_answer(students: int, says: str) -> None:
    assert nudges.answer(students) == says


def test_the_lede_says_what_has_waited_longest_and_to_which_day() -> None:
    counted = "Days are counted to November 18, the latest date in your files."
    name = entry("names_not_contacted", "a", 40)
    assert nudges.lede([name], TODAY) == f"The oldest name has waited 40 days. {counted}"
    both = [name, entry("names_not_contacted", "b", 40), entry("thank_you_due", "c", 34)]
    assert nudges.lede(both, TODAY) == f"The oldest names have waited 40 days. {counted}"
    day = entry("thank_you_due", "c", 1)
    assert nudges.lede([day], TODAY).startswith("The oldest thank-you has waited 1 day. ")
    assert nudges.lede([entry("result_missing", "c", None)], TODAY) == ""
    assert nudges.lede([], TODAY) == ""
    assert "November 18, 2026, the latest" in nudges.lede([name], date(2027, 1, 4))


def test_where_two_kinds_of_files_end_on_two_days_both_are_said() -> None:
    older = item("b", 3, day=date(2026, 11, 1))
    assert nudges.counted_to([item("a", 3), older], TODAY) == (
        "Days are counted to the latest date in each kind of file: November 4 and November 18."
    )


@pytest.mark.parametrize(
    ("kind", "more", "lead", "aside"),
    [
        ("names_not_contacted", {"referrer": "Kim"}, "Contact Lee Park", "named by Kim"),
        ("names_not_contacted", {"employer": "Acme"}, "Contact Lee Park, Acme", ""),
        ("names_not_contacted", {"contact": "", "referrer": " A\n\tB "}, "Contact somebody", "named by A B"),
        ("thank_you_due", {}, "Thank Lee Park", "met Oct 15"),
        ("thank_you_due", {"day": date(2025, 10, 15)}, "Thank Lee Park", "met Oct 15, 2025"),
        ("result_missing", {}, "Ask about the talk with Lee Park", "planned for Oct 15"),
        ("no_reply", {"detail": "5 people contacted, no reply"}, "Look at a message together", "5 people contacted, no reply"),
        ("no_recent_log", {"detail": "Last entry"}, "Ask how it is going", "Last entry"),
        ("none_recorded", {}, "Ask about a first interview", ""),
        ("thank_you_due", {"contact": "100 %(day)s {x} %d"}, "Thank 100 %(day)s {x} %d", "met Oct 15"),
    ],
)  # fmt: skip
def test_an_item_in_words(kind: str, more: dict[str, object], lead: str, aside: str) -> None:
    told = nudges.told(entry(kind, "a", 34, **more), TODAY)
    assert (told.lead, told.aside, told.age, told.is_old) == (lead, aside, "34 days", True)


@pytest.mark.parametrize(("age", "says", "is_old"), [(0, "0 days", False), (1, "1 day", False), (29, "29 days", False), (30, "30 days", True), (None, "", False)])  # fmt: skip
def test_an_age_is_marked_from_thirty_days(age: int | None, says: str, is_old: bool) -> None:
    told = nudges.told(entry("none_recorded", "a", age), TODAY)
    assert (told.age, told.is_old) == (says, is_old)


@pytest.mark.parametrize(
    ("away", "says"),
    [
        (Away("x", "done", None, datetime(2026, 11, 20, 12)), "done Nov 20 on this computer"),
        (Away("x", "done", None, datetime(2025, 11, 20, 12), "Rosa Diaz"), "done Nov 20, 2025 by Rosa Diaz"),
        (Away("x", "snoozed", date(2026, 12, 8), datetime(2026, 11, 20, 12)), "snoozed until Dec 8 on this computer"),
    ],
)  # fmt: skip
def test_what_is_put_away_says_since_when_and_by_whom(away: Away, says: str) -> None:
    told = nudges.told(replace(entry("thank_you_due", "a", 34), away=away), TODAY)
    assert (told.aside, told.age) == (says, "")


def test_what_was_just_done_is_said() -> None:
    until = date(2026, 12, 8)
    assert nudges.after(1, "done", None, TODAY) == "1 student marked done."
    assert nudges.after(2, "snoozed", until, TODAY) == "2 students snoozed until Dec 8."
    assert nudges.after(2, "open", None, TODAY) == "2 students put back."


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.id)
def test_every_list_says_what_to_do_in_words_that_can_be_filled_in(kind: ListKind) -> None:
    bare = replace(ITEM, contact="", employer="", referrer="", detail="", day=None, age_days=None)
    told = nudges.told(Entry(kind, bare), TODAY)
    assert told.lead
    assert told.aside == ""
    assert "%" not in told.lead
