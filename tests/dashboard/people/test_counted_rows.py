"""The rows behind a chart: offered in the working view only, named, and equal to the figure."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import question
from dashboard.asking.facts import facts_of
from dashboard.asking.question import Ask
from dashboard.asking.recorder import recorded
from dashboard.charts.spec import Exhibit
from dashboard.exports import table_csv
from dashboard.figures import exhibits
from dashboard.people import counted_rows, working_view
from pipelines.errors import UserError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

LOG = """
student_id | contact_name | held_on    | contact_employer | channel  | referrals_count
a1         | Lee Park     | 2026-09-14 | =Bolt            | linkedin | 2
a1         | Ann Moss     | 2026-10-05 | Initech          | cold     | 0
b2         | Sam Ortiz    | 2026-10-12 | Acme             | faculty  | -
"""


def opened(open_page: Open, folder: Path, page: str, panel: str, **address: str) -> AppTest:
    at = open_page(folder, page, **address)
    at.session_state["rows_of"] = panel
    at.run()
    return at


def said(at: AppTest) -> str:
    return "\n".join(str(part.value).replace("\\", "") for part in [*at.markdown, *at.warning, *at.caption])


DRAWS: dict[str, Callable[[Ask], Exhibit]] = {
    "new contacts by week": exhibits.new_contacts,
    "how found": exhibits.how_found,
    "bands by program": exhibits.bands,
    "first interviews by week": exhibits.reached_so_far,
    "names given": exhibits.names_given,
    "steps": exhibits.referral_steps,
    "outcomes by class": exhibits.outcomes_by_class,
    "outcomes by college": exhibits.outcomes_by_college,
    "what came of it": exhibits.as_it_comes("came_of_it_rate"),
    "salary": exhibits.BySegment("median_salary_usd", "college"),
    "growth": exhibits.BySegment("clarity_change", "program"),
}


@pytest.mark.parametrize("name", DRAWS)
def test_every_segment_of_every_kind_of_chart_adds_up_to_the_figure(name: str, sample_folder: Path) -> None:
    published = Warehouse(sample_folder).published()
    college = facts_of(published).options["college"][0]
    asked, recorder = recorded(Ask(published, where=(("college", college),)))
    DRAWS[name](asked)
    figures = counted_rows.drawn_from(recorder.answers)
    assert figures
    for cut in figures.values():
        found = counted_rows.choices(question.whole_of(asked, cut), cut)
        assert len({choice.name for choice in found}) == len(found)
        for choice in found[:: max(1, len(found) // 6)]:
            behind = working_view.rows_behind(asked, cut.metric.id, choice)
            says, is_it = counted_rows.adds_up(cut.metric, behind, choice.cell)
            assert is_it, (choice.name, says)


def test_the_dialog_says_how_many_rows_there_are_and_what_they_add_up_to(
    open_page: Open, tmp_path: Path
) -> None:
    office(tmp_path, interview_log=LOG)
    at = opened(open_page, tmp_path / "warehouse", "referrals", "names_given", dates="All dates")
    assert not at.exception
    assert "1 row. They add up to 1 of 3, the figure on the chart." in said(at)
    assert {"Student", "Contact", "Employer"} <= set(at.dataframe[0].value.columns)


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_rows_are_not_offered_in_other_views(view: str, open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach", view=view)
    offered = [menu.proto.options for menu in at.get("menu_button")]
    assert offered
    assert not any("See the rows" in options for options in offered)
    asked = Ask(Warehouse(sample_folder).published(), view="internal")
    cut = asked.figure("outreach_volume")
    with pytest.raises(UserError, match="working view only"):
        working_view.rows_behind(asked, "outreach_volume", counted_rows.choices(cut, cut)[0])


def test_a_chart_of_several_figures_lets_one_choose_which(open_page: Open, sample_folder: Path) -> None:
    at = opened(open_page, sample_folder, "referrals", "referral_steps")
    figure = at.selectbox(key="rows_figure_referral_steps")
    assert "Names acted on" in figure.options
    figure.set_value("Names acted on").run()
    assert not at.exception
    assert "Person named" in at.dataframe[0].value.columns


def test_a_screen_holds_a_thousand_rows_and_the_file_all_of_them(
    open_page: Open, sample_folder: Path
) -> None:
    at = opened(open_page, sample_folder, "outreach", "new_contacts", dates="All dates")
    assert len(at.dataframe[0].value) == 1_000
    asked = Ask(Warehouse(sample_folder).published())
    cut = asked.figure("outreach_volume")
    choice = counted_rows.choices(cut, cut)[0]
    assert (
        len(working_view.rows_behind(asked, "outreach_volume", choice, most=None).rows)
        == cut.cells[0].numerator
    )


def test_the_file_is_guarded_and_says_that_it_is_confidential(tmp_path: Path) -> None:
    asked = Ask(office(tmp_path, interview_log=LOG))
    cut = asked.figure("referral_any_rate")
    choice = counted_rows.choices(cut, cut)[0]
    behind = working_view.rows_behind(asked, "referral_any_rate", choice)
    columns, cells = counted_rows.table(cut.metric, behind)
    face = counted_rows.face(cut, "Left with a name", choice, "3 rows.", is_synthetic=False)
    text = table_csv.table(columns, [[str(cell) for cell in row] for row in cells], face).decode("utf-8-sig")
    written = list(csv.DictReader(io.StringIO(text)))
    assert [row["Employer"] for row in written] == ["Acme", "Initech", "'=Bolt"]
    assert [row["Counts"] for row in written] == ["Not recorded", "No", "Yes"]
    assert {row["View"] for row in written} == {"Contains confidential student and contact records"}
