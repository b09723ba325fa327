"""The uploads page: what a saved mapping does there, and that it can be done without."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import served
from dashboard.uploads.imported import Imported
from pipelines.build.build import build
from pipelines.errors import Problem
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import imports
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.saved_mappings import save_file
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import Open
from tests.offices import office, take_in

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


# -- what is not as it should be -------------------------------------------------------------------------------------


def test_rows_that_are_left_out_are_named_with_what_to_do(open_page: Open, tmp_path: Path) -> None:
    office(
        tmp_path,
        interview_log="student_id | contact_name | held_on\na1 | Lee | 2026-09-14\nb2 | Sam | 2026-09-15",
    )
    warehouse = Warehouse(tmp_path / "warehouse")
    page = open_page(warehouse.folder, "uploads")
    assert "Left out of the figures" not in [header.value for header in page.header]
    with warehouse.recording("testing") as connection:  # what no import accepts
        connection.execute(
            "update record.interview_log set referrals_count = '1', referrals_with_permission_count = '2'"
            " where student_id = 'a1'"
        )
    take_in(warehouse, tmp_path / "more", {"roster": "student_id\na1"})
    build(warehouse)
    page = open_page(warehouse.folder, "uploads")
    assert "Left out of the figures" in [header.value for header in page.header]
    assert next(box.value for box in page.warning).startswith("1 row is left out of the figures")
    assert "row 2 of interview_log.csv: more permissions than names" in [text.value for text in page.text]


@pytest.mark.parametrize(
    ("report", "says"),
    [
        (ImportReport("a.csv", "roster", 1, "imported", figures_not_built="The disk is full."), "In, but the figures are not up to date. The disk is full."),
        (ImportReport("a.csv", "roster", 1, "imported"), "Imported. The figures are up to date."),
        (ImportReport("a.csv"), "Not imported; nothing was changed."),
        (ImportReport("a.csv", problems=(Problem("stopped", "The import stopped."),)), "Stopped before it was done. The history below says whether the file came in."),
    ],
)  # fmt: skip
def test_the_page_says_whether_a_file_is_in(
    open_page: Open, tmp_path: Path, report: ImportReport, says: str
) -> None:
    page = open_page(tmp_path, "uploads")
    page.session_state["reports"] = [Imported("a.csv", report)]
    page.run()
    assert not page.exception
    boxes = [*page.error, *page.warning, *page.success, *page.info]
    assert says in [box.value for box in boxes]
    assert len([box for box in boxes if box.value in SAID_OF_A_FILE]) <= 1


SAID_OF_A_FILE = ("Imported. The figures are up to date.", "Not imported; nothing was changed.")


@pytest.mark.parametrize("page_name", ["overview", "outreach", "plans", "follow_through"])
def test_a_damaged_store_of_the_office_is_said_and_the_figures_stay(
    open_page: Open, tmp_path: Path, page_name: str
) -> None:
    folder = Path(
        office(tmp_path, outreach_log="student_id | contact_name | sent_on\na1 | Lee | 2026-09-14").path
    ).parents[1]
    (folder / "office.sqlite").write_bytes(b"no store any more" * 1000)
    page = open_page(folder, page_name)
    assert not page.exception
    assert any("office.sqlite is damaged" in text.value for text in page.text)


def test_a_folder_moved_while_it_is_served_and_settings_that_are_none_are_sentences(
    open_page: Open, tmp_path: Path
) -> None:
    folder = Path(
        office(tmp_path, outreach_log="student_id | contact_name | sent_on\na1 | Lee | 2026-09-14").path
    ).parents[1]
    open_page(folder, "outreach")
    (folder / "settings.toml").write_text("windows = 3", encoding="utf-8")
    served._settings.cache_clear()
    page = open_page(folder, "outreach")
    assert not page.exception
    assert any("settings.toml: windows must be a table, headed [windows]" in text.value for text in page.text)
    folder.rename(tmp_path / "elsewhere")
    for name in ("outreach", "uploads", "plans"):
        page = open_page(folder, name)
        assert not page.exception
        assert any("is gone: moved, renamed" in text.value for text in page.text), name
    assert not folder.exists()
