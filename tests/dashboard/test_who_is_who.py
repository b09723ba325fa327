"""Who is who: offered only where there is something to decide; answers are saved in one go and can be undone."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.identity import decisions
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office

NOTHING_TO_DECIDE = {
    "interview_log": """
    student_id | contact_name | held_on    | contact_employer
    a1         | Lee Park     | 2026-09-14 | Acme
    """
}
TO_DECIDE = {
    "roster": """
    student_id | first_name | last_name | is_expected_to_log
    a1         | Jane       | Moss      | yes
    """,
    "interview_log": """
    student_id | student_name | contact_name   | contact_employer | held_on
    a1         | -            | Lee *Park*     | U.S. Bank        | 2026-09-14
    -          | Jane Moss    | Rosa Diaz      | US Bank          | 2026-09-15
    """,
}


def words(at: AppTest) -> str:
    return "\n".join(str(part.value) for part in (*at.title, *at.markdown, *at.caption, *at.text, *at.error))


def opened(open_page: Open, folder: Path) -> AppTest:
    at = open_page(folder, "who_is_who")
    assert not at.exception
    return at


@pytest.mark.parametrize("files", [{}, NOTHING_TO_DECIDE])
def test_the_page_is_not_offered_where_nothing_is_to_decide(
    files: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dashboard.asking import facts
    from dashboard.asking.served import WAREHOUSE_VARIABLE

    if files:
        office(tmp_path, **files)
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    assert not facts.is_there_who_is_who()


def test_suggestions_are_answered_saved_in_one_go_and_undone(open_page: Open, tmp_path: Path) -> None:
    build = office(tmp_path, **TO_DECIDE).build
    folder = tmp_path / "warehouse"
    at = opened(open_page, folder)
    assert "1 student and 1 employer may be somebody already known" in words(at)
    assert "Jane Moss, 1 row" in words(at)
    assert "The roster has one “Jane Moss”" in words(at)
    assert at.button(key="save_decisions").disabled
    answer = next(control for control in at.segmented_control if control.label == "Are they the same?")
    answer.set_value("Same").run()
    assert at.button(key="save_decisions").label == "Save 1 decision"
    at.button(key="save_decisions").click().run()
    assert not at.exception
    (made,) = decisions.decisions(Warehouse(folder))
    assert (made.left_key, made.right_key) == ("student:name:jane moss", "student:a1")
    assert Warehouse(folder).current_build() != build
    assert "1 employer may be somebody already known" in words(at)
    next(control for control in at.segmented_control if control.label == "What").set_value("decided").run()
    at.button(key="undo_decision_1").click().run()
    assert not at.exception
    assert Warehouse(folder).current_build() == build


def test_an_answer_that_contradicts_an_earlier_one_is_explained_on_the_page(
    open_page: Open, tmp_path: Path
) -> None:
    office(tmp_path, **TO_DECIDE)
    folder = tmp_path / "warehouse"
    at = opened(open_page, folder)
    decisions.apart(
        Warehouse(folder), "student:name:jane moss", "student:a1"
    )  # by somebody else, not built yet
    next(control for control in at.segmented_control if control.label == "Are they the same?").set_value(
        "Same"
    ).run()
    at.button(key="save_decisions").click().run()
    assert not at.exception
    assert "It was decided before that a1 is not jane moss" in words(at)
