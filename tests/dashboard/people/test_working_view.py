"""Nothing with a name is told in another view than the working one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.people import counted_rows, working_view
from dashboard.people.lists import KINDS
from pipelines.errors import UserError
from tests.dashboard.people.waiting import EVERY
from tests.offices import office


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return Ask(office(tmp_path, **EVERY))


def _rows(asked: Ask) -> Any:
    whole = replace(asked, view="working").figure("interview_volume")
    return working_view.rows_behind(asked, "interview_volume", counted_rows.choices(whole, whole)[0]).rows


@pytest.mark.parametrize("view", ["internal", "publishable"])
@pytest.mark.parametrize(
    "told",
    [
        _rows,
        lambda asked: working_view.follow_through_list(asked, KINDS[0].id),
        lambda asked: working_view.chains(asked),
        lambda asked: working_view.student_story(asked, "a1"),
        lambda asked: working_view.find_students(asked, "Ana"),
        lambda asked: working_view.digest_of(asked, {}, "http://x.edu").lists,
    ],
)
def test_names_are_read_in_the_working_view_only(asked: Ask, told: Callable[[Ask], Any], view: Any) -> None:
    told(asked)
    with pytest.raises(UserError, match="working view only"):
        told(replace(asked, view=view))


def test_a_message_is_the_offices_own_for_the_list_it_is_about(asked: Ask, tmp_path: Path) -> None:
    (due,) = working_view.follow_through_list(asked, "thank_you_due")
    assert working_view.message(due, "thank_you_due").subject == "A thank-you to Lee Park"
    (tmp_path / "warehouse" / "messages.toml").write_text('[thank_you_due]\nsubject = "Merci"\n')
    assert working_view.message(due, "thank_you_due").subject == "Merci"
    assert working_view.message(due, "no_reply").subject != "Merci"


def test_filters_narrow_what_is_read(asked: Ask) -> None:
    assert [row["student_id"] for row in working_view.find_students(asked, "a1")] == ["a1"]
    assert not working_view.find_students(asked.only(college="Science"), "a1")
    assert len(_rows(asked)) == 2
