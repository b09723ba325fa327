"""What only some figures have in their table: shares there by some days of a wait, the official methods beside a gap."""

from __future__ import annotations

from pathlib import Path

from dashboard.charts.marks import marks_of
from dashboard.charts.table import table_for
from pipelines.cli.measuring import released_as_dict
from pipelines.figures.results import Question
from pipelines.release.ask import ask
from pipelines.store.warehouse import Published
from tests.pipelines.figures.office import office

THREADS = "student reply_days\n" + "1 3\n2 3\n3 14\n4 -\n" * 3  # twelve: a share of fewer than ten is none
STUDENTS = [
    {"student_key": str(key), "is_first_generation": "yes" if key <= 12 else "no"} for key in range(1, 41)
]
TALKS = [{"student_key": str(key)} for key in range(10, 41)]


def rows(published: Published, metric: str, question: Question) -> list[dict[str, object]]:
    table = table_for(marks_of(ask(published, metric, question, "working")))
    return [dict(zip(table.columns, row, strict=True)) for row in table.rows]


def test_a_wait_tells_the_shares_there_by_four_days(tmp_path: Path) -> None:
    published = office(tmp_path, threads=THREADS)
    (row,) = rows(published, "days_to_reply", Question())
    assert [row[f"There by day {day}"] for day in (3, 7, 14, 30)] == [0.5, 0.5, 0.75, 0.75]
    told = released_as_dict(ask(published, "days_to_reply", Question(), "working"))["cells"][0]
    assert told["there_by_days"]["14"] == {"low": 0.75, "high": 0.75}


def test_a_gap_tells_its_margin_whether_it_is_flagged_and_its_index(tmp_path: Path) -> None:
    published = office(tmp_path, students=STUDENTS, interviews=TALKS)
    question = Question(by=("is_first_generation",))
    no, yes, unknown = rows(published, "equity_gap", question)
    # 3 of 12 against 28 of 28
    assert (yes["PPG-1 margin"], yes["PPG-1 flagged"], yes["80% index"]) == (0.245, "yes", 0.25)
    assert (no["PPG-1 margin"], no["PPG-1 flagged"], no["80% index"]) == (0.02, "no", 1)
    assert unknown["PPG-1 flagged"] is None
    cells = {
        view: released_as_dict(ask(published, "equity_gap", question, view))["cells"][0]
        for view in ("working", "internal", "publishable")
    }
    assert cells["working"]["impact"]["ppg1_flagged"] is True
    assert cells["internal"]["impact"]["ppg1_flagged"] is True
    assert "impact" not in cells["publishable"]


def test_internally_no_index_tells_the_rate_of_a_hidden_group(tmp_path: Path) -> None:
    students = [*STUDENTS, {"student_key": "41", "is_first_generation": "yes"}]
    colleges = [
        {**row, "college": "Law" if row["student_key"] in ("40", "39") else "Arts"} for row in students
    ]
    colleges += [{"student_key": str(key), "college": "Music"} for key in range(50, 60)]
    published = office(tmp_path, students=colleges, interviews=TALKS)
    released = ask(published, "equity_gap", Question(by=("college",)), "internal")
    shown = [cell.impact for cell in released.cells if cell.impact]
    assert any(cell.is_withheld for cell in released.cells)
    assert [found.index for found in shown] == [None] * len(shown)
