"""This week as an advisor works it: who waits, write, done, snooze, undo, put back."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.dashboard.people.waiting import EVERY, OUTREACH, ROSTER
from tests.dashboard.test_pages import words
from tests.offices import office

WAITING = {
    "roster": """
    student_id | first_name | email      | programs | is_expected_to_log | left_on
    a1         | Ana        | a1@uni.edu | BUS 1    | yes                | -
    b2         | Ben        | -          | -        | yes                | -
    c3         | Cy         | c3@uni.edu | -        | yes                | -
    d4         | Di         | d4@uni.edu | -        | yes                | 2026-10-31
    """,
    "interview_log": """
    student_id | contact_name | held_on    | referred_contacts  | has_thanked
    a1         | Lee Park     | 2026-09-01 | Kim Doe;Jo Fox     | no
    a1         | Kim Doe      | 2026-10-20 | -                  | yes
    b2         | Sam Ortiz    | 2026-10-10 | *Max* [x](u) <b>   | no
    d4         | Eve Ross     | 2026-09-05 | Flo Gray           | no
    """,
    "outreach_log": """
    student_id | contact_name | sent_on
    b2         | Pat Reed     | 2026-11-02
    """,
}


def lines(at: AppTest) -> list[str]:
    """What the rows say, a text a row."""
    bodies = [one.proto.body for one in at.get("html") if 'class="nudge"' in one.proto.body]
    return [html.unescape(re.sub(r"<[^>]+>", " ", body)) for body in bodies]


def students(at: AppTest) -> list[str]:
    """Who has a row, in order."""
    return [
        box.label.removeprefix("Select ") for box in at.checkbox if box.key and box.key.startswith("pick_")
    ]


def pills(at: AppTest) -> list[str]:
    return [option.content for option in at.get_by_key("week_list").proto.options]


def tick(at: AppTest, *names: str) -> AppTest:
    for box in [box for box in at.checkbox if box.label.removeprefix("Select ") in names]:
        box.check()
    return at.run()


def press(at: AppTest, label: str) -> AppTest:
    found = next(button for button in at.button if button.label == label)
    assert not found.disabled
    return found.click().run()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    office(tmp_path, **WAITING)
    return tmp_path / "warehouse"


def test_a_row_a_student_with_everything_that_waits_the_oldest_first(open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week")
    assert not at.exception
    assert at.title[0].value == "2 students could use a nudge this week"
    assert "The oldest name has waited 49 days." in words(at)  # to October 20, interviews' newest
    assert students(at) == ["Ana", "Ben"]  # Di has left; Cy only has no interview
    ana, ben = lines(at)
    assert "Contact Jo Fox" in ana
    assert "Thank Lee Park" in ana
    assert "Kim Doe" not in ana  # was talked to
    assert "*Max* [x](u) <b>" not in ben  # named too lately
    assert "BUS 1" in [text.value for text in at.text]
    assert pills(at) == [
        "All 2",
        "Names not contacted 1",
        "Thank-you due 2",
        "Quiet for 30 days 1",
        "No interview recorded 1",
    ]


def test_what_a_name_holds_is_shown_as_it_is(open_page: Open, folder: Path) -> None:
    newer = WAITING["outreach_log"] + "    b2 | Zoe | 2026-11-10\n"
    later = WAITING["interview_log"] + "    a1 | Zoe | 2026-11-11 | - | yes\n"
    place = folder.parent / "later"
    place.mkdir()
    office(place, **{**WAITING, "outreach_log": newer, "interview_log": later})
    at = open_page(place / "warehouse", "this_week")
    said = next(line for line in lines(at) if "Max" in line)
    assert "Contact *Max* [x](u) <b>" in said
    raw = next(one.proto.body for one in at.get("html") if "Max" in one.proto.body)
    assert "&lt;b&gt;" in raw


def test_two_are_ticked_marked_done_undone_and_put_back(open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week")
    assert all(button.disabled for button in at.button if button.label in ("Write to them", "Done"))
    tick(at, "Ana", "Ben")
    assert "2 selected" in [text.value for text in at.text]
    press(at, "Done")
    assert at.title[0].value == "Nobody is waiting for a nudge this week"
    assert "2 students marked done." in "".join(one.proto.body for one in at.get("html"))
    assert "Done 2" in pills(at)
    press(at, "Undo")
    assert students(at) == ["Ana", "Ben"]
    assert "Done 2" not in pills(at)
    press(tick(at, "Ana"), "Done")
    again = open_page(folder, "this_week", list="done")  # it is remembered
    assert students(again) == ["Ana"]
    assert re.search(r"Contact Jo Fox .* done \w{3} \d+ on this computer", lines(again)[0])
    next(button for button in again.button if button.key and button.key.startswith("options_")).click().run()
    assert "1 student put back." in "".join(one.proto.body for one in again.get("html"))
    press(again, "Undo")
    assert students(again) == ["Ana"]
    press(tick(again, "Ana"), "Put back")
    assert students(open_page(folder, "this_week")) == ["Ana", "Ben"]


def test_a_list_puts_away_what_it_shows_and_nothing_else(open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week", list="thank_you_due")
    assert students(at) == ["Ana", "Ben"]
    press(tick(at, "Ana"), "Done")
    everybody = open_page(folder, "this_week")
    assert "Contact Jo Fox" in lines(everybody)[0]
    assert "Thank Lee Park" not in lines(everybody)[0]


@pytest.mark.parametrize(("length", "option"), [("1 week", "Snooze 1 week"), ("a month", "Snooze a month")])
def test_snoozed_they_come_back_by_themselves(
    length: str, option: str, open_page: Open, folder: Path
) -> None:
    at = open_page(folder, "this_week")
    menu = next(one for one in at.get("menu_button") if one.label == "Options for Ana")
    menu.click(option).run()
    assert students(at) == ["Ben"]
    assert "Snoozed 1" in pills(at)
    tick(at, "Ben")
    at.get_by_key("week_snooze").click(length).run()
    assert not at.exception
    assert "Snoozed 2" in pills(at)
    assert "1 student snoozed until " in "".join(one.proto.body for one in at.get("html"))
    at.get_by_key("week_list").set_value("snoozed").run()
    assert all("snoozed until " in line for line in lines(at))


def test_one_text_for_several_says_who_has_no_address(open_page: Open, folder: Path) -> None:
    at = press(tick(open_page(folder, "this_week"), "Ana", "Ben"), "Write to them")
    assert not at.exception
    assert "1 student without an e-mail address on the roster:" in [text.value for text in at.text]
    codes = [code.value for code in at.code]
    assert codes[0] == "a1@uni.edu"
    assert codes[1] == "A next step in your conversations"  # a name and thank-yous
    assert at.get("link_button")[0].url.startswith("mailto:?bcc=a1@uni.edu&subject=A%20next%20step")


def test_one_list_has_its_own_text_for_several(open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week", list="thank_you_due")
    press(tick(at, "Ana", "Ben"), "Write to them")
    assert [code.value for code in at.code][1] == "A thank-you is still welcome"


def test_one_student_is_written_to_about_one_thing_that_can_be_chosen(open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week")
    next(one for one in at.get("menu_button") if one.label == "Options for Ana").click(
        "Write a message"
    ).run()
    assert [code.value for code in at.code][:2] == ["a1@uni.edu", "A short message to Jo Fox?"]
    about = next(box for box in at.selectbox if box.label == "About")
    assert about.options == ["Contact Jo Fox", "Thank Lee Park"]
    about.select_index(1).run()
    assert [code.value for code in at.code][:2] == ["a1@uni.edu", "A thank-you to Lee Park"]
    assert at.get("link_button")[0].url.startswith("mailto:a1@uni.edu?subject=A%20thank-you")


def test_who_has_left_is_on_no_list(open_page: Open, folder: Path) -> None:
    published = Warehouse(folder).published()
    assert published.query("select 1 from marts.students where student_id = 'd4'")
    for name in ("all", "names_not_contacted", "thank_you_due", "none_recorded", "no_recent_log"):
        assert "Di" not in students(open_page(folder, "this_week", list=name))


def test_a_link_opens_its_list_and_one_of_before_too(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, **EVERY)
    at = open_page(tmp_path / "warehouse", "", list="no_reply")
    assert not at.warning  # the address of one page is no mistake of another's
    at.switch_page("app_pages/this_week.py").run()
    assert at.get_by_key("week_list").value == "no_reply"
    other = open_page(tmp_path / "warehouse", "this_week", list="nothing of ours")
    assert other.get_by_key("week_list").value == "all"


def test_the_address_keeps_the_list_that_was_chosen(open_page: Open, tmp_path: Path) -> None:
    office(tmp_path, roster=ROSTER, outreach_log=OUTREACH)
    at = open_page(tmp_path / "warehouse", "this_week")
    for name in ("none_recorded", "no_reply"):
        at.get_by_key("week_list").set_value(name).run()
        assert at.query_params["list"] == name
        assert at.get_by_key("week_list").value == name


def test_a_page_has_twenty_five_and_all_of_a_list_can_be_ticked(open_page: Open, sample_folder: Path) -> None:
    at = open_page(sample_folder, "this_week", list="none_recorded")
    total = int(next(pill for pill in pills(at) if pill.startswith("No interview")).split()[-1])
    assert (len(students(at)), total > 25) == (25, True)
    first = students(at)
    at.checkbox(key="week_all").check().run()
    press(at, f"Select all {total}")
    at.get_by_key("week_page").select(2).run()
    assert not set(students(at)) & set(first)
    assert f"{total} selected, {total - 25} on other pages" in [text.value for text in at.text]
    at.checkbox(key="week_all").uncheck().run()
    assert f"{total - 25} selected, {total - 25} on other pages" in [text.value for text in at.text]
    at.get_by_key("week_list").set_value("all").run()
    assert not any("selected" in text.value for text in at.text)


@pytest.mark.parametrize("view", ["Internal view", "Publishable view"])
def test_names_are_part_of_the_working_view_only(view: str, open_page: Open, folder: Path) -> None:
    at = open_page(folder, "this_week", view=view)
    assert "working view only" in words(at)
    assert not lines(at)
    assert not at.checkbox
