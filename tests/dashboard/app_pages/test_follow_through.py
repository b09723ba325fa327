"""Follow-through as an advisor opens it."""

from __future__ import annotations

from pathlib import Path

from tests.dashboard.conftest import Open
from tests.dashboard.people.waiting import EVERY, OUTREACH, ROSTER
from tests.offices import office


def test_a_message_is_shown_to_copy_and_as_a_draft(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **EVERY)
    at = open_page(tmp_path / "warehouse", "follow_through", dates="All dates", list="thank_you_due")
    at.get_by_key("follow_list").set_value("thank_you_due").run()
    popover = next(button.key for button in at.button if button.label == "Done").removeprefix("done_")
    at.session_state[f"message_{popover}"] = True
    at.run()
    assert not at.exception
    assert [code.value for code in at.code][:2] == ["a1@uni.edu", "A thank-you to Lee Park"]
    assert at.get("link_button")[0].url.startswith("mailto:a1@uni.edu?subject=A%20thank-you")


def test_a_link_opens_its_list(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **EVERY)
    at = open_page(tmp_path / "warehouse", "", list="no_reply")
    assert not at.warning  # the address of one page is no mistake of another's
    at.switch_page("app_pages/follow_through.py").run()
    assert at.get_by_key("follow_list").value == "no_reply"


def test_the_address_keeps_the_list_that_was_chosen(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, outreach_log=OUTREACH)
    at = open_page(tmp_path / "warehouse", "follow_through")
    at.get_by_key("follow_list").set_value("none_recorded").run()
    assert at.query_params["list"] == "none_recorded"
    assert at.get_by_key("follow_list").value == "none_recorded"
    at.get_by_key("follow_list").set_value("no_reply").run()
    assert at.query_params["list"] == "no_reply"
    assert at.get_by_key("follow_list").value == "no_reply"
