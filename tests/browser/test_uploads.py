"""An advisor's survey, from drop to chart: unknown questions given their meaning, once, and known the next time."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import settled
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
    expect(page.get_by_role("button", name="Import 1 file")).to_be_visible(timeout=60_000)
    settled(page)


def map_column(page: Page, header: str, column: str) -> None:
    """Give a column of the file its meaning, with the keyboard: down to its row, right to "Means", type, Enter."""
    grid = page.locator('[class*="st-key-mapping_"] [data-testid="stDataFrame"]').first
    grid.scroll_into_view_if_needed()
    headers = [*OWN, *QUESTIONS]
    headers.remove("IPAddress")  # dropped on reading
    page.wait_for_timeout(500)  # a key pressed while the page draws anew goes nowhere
    grid.locator(".dvn-scroller").click(position={"x": 20, "y": 52})
    steps = ["Control+Home", *["ArrowDown"] * headers.index(header), "ArrowRight", "ArrowRight", "Enter"]
    for step in steps:
        page.wait_for_timeout(60)
        page.keyboard.press(step)
    page.locator("#portal input").first.wait_for(state="attached", timeout=5_000)
    page.keyboard.type(column, delay=40)
    page.keyboard.press("Enter")
    page.wait_for_timeout(500)
    settled(page)
    for _ in range(20):  # the grid is drawn anew, and for a moment has nothing in it
        if [header, column] in meanings(grid):
            return
        page.wait_for_timeout(250)
    assert [header, column] in meanings(grid)


def meanings(grid: Locator) -> list[list[str]]:
    """Each column of the file and what it means, as the table under the canvas says for those who cannot see it."""
    told: list[list[str]] = grid.evaluate(
        "grid => [...grid.querySelectorAll('table tr')].map(row => [0, 2].map(at => row.children[at].textContent))"
    )
    return told


def explain(page: Page, spelling: str, value: str) -> None:
    page.get_by_role("combobox", name=f"What “{spelling}” means").click()
    page.get_by_role("option", name=value, exact=True).click()


def test_a_survey_with_unknown_questions_goes_from_drop_to_chart_and_is_known_the_next_time(
    page: Page, served: Served, tmp_path: Path
) -> None:
    office(tmp_path, roster=ROSTER)
    page.goto(f"{served(tmp_path / 'warehouse')}/uploads")
    settled(page)
    drop(page, "fall.csv", export(9))
    expect(page.get_by_text("Qualtrics export.")).to_be_visible()
    expect(page.get_by_text("IP address", exact=False).first).to_be_attached()

    map_column(page, "Q2", "wave")
    map_column(page, "Q3_2", "confidence")
    page.get_by_role("button", name="Use these columns").click()
    expect(page.get_by_role("heading", name="0 responses, 48 problems", exact=True)).to_be_visible(
        timeout=60_000
    )
    settled(page)

    explain(page, "At first", "pre")
    explain(page, "Later on", "post")
    page.get_by_role("button", name="Use these values").first.click()
    expect(
        page.get_by_role("heading", name="36 responses, 12 problems, 2 students not on the roster")
    ).to_be_visible(timeout=60_000)
    settled(page)
    explain(page, "Firmed up", "confirmed")
    page.get_by_role("button", name="Use these values").click()
    expect(page.get_by_role("heading", name="48 responses, 2 students not on the roster")).to_be_visible(
        timeout=60_000
    )
    settled(page)
    page.get_by_role("textbox", name="Remember these decisions").fill("Career survey")
    page.keyboard.press("Enter")
    settled(page)

    page.get_by_role("button", name="Import 1 file").click()
    expect(page.get_by_text("Imported. The figures are up to date.")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("Remembered as Career survey")).to_be_visible()
    settled(page)

    page.get_by_role("link", name="Growth", exact=True).click()
    page.wait_for_selector("h1:has-text('Growth')")
    settled(page)
    expect(page.get_by_text("Among 24 students who answered before and after")).to_be_visible()
    expect(page.get_by_role("heading", name="Clarity", exact=True)).to_be_visible()
    expect(page.locator(".js-plotly-plot").first).to_be_visible()

    page.get_by_role("link", name="Uploads", exact=True).click()
    page.wait_for_selector("h1:has-text('Uploads')")
    settled(page)
    drop(page, "winter.csv", export(10))
    expect(page.get_by_text("Saved mapping used")).to_be_visible()
    expect(page.get_by_role("heading", name="48 responses, 2 students not on the roster")).to_be_visible()
    assert page.get_by_text("Please decide").count() == 0
    assert page.get_by_text(SECRET).count() == 0
