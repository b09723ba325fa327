"""A report that is looked at is made once, and anew as soon as anything it was made of is another."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.office.plans import Note, Standing
from dashboard.reports.assembled import assembled
from dashboard.reports.looked_at import looked_at
from dashboard.reports.plan import Plan, Section
from tests.offices import office

SECTIONS = (Section("All", figures=("outreach_volume", "response_rate"), charts=("new_contacts",)),)
OUTREACH = "student_id | contact_name | sent_on | reply\n" + "\n".join(
    f"s{place} | Contact {place} | 2026-09-{1 + place % 28:02} | replied" for place in range(40)
)
PLAN = Plan("own", "Own", "Says.", "year", SECTIONS)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return Ask(office(tmp_path, outreach_log=OUTREACH))


def test_what_is_looked_at_again_is_what_would_be_made_and_is_not_made_again(small: Ask) -> None:
    first = looked_at(PLAN, small, "working")
    assert looked_at(PLAN, small, "working") is first
    assert first == assembled(PLAN, small, "working", is_trial=True)


def test_whatever_is_other_makes_another(small: Ask) -> None:
    noted = Standing(notes=(Note(1, date(2026, 9, 10), "Fair"),))
    others = [
        (PLAN, small, "internal"),
        (PLAN, small, "publishable"),
        (replace(PLAN, title="Another"), small, "working"),
        (PLAN, replace(small, where=(("channel", "unknown"),)), "working"),
        (PLAN, replace(small, standing=noted), "working"),
    ]
    made = [looked_at(PLAN, small, "working"), *(looked_at(*one) for one in others)]
    assert len({id(one) for one in made}) == len(made)
    for (plan, asked, view), report in zip(others, made[1:], strict=True):
        assert (report.view, report.title, report) == (
            view,
            plan.title,
            assembled(plan, asked, view, is_trial=True),
        )


def test_what_has_left_the_office_since_is_heeded(small: Ask) -> None:
    before = looked_at(PLAN, small, "publishable")
    assembled(PLAN, small, "publishable")  # a file is made of it
    after = looked_at(PLAN, small, "publishable")
    assert after is not before
    assert after == assembled(PLAN, small, "publishable", is_trial=True)
