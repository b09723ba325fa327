"""What was asked is noted, and nothing else changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.asking.question import Ask, Wanted
from dashboard.asking.recorder import recorded
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.errors import QuestionError
from pipelines.store.warehouse import Warehouse


@pytest.fixture
def question(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    return Ask(Warehouse(sample_folder).published())


def test_every_question_made_of_a_recorded_one_is_noted_with_its_answer(question: Ask) -> None:
    asked, recorder = recorded(question)
    whole = asked.figure("interview_volume")
    seniors = asked.only(class_year="2026").alone().figure("interview_volume", "month", with_pools=False)
    assert recorder.answers == [whole, seniors]
    assert [wanted for _, wanted in recorder.asked] == [
        Wanted("interview_volume"),
        Wanted("interview_volume", ("month",), with_pools=False),
    ]
    assert [ask.where for ask, _ in recorder.asked] == [(), (("class_year", "2026"),)]
    assert whole == question.figure("interview_volume")
    assert len(recorder.answers) == 2  # the question it was made of is not recorded


def test_a_recorder_inside_another_is_heard_by_both(question: Ask) -> None:
    asked, page = recorded(question)
    inner, dialog = recorded(asked)
    inner.figure("interview_volume")
    asked.figure("outreach_volume")
    assert [wanted.metric_id for _, wanted in page.asked] == ["interview_volume", "outreach_volume"]
    assert [wanted.metric_id for _, wanted in dialog.asked] == ["interview_volume"]


def test_what_cannot_be_answered_was_asked_all_the_same(question: Ask) -> None:
    asked, recorder = recorded(question)
    with pytest.raises(QuestionError):
        asked.figure("interview_volume", "no such cut")
    assert len(recorder.asked) == 1
    assert recorder.answers == []
