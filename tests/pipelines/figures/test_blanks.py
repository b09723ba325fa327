"""The five reasons for no number, and which of them an empty figure of a real build has."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from pipelines.figures import wording
from pipelines.figures.blanks import Blank, of_any_age
from pipelines.figures.definitions import catalog
from pipelines.figures.results import Cell, Question, View
from pipelines.release.ask import ask
from pipelines.store.warehouse import Published
from tests.offices import office

OUTREACH = """
student_id | contact_name | sent_on    | reply
a1         | Ann          | 2026-09-01 | replied
a2         | Ben          | 2026-09-02 | -
a3         | Cem          | 2026-11-10 | replied
"""
ROSTER = """
student_id | college | is_expected_to_log
a1         | Arts    | yes
a2         | Law     | yes
a3         | Music   | yes
a4         | Nursing | yes
"""


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Published:
    folder: Path = tmp_path_factory.mktemp("blanks")
    return office(folder, roster=ROSTER, outreach_log=OUTREACH)


def test_each_reason_has_words_of_its_own_everywhere() -> None:
    assert len(Blank) == 5
    for part in ("word", "mark", "code", "clause"):
        assert len({getattr(blank, part) for blank in Blank}) == 5
    assert all(len(blank.mark) <= 12 for blank in Blank)  # a tile and a mark have no room for more


def test_an_empty_cell_says_which_of_the_five_it_is(published: Published) -> None:
    by_college = Question(by=("college",))
    told = {
        cell.segment["college"]: cell for cell in ask(published, "response_rate", by_college, "working").cells
    }
    assert (told["Arts"].blank, told["Arts"].label) == (None, "1 of 1")
    assert {name: told[name].blank for name in ("Law", "Music", "Nursing")} == {
        "Law": Blank.NOT_RECORDED,  # written to long ago, and nobody wrote down whether a reply came
        "Music": Blank.TOO_EARLY,  # written to on the newest day
        "Nursing": Blank.NO_DATA,
    }
    gap = ask(published, "equity_gap", Question(), "working").cells[0]
    assert (gap.blank, gap.label) == (Blank.DOES_NOT_APPLY, "Does not apply")


@pytest.mark.parametrize("view", ["internal", "publishable"])
def test_what_is_hidden_is_never_said_to_be_absent(published: Published, view: View) -> None:
    for cell in ask(published, "outreach_volume", Question(), view).cells:
        assert cell.blank is Blank.HIDDEN
        assert "hidden" in wording.blank_clause(cell)


def test_a_period_that_is_too_young_is_too_early_and_an_empty_one_has_no_data(published: Published) -> None:
    def blank(since: date, until: date) -> Blank | None:
        asked = Question(since=since, until=until)
        return ask(published, "response_rate", asked, "working").cells[0].blank

    assert blank(date(2026, 11, 1), date(2026, 11, 30)) is Blank.TOO_EARLY
    assert blank(date(2026, 10, 1), date(2026, 10, 31)) is Blank.NO_DATA
    assert blank(date(2026, 9, 2), date(2026, 11, 30)) is Blank.NOT_RECORDED


@pytest.mark.parametrize("metric_id", sorted(catalog()))
def test_a_figure_that_leaves_out_what_is_young_says_so_on_one_line(metric_id: str) -> None:
    """That line is what `of_any_age` leaves out; without it an empty figure cannot tell early from nothing."""
    metric = catalog()[metric_id]
    is_aged = "days old" in metric.denominator + metric.numerator or "ounger than" in metric.leaves_out
    assert not is_aged or of_any_age(metric.sql) != metric.sql


def test_the_line_of_age_is_left_out_and_nothing_else() -> None:
    sql = "select *\nfrom t\nwhere a\n    and day <= (select d from s)   -- mature\n    and b   -- mature men"
    assert of_any_age(sql) == "select *\nfrom t\nwhere a\n    and true\n    and true"
    assert of_any_age("select 1\nwhere old -- mature") == "select 1\nwhere true"
    assert of_any_age("select mature from t -- premature") == "select mature from t -- premature"


@pytest.mark.parametrize(
    ("cell", "mark", "clause"),
    [
        (Cell({}, 0.5, 1, 2, 2), "", ""),
        (Cell({}, None, None, None, None, blank=Blank.HIDDEN, label="Fewer than 10 students"), "<10",
         "is hidden: fewer than 10 students"),
        (Cell({}, None, None, None, None, blank=Blank.HIDDEN, label="Hidden: it would say too much"), "hidden",
         "is hidden: it would say too much"),
        (Cell({}, None, 0, 0, 0, blank=Blank.TOO_EARLY, label="Too early to say"), "too early",
         "is too early to say"),
        (Cell({}, None, 0, 0, 0, blank=Blank.NO_DATA), "no data", "has no data in this period"),
        (Cell({}, None, 0, 3, 3, blank=Blank.DOES_NOT_APPLY, label="Too few for a median: 3"), "n/a",
         "does not apply: too few for a median: 3"),
    ],
)  # fmt: skip
def test_a_blank_has_a_mark_and_a_clause(cell: Cell, mark: str, clause: str) -> None:
    assert (wording.blank_mark(cell), wording.blank_clause(cell)) == (mark, clause)
