"""The place to drop one's own file: what is found is listed, first what somebody has to read."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from docx import Document
from streamlit.testing.v1 import AppTest

from dashboard.asking.served import WAREHOUSE_VARIABLE

MIME = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def _page() -> None:
    from dashboard.asking.question import Ask
    from dashboard.asking.served import current
    from dashboard.widgets import refresh_deck

    published = current()
    assert published is not None
    refresh_deck.place(Ask(published), "publishable")


@pytest.fixture
def page(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    return AppTest.from_function(_page, default_timeout=60).run()


def test_what_becomes_of_a_file_is_listed_before_it_is_taken_along(page: AppTest) -> None:
    made, out = Document(), io.BytesIO()
    made.add_paragraph(
        "We reached {{participation_rate}} and ![x](https://example.com/x.png){{partcipation_rate}}."
    )
    made.save(out)
    page.file_uploader[0].upload("fall.docx", out.getvalue(), MIME).run()
    assert not page.exception
    assert any("1 filled in, 1 left alone" in one.value for one in page.markdown)
    listed = page.dataframe[0].value
    assert list(listed["What becomes of it"]) == ["Left as it was", "Filled in"]
    assert "Did you mean" in listed["Says"][0]
    assert page.get("download_button")[0].proto.label == "Download the filled-in copy"


def test_a_file_that_cannot_be_taken_is_said(page: AppTest) -> None:
    page.file_uploader[0].upload("[x](javascript:y).docx", b"no document", MIME).run()
    assert not page.exception
    assert "is damaged" in page.error[0].value
    assert "\\[x\\]" in page.error[0].value
    assert not page.get("download_button")
