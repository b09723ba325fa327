"""The uploads page: what a saved mapping does there, and that it can be done without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from pipelines.ingest.ledger import imports
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.saved_mappings import save_file
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open

LOG = b"student_id,contact_name,held_on,zzz\na1,Lee Park,2026-09-14,2\nb2,Sam Ortiz,2026-10-12,0\n"
SAVED = 'source = "interview_log"\n[columns]\nstudent_id = "student_id"\ncontact_name = "contact_name"\nheld_on = "held_on"\nreferrals_count = "zzz"\n'


@pytest.fixture
def at(open_page: Open, tmp_path: Path) -> AppTest:
    """The page of an office that saved a mapping for files like LOG, which lies there."""
    said = parse_mapping(SAVED)
    document = {"source": said.source, "columns": dict(said.columns)}
    save_file(tmp_path, "Our *log*", said, document)
    page = open_page(tmp_path, "uploads")
    page.file_uploader[0].upload("log.csv", LOG).run()
    assert not page.exception
    return page


def columns_of_the_import(folder: Path) -> dict[str, str]:
    (entry,) = imports(Warehouse(folder))
    columns: dict[str, str] = json.loads(entry["mapping_json"])["columns"]
    return columns


def meanings(at: AppTest) -> list[str]:
    (editor,) = at.data_editor
    return list(editor.value["Means"])


def without(at: AppTest) -> list:
    return [button for button in at.button if button.label == "Read it without"]


def test_a_file_of_known_shape_is_read_with_the_saved_mapping(at: AppTest, tmp_path: Path) -> None:
    assert "Our *log*" in [text.value for text in at.text]
    assert meanings(at)[3] == "referrals_count"
    at.button(key="import").click().run()
    assert columns_of_the_import(tmp_path)["referrals_count"] == "zzz"


def test_read_it_without_reads_it_without(at: AppTest, tmp_path: Path) -> None:
    (button,) = without(at)
    button.click().run()
    assert not at.exception
    assert meanings(at)[3] == "(not used)"
    assert without(at) == []
    at.button(key="import").click().run()
    assert not at.exception
    assert "referrals_count" not in columns_of_the_import(tmp_path)


def test_what_is_decided_after_that_is_not_laid_over_the_saved_mapping(at: AppTest, tmp_path: Path) -> None:
    without(at)[0].click().run()
    (order,) = [box for box in at.selectbox if box.label == "Dates are written"]
    order.set_value("ymd").run()
    assert not at.exception
    assert meanings(at)[3] == "(not used)"
    at.button(key="import").click().run()
    assert "referrals_count" not in columns_of_the_import(tmp_path)
