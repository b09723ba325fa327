"""What Home is made of: tiles, what stands out with links that carry the filters, what the last import changed."""

from __future__ import annotations

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import updates
from dashboard.figures import stand_out_words
from pipelines.build.build import build
from pipelines.figures.measure import catalog
from pipelines.ingest.ledger import undo
from pipelines.release.standing_out import standing_out
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.dashboard.test_pages import ONE_LOG, words
from tests.offices import office, take_in
from tests.pipelines.release.test_standing_out import figure, reached


def links(at: AppTest) -> dict[str, str]:
    """Sentences that are links, with the address they lead to."""
    return {
        link.proto.label.replace("\\", ""): f"{link.proto.page}?{link.proto.query_string}"
        for link in at.get("page_link")
    }


def test_a_finding_reads_as_a_sentence_with_both_figures() -> None:
    metric = catalog()["participation_rate"]
    groups = reached("A", 60, 100), reached("B", 60, 100), reached("C", 20, 100)
    (found,) = standing_out([figure(*groups, metric=metric)]).findings
    assert stand_out_words.sentence(found) == (
        "For C, 20% of students were reached; for the other colleges, 60%."
    )


def test_what_stands_out_opens_its_page_filtered_and_the_section_that_stopped_is_named(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder)
    assert not at.exception
    assert [one.value.replace("\\", "") for one in at.subheader] == [
        "CAR 210-04 has logged no interview since Oct 9, 2026",
        "For the class of 2027, 56% of students were reached; for the class of 2028, 76%",
        "Students who asked for names averaged 1.4 per interview; those who did not, 0.9",
    ]
    assert links(at)["See CAR 210-04"] == "interviews?program=CAR+210-04"
    assert links(at)["See the class of 2027"] == "interviews?class=2027"
    assert links(at)["See what they ask"].startswith("referrals")
    assert "We checked 49 differences between groups; 1 is unlikely to be chance." in words(at)


def test_a_tile_is_a_link_that_keeps_the_filters(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, college="School of Business")
    assert links(at)["Interviews per student"] == "interviews?college=School+of+Business"


def test_links_keep_the_view_and_choose_the_group(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, view="Internal view", **{"class": ["2027", "2028"]})
    # the group in place of both classes
    assert links(at)["See the class of 2027"] == "interviews?class=2027&view=Internal+view"


def test_a_link_between_pages_chooses_its_filters(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder)
    assert at.multiselect(key="program").value == []
    at.query_params["program"] = "CAR 210-04"
    at.switch_page("app_pages/interviews.py").run()
    assert at.multiselect(key="program").value == ["CAR 210-04"]
    assert at.title[0].value.startswith("42% of our 26 ")
    at.multiselect(key="program").set_value([]).run()  # afterwards the filter is the person's own again
    assert at.title[0].value.startswith("64% of our 270 ")


def test_a_publishable_home_compares_only_what_is_released_exactly(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, view="Publishable view")
    assert "No groups are large enough to compare in this view." in words(at)
    assert all("CAR 210-04" not in sentence for sentence in links(at))


def test_without_groups_nothing_stands_out_and_that_is_said(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, interview_log=ONE_LOG)
    at = open_page(tmp_path / "warehouse")
    assert not at.subheader
    assert "No groups are large enough to compare in this view." in words(at)


def test_this_week_says_how_many_and_why_and_names_nobody(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder)
    assert "90 names nobody has contacted" in words(at).replace("*", "")
    assert at.button(key="start_week").label == "Start with the oldest"
    hidden = open_page(sample_folder, view="Publishable view")
    assert "Whom to nudge is part of the working view" in words(hidden)
    assert "names nobody has contacted" not in words(hidden)


# -- what the last import changed -------------------------------------------------------------------

SECOND_LOG = """
student_id | contact_name | held_on    | contact_employer | channel  | referrals_count
a1         | Lee Park     | 2026-09-14 | Acme             | linkedin | 3
c3         | Kim Doe      | 2026-10-20 | Acme             | faculty  | 1
"""


def two_builds(folder: Path) -> Warehouse:
    office(folder, interview_log=ONE_LOG)
    warehouse = Warehouse(folder / "warehouse")
    take_in(warehouse, folder / "second", {"interview_log": SECOND_LOG})
    build(warehouse)
    return warehouse


def changed(at: AppTest) -> list[str]:
    at.session_state["what_changed"] = True
    at.run()
    assert not at.exception
    return [text.value for text in at.text]


def test_the_newest_import_is_one_line_and_the_fold_says_how_the_figures_moved(
    open_page: Open, tmp_path: Path
) -> None:
    two_builds(tmp_path)
    at = open_page(tmp_path / "warehouse")
    label = at.expander[-1].label
    assert label.endswith(": 1 row added and 1 changed")
    said = changed(at)
    assert "• interview_log.csv (interview log): 1 row added and 1 changed" in said
    assert "• Interviews held: 4, 3 before (1 higher)" in said
    assert any(line.startswith("• Referral yield: ") for line in said)


def test_an_undo_is_what_changed_and_figures_move_back(open_page: Open, tmp_path: Path) -> None:
    warehouse = two_builds(tmp_path)
    undo(warehouse, 2)
    build(warehouse)
    at = open_page(tmp_path / "warehouse")
    assert at.expander[-1].label == "1 import undone"
    assert "• Interviews held: 3, 4 before (1 lower)" in changed(at)


def test_without_an_earlier_build_the_ledger_speaks(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder)
    assert at.expander[-1].label.endswith(": 1 row added")
    assert any("interviews_with_problems.csv" in line and "8 rows rejected" in line for line in changed(at))
    assert "No earlier build is kept" in words(at)


def test_the_publishable_view_does_not_say_what_a_few_new_rows_changed(
    open_page: Open, tmp_path: Path
) -> None:
    two_builds(tmp_path)
    at = open_page(tmp_path / "warehouse", view="Publishable view")
    assert not [line for line in changed(at) if "before" in line]


def test_nothing_is_asked_of_the_earlier_build_while_the_fold_is_closed(
    open_page: Open, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    two_builds(tmp_path)
    monkeypatch.setattr(updates, "figure_before", lambda *_: pytest.fail("asked"))
    assert not open_page(tmp_path / "warehouse").exception
