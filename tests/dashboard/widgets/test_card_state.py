"""How a reader has a card: kept in the address and for the way back."""

from __future__ import annotations

from pathlib import Path

from tests.dashboard.conftest import Open


def test_a_form_in_the_address_is_how_the_card_opens(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach", form_new_contacts="Table")
    assert len(at.get("plotly_chart")) == 3
    assert len(at.dataframe) == 1


def test_a_choice_of_the_menu_is_written_into_the_address_and_kept_for_the_way_back(
    open_page: Open, sample_folder: Path
) -> None:
    at = open_page(sample_folder, "outreach")
    at.session_state["_cards"] = {"form_new_contacts": "Table", "cut_response_by_college": "By class"}
    at.run()
    assert at.query_params["form_new_contacts"] == "Table"
    assert at.query_params["cut_response_by_college"] == "By class"
    assert len(at.dataframe) == 1
    assert "Response rate by class" in "\n".join(caption.value for caption in at.caption) + at.header[1].value


def test_a_cut_nobody_knows_is_named_and_no_figure_shown(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "", cut_reached_by_program="By shoe size")
    assert not at.metric
    assert any("By shoe size" in text.value for text in at.text)


def test_one_dialog_is_open_at_a_time_and_only_of_its_card(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "outreach")
    at.session_state["_card_dialog"] = ("how_found", "sure")
    at.run()
    assert not at.exception
    assert len(at.get("dialog")) == 1


def test_a_card_says_which_dates_it_is_of_where_the_page_shows_others(
    open_page: Open, sample_folder: Path
) -> None:
    """Growth falls back to all dates; chains over time are of all dates always."""
    growth = open_page(sample_folder, "growth")
    said = [one.value for one in (*growth.caption, *growth.markdown, *growth.text)]
    assert "so all dates are shown" in "\n".join(said)
    assert not [caption.value for caption in growth.caption if "this academic year" in caption.value]
    chains = open_page(sample_folder, "chains")
    over_time = next(caption.value for caption in chains.caption if "month by month" in caption.value)
    assert "this academic year" not in over_time
