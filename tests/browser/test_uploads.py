"""An advisor's survey, from drop to chart: unknown questions given their meaning, once, and known the next time."""

from __future__ import annotations

import csv
import io
import json
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from dashboard.widgets.plain_text import heard
from tests.browser.conftest import settled
from tests.browser.using import go
from tests.offices import office

pytestmark = pytest.mark.browser

Served = Callable[[Path], str]
STUDENTS = 24  # enough for the growth page to say something
WORDS = ("Strongly disagree", "Disagree", "Neither agree nor disagree", "Agree", "Strongly agree")
QUESTIONS = {
    "Q1": "What is your student ID?",
    "Q2": "Which round is this for you?",
    "Q3_1": "How do you feel about these? - My career goal is clear",
    "Q3_2": "How do you feel about these? - I would gladly write to somebody I do not know",
    "Q4": "What happened to your plans?",
    "Q5": "Anything you want to tell us?",
}
OWN = ("StartDate", "EndDate", "Status", "IPAddress", "Finished", "RecordedDate", "ResponseId")
KNOWN = STUDENTS - 2  # on the roster
ROSTER = "student_id | programs | is_expected_to_log\n" + "\n".join(
    f"S{number:03} | {('BUS 301', 'Fellows')[number % 2]} | yes" for number in range(KNOWN)
)
SECRET = "something nobody else should read"


def export(month: int) -> bytes:
    """A Qualtrics export with three header rows: every student before and after; two answers nobody knows."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow([*OWN, *QUESTIONS])
    writer.writerow([*OWN, *QUESTIONS.values()])
    writer.writerow([json.dumps({"ImportId": name}) for name in (*OWN, *QUESTIONS)])
    for number in range(2 * STUDENTS):
        is_after, student = divmod(number, STUDENTS)
        when = f"2026-{month + is_after:02}-{student % 28 + 1:02} 10:00:00"
        own = [when, when, "IP Address", "192.0.2.1", "True", when, f"R_{month}_{number}"]
        writer.writerow(
            [
                *own,
                f"S{student:03}",
                ("At first", "Later on")[is_after],
                WORDS[min(student % 4 + is_after, 4)],
                WORDS[student % 5],
                ("Firmed up", "It changed")[student % 2] if is_after else "",
                SECRET,
            ]
        )
    return out.getvalue().encode()


def drop(page: Page, name: str, content: bytes) -> None:
    page.locator("input[type=file]").set_input_files(
        {"name": name, "mimeType": "text/csv", "buffer": content}
    )
    expect(page.get_by_role("list", name="Steps")).to_be_visible(timeout=60_000)
    settled(page)


def go_on(page: Page, button: str) -> None:
    """Press the one thing to do next, and wait for the step it leads to."""
    page.get_by_role("button", name=button).click()
    settled(page)


def choose(page: Page, label: str, value: str) -> None:
    """Open a list with the keyboard and take one of its entries; one that closes as the page draws is opened again."""
    box, option = page.get_by_role("combobox", name=label), page.get_by_role("option", name=value, exact=True)
    box.scroll_into_view_if_needed()
    for _ in range(5):
        box.press("ArrowDown")
        page.wait_for_timeout(500)
        if option.count():
            break
    option.click()
    settled(page)


def map_column(page: Page, header: str, column: str) -> None:
    """Give a column of the file its meaning: the choice counts at once."""
    choose(page, f"What is “{heard(header)}”?", column)


def explain(page: Page, spelling: str, value: str) -> None:
    choose(page, f"What “{spelling}” means", value)


@pytest.mark.thorough
def test_a_survey_with_unknown_questions_goes_from_drop_to_chart_and_is_known_the_next_time(
    page: Page, served: Served, tmp_path: Path
) -> None:
    office(tmp_path, roster=ROSTER)
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    drop(page, "fall.csv", export(9))
    if page.get_by_role("button", name="Match the columns").count():
        go_on(page, "Match the columns")

    map_column(page, QUESTIONS["Q2"], "Before or after")
    map_column(page, QUESTIONS["Q3_2"], "Confidence")
    explain(page, "At first", "Before")
    explain(page, "Later on", "After")
    explain(page, "Firmed up", "Confirmed")
    go_on(page, "Check the rows")
    expect(
        page.get_by_role("heading", name="48 responses come in. 2 columns are left out.", exact=True)
    ).to_be_visible()
    expect(page.get_by_text("This is an export of Qualtrics.")).to_be_visible()
    expect(page.get_by_text("2 students are not on the roster")).to_be_visible()
    expect(page.get_by_text("IP address", exact=False).first).to_be_attached()
    page.get_by_role("textbox", name="Remember these choices").fill("Career survey")
    page.keyboard.press("Enter")
    settled(page)

    page.get_by_role("button", name="Import 48 responses").click()
    expect(page.get_by_text("Imported. The figures are up to date.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Remembered as Career survey")).to_be_visible()
    settled(page)

    page.get_by_test_id("stMain").get_by_role("link", name="Growth", exact=True).click()
    expect(page).to_have_title("Growth · Career Conversations")
    settled(page)
    expect(page.get_by_text("among 24 students who answered both surveys")).to_be_visible()
    expect(page.locator('[class*="st-key-card_clarity"]').first).to_contain_text("Clarity by program")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()

    go(page, "Uploads")
    expect(page).to_have_title("Uploads · Career Conversations")
    settled(page)
    drop(page, "winter.csv", export(10))
    expect(
        page.get_by_role("heading", name="48 responses come in. 2 columns are left out.", exact=True)
    ).to_be_visible()
    go_on(page, "Back")
    expect(page.get_by_text("Saved mapping used")).to_be_visible()
    assert page.get_by_text("We don't recognize").count() == 0
    go_on(page, "Check the rows")
    assert (
        page.get_by_text(SECRET).count() == 0
    )  # what is not used is seen where it is matched, and nowhere else


MOST_CLICKS = 8
MOST_SECONDS = 60
FORM = Path(__file__).parents[1] / "cases/kind_of_file/google_form_own_questions.csv"


@dataclass
class Hand:
    """Clicks of a person, counted."""

    page: Page
    clicks: int = 0

    def press(self, role: Literal["button", "combobox", "option", "link"], name: str) -> None:
        self.clicks += 1
        at = self.page.get_by_test_id("stMain") if role == "link" else self.page
        at.get_by_role(role, name=name, exact=True).click()
        settled(self.page)


def test_a_form_nobody_has_seen_leads_to_its_first_chart_in_few_clicks(
    page: Page, served: Served, tmp_path: Path
) -> None:
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    hand, began = Hand(page), time.monotonic()
    hand.clicks += 1
    drop(page, "Informational interview form (Responses).csv", FORM.read_bytes())
    who = page.get_by_role("combobox", name="What is “Who did you sit down with?”?")
    if who.input_value() != "Contact's name":
        hand.press("combobox", "What is “Who did you sit down with?”?")
        hand.press("option", "Contact's name")
    hand.press("button", "Check the rows")
    hand.press("button", "Import 8 interviews")
    expect(page.get_by_text("Here is what you can see now")).to_be_visible(timeout=60_000)
    settled(page)
    hand.press("link", "Interviews")
    expect(page.locator(".js-plotly-plot").first).to_be_visible()
    assert time.monotonic() - began <= MOST_SECONDS
    assert hand.clicks <= MOST_CLICKS


def test_the_three_steps_can_be_gone_with_the_keyboard_alone(
    page: Page, served: Served, tmp_path: Path
) -> None:
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    drop(page, "form.csv", FORM.read_bytes())
    for button in ("Back", "Match the columns", "Check the rows"):
        page.get_by_role("button", name=button, exact=True).focus()
        page.keyboard.press("Enter")
        settled(page)
        if button == "Match the columns":
            box = page.get_by_role("combobox", name="What is “Who did you sit down with?”?")
            box.focus()
            page.keyboard.press("ControlOrMeta+a")
            page.keyboard.type("Contact's name", delay=20)
            page.keyboard.press("Enter")
            settled(page)
            expect(box).to_have_value("Contact's name")
    expect(page.get_by_role("heading", name="8 interviews come in.")).to_be_visible()


@pytest.mark.parametrize("width", [390, pytest.param(900, marks=pytest.mark.thorough)])
def test_nothing_of_the_steps_is_cut_on_a_narrow_screen(
    page: Page, served: Served, tmp_path: Path, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    drop(page, "form.csv", FORM.read_bytes())
    for button in ("Back", "Match the columns", "Check the rows", ""):
        wide = page.evaluate("() => document.querySelector('[data-testid=stMain]').scrollWidth")
        assert wide <= width
        bar = page.locator(".st-key-bar").bounding_box()
        assert bar
        assert bar["y"] + bar["height"] <= 800
        if button:
            go_on(page, button)


CALENDAR = b"""BEGIN:VCALENDAR\r\nVERSION:2.0\r
BEGIN:VEVENT\r\nUID:1@x\r\nDTSTART:20260302T100000\r\nDTEND:20260302T103000\r
SUMMARY:Informational interview with Ana Kurz\r\nEND:VEVENT\r
BEGIN:VEVENT\r\nUID:2@x\r\nDTSTART:20260303T100000\r\nDTEND:20260303T103000\r
SUMMARY:Informational interview with Bo Lang\r\nEND:VEVENT\r
BEGIN:VEVENT\r\nUID:3@x\r\nDTSTART:20260304T100000\r\nDTEND:20260304T103000\r
SUMMARY:Informational interview with Di Vogt\r\nEND:VEVENT\r\nEND:VCALENDAR\r
"""


@pytest.mark.parametrize("by", ["mouse", pytest.param("keyboard", marks=pytest.mark.thorough)])
def test_a_calendar_goes_from_drop_to_import_by_its_ticks(
    page: Page, served: Served, tmp_path: Path, by: Literal["mouse", "keyboard"]
) -> None:
    """Two ticks in a row, without waiting for what the first one comes to: both count, and nothing else."""
    page.set_viewport_size({"width": 1440, "height": 1000})
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    drop(page, "coffee.ics", CALENDAR)

    def press(role: Literal["button", "checkbox"], name: str) -> None:
        target = page.get_by_role(role, name=name)
        if by == "keyboard":
            target.focus()
            page.keyboard.press("Space" if role == "checkbox" else "Enter")
        else:
            (target if role == "button" else page.locator("label", has_text=name)).click()

    page.get_by_label("Whose calendar is it?").fill("S1")
    page.keyboard.press("Enter")
    settled(page)
    for name in ("Ana Kurz", "Di Vogt"):
        press("checkbox", name)
    expect(page.get_by_text("2 of 3 ticked")).to_be_visible(timeout=60_000)
    expect(page.get_by_role("checkbox", name="Bo Lang")).not_to_be_checked()
    settled(page)
    press("button", "Import 2 interviews")
    expect(page.get_by_text("The figures are up to date.")).to_be_visible(timeout=60_000)
