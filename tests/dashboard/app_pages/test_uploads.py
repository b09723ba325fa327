"""The uploads page: what a saved mapping does there, and that it can be done without."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.asking import served
from dashboard.uploads.imported import Imported
from pipelines.build.build import build
from pipelines.errors import Problem
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import imports, rejected
from pipelines.mapping.mapping_file import parse_mapping
from pipelines.mapping.saved_mappings import save_file
from pipelines.store.warehouse import Warehouse
from tests.dashboard.conftest import ROOT, Open
from tests.offices import office, table, take_in

pytestmark = pytest.mark.usefixtures("standing_by")

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


def go_to(at: AppTest, step: str) -> None:
    """To a step of the file that is on its way, with the buttons of the bar."""
    order = ["kind", "match", "check"]
    while (here := at.session_state["step"]) != step:
        is_back = order.index(here) > order.index(step)
        at.button(key="back" if is_back else "next").click().run()
        assert not at.exception


def meaning(at: AppTest, header: str) -> str:
    go_to(at, "match")
    (box,) = [one for one in at.selectbox if one.label.replace("\\", "") == f"What is “{header}”?"]
    return str(box.value)


def bring_in(at: AppTest) -> None:
    go_to(at, "check")
    at.button(key="import").click().run()
    assert not at.exception


def without(at: AppTest) -> list:
    go_to(at, "match")
    return [button for button in at.button if button.label == "Read it without"]


def test_a_file_of_known_shape_is_read_with_the_saved_mapping(at: AppTest, tmp_path: Path) -> None:
    assert at.session_state["step"] == "check"  # nothing is left to ask
    assert meaning(at, "zzz") == "referrals_count"
    assert "Our *log*" in [text.value for text in at.text]
    bring_in(at)
    assert columns_of_the_import(tmp_path)["referrals_count"] == "zzz"


def test_read_it_without_reads_it_without(at: AppTest, tmp_path: Path) -> None:
    (button,) = without(at)
    button.click().run()
    assert not at.exception
    assert meaning(at, "zzz") == ""
    assert without(at) == []
    bring_in(at)
    assert "referrals_count" not in columns_of_the_import(tmp_path)


def test_what_is_decided_after_that_is_not_laid_over_the_saved_mapping(at: AppTest, tmp_path: Path) -> None:
    without(at)[0].click().run()
    (order,) = [box for box in at.selectbox if box.label == "Dates are written"]
    order.set_value("ymd").run()
    assert not at.exception
    assert meaning(at, "zzz") == ""
    bring_in(at)
    assert "referrals_count" not in columns_of_the_import(tmp_path)


# -- from a file to figures ------------------------------------------------------------------------------------------


def shown(at: AppTest) -> str:
    parts = [*at.title, *at.header, *at.subheader, *at.markdown, *at.caption, *at.text]
    parts += [*at.info, *at.error, *at.warning, *at.success]
    return "\n".join(str(part.value) for part in parts).replace("\\", "")


def links(at: AppTest) -> list[str]:
    return [link.proto.label for link in at.get("page_link")]


FORM = (Path(__file__).parents[2] / "cases/kind_of_file/google_form_own_questions.csv").read_bytes()


def test_a_form_nobody_has_seen_goes_through_the_three_steps(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("form.csv", FORM).run()
    assert not at.exception
    assert at.title[0].value == "How your columns match"  # what it is, is plain: the first step is done
    who = "Who did you sit down with?"
    if meaning(at, who) != "contact_name":
        (box,) = [one for one in at.selectbox if one.label.replace("\\", "") == f"What is “{who}”?"]
        box.set_value("contact_name").run()
    (minutes,) = [one for one in at.selectbox if one.label == "What is “About how many minutes?”?"]
    minutes.set_value("minutes").run()
    bring_in(at)
    (entry,) = imports(Warehouse(tmp_path))
    assert (entry["accepted"], entry["rejected"]) == (8, 0)
    assert columns_of_the_import(tmp_path)["minutes"] == "About how many minutes?"
    said = shown(at)
    assert "8 interviews came in." in said
    assert "Here is what you can see now" in said
    assert "Next, bring a student roster" in said
    assert "Interviews" in links(at)

    at.file_uploader[0].upload("again.csv", FORM).run()
    assert not at.exception


def test_the_same_file_again_has_nothing_to_do_and_links_to_what_it_shows(
    open_page: Open, tmp_path: Path
) -> None:
    log = b"student_id,contact_name,held_on,minutes,snack\na1,Lee Park,2026-09-14,20,tea\n"
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("log.csv", log).run()
    bring_in(at)
    at.file_uploader[0].upload("log.csv", log).run()
    assert not at.exception
    assert at.session_state["step"] == "check"
    assert "already" in at.title[0].value.lower()
    assert "See Interviews" in links(at)
    at.button(key="done").click().run()
    assert at.title[0].value == "Uploads"
    assert len(imports(Warehouse(tmp_path))) == 1


def test_an_import_can_be_taken_back_where_it_is_told(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("form.csv", FORM).run()
    go_to(at, "match")
    bring_in(at)
    at.button(key="take_back_1").click().run()
    assert not at.exception
    assert imports(Warehouse(tmp_path))[0]["status"] == "undone"
    assert at.button(key="redo_1")


def test_words_are_asked_once_and_known_in_every_kind_of_file(open_page: Open, tmp_path: Path) -> None:
    own = b"student_id,contact_name,held_on,channel\na1,Lee Park,2026-09-14,snail post\n"
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("log.csv", own).run()
    go_to(at, "match")
    (box,) = [one for one in at.selectbox if one.label == "What “snail post” means"]
    box.set_value("cold").run()
    bring_in(at)
    sent = b"student_id,contact_name,sent_on,channel,reply\na1,Lee Park,2026-09-01,Snail Post,accepted\n"
    at.file_uploader[0].upload("mails.csv", sent).run()
    assert not at.exception
    go_to(at, "match")
    assert not [one for one in at.selectbox if one.label.startswith("What “Snail")]


# -- files on their way ----------------------------------------------------------------------------------------------

ONE_LOG = """
student_id | contact_name | held_on    | contact_employer | channel  | referrals_count
a1         | Lee Park     | 2026-09-14 | Acme             | linkedin | 2
a1         | Ann Moss     | 2026-10-05 | Initech          | cold     | 0
b2         | Sam Ortiz    | 2026-10-12 | Acme             | faculty  | -
"""


def as_csv(text: str) -> bytes:
    rows = table(text)
    lines = [",".join(rows[0])] + [",".join(row.values()) for row in rows]
    return "\n".join(lines).encode() + b"\n"


def figures(at: AppTest) -> dict[str, str]:
    return {metric.label: metric.value for metric in at.metric}


def names(at: AppTest) -> list[str]:
    return [text.value for text in at.text]


def choose(at: AppTest, label: str, value: str) -> None:
    (box,) = [one for one in at.selectbox if one.label.replace("\\", "") == label]
    box.set_value(value).run()
    assert not at.exception


def test_a_file_is_looked_at_imported_undone_and_redone(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("../**my** log.csv", as_csv(ONE_LOG)).run()
    assert not at.exception
    assert "../**my** log.csv" in names(at)  # shown as it is, never as Markdown
    go_to(at, "check")
    assert "3 rows read: 3 come in." in shown(at)
    assert not (tmp_path / "current").exists()

    bring_in(at)
    assert at.success[0].value == "Imported. The figures are up to date."
    assert at.button(key="undo_1")

    at.button(key="undo_1").click().run()
    assert any(name.endswith("Undone") for name in names(at))
    at.button(key="redo_1").click().run()
    assert any(name.endswith("3 imported") for name in names(at))
    at.switch_page("app_pages/home.py").run()
    assert "3 conversations" in at.title[0].value


def test_a_file_that_cannot_be_taken_is_refused_with_a_sentence(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("minutes.csv", b"%PDF-1.7 this is no table").run()
    assert not at.exception
    assert any("PDF" in name for name in names(at))
    assert at.button(key="next").disabled
    at.button(key="remove_f1").click().run()
    assert at.title[0].value == "Uploads"
    assert not (tmp_path / "current").exists()


def test_the_last_step_says_how_much_comes_in_what_is_wrong_and_who_is_unknown(
    open_page: Open, tmp_path: Path
) -> None:
    office(tmp_path, roster="student_id | college\na1 | Arts")
    at = open_page(tmp_path / "warehouse", "uploads")
    wrong = ONE_LOG.replace("2026-10-05", "some day  ")
    at.file_uploader[0].upload("log.csv", as_csv(wrong)).run()
    go_to(at, "check")
    assert at.title[0].value == "2 interviews come in. 1 row needs a date."
    assert "3 rows read: 2 come in, 1 with problems. 2 new." in shown(at)
    assert "“some day” in row 3" in shown(at)
    assert "Enter the date. Interviews without one can't be counted." in shown(at)
    assert "1 student is not on the roster" in shown(at)
    assert "b2" in shown(at)


def test_dates_that_read_two_ways_are_one_question(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    both_ways = ONE_LOG.replace("2026-09-14", "3/4/2026  ").replace("2026-10-05", "5/6/2026  ")
    at.file_uploader[0].upload("log.csv", as_csv(both_ways.replace("2026-10-12", "1/2/2026  "))).run()
    go_to(at, "match")
    choose(at, "Dates in “held on” can be read two ways", "dmy")
    go_to(at, "check")
    assert any("Apr 3, 2026" in str(table.value.to_dict()) for table in at.dataframe)


def test_every_sheet_is_offered(open_page: Open, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    fall, spring = book.active, book.create_sheet("Spring")
    fall.title = "Fall"
    fall.append(["student_id", "contact_name", "held_on"])
    spring.append(["student_id", "contact_name", "held_on", "minutes"])
    for day in (1, 2, 3):
        spring.append(["a1", f"Lee {day}", f"2026-10-0{day}", 20])
    fall.append(["a1", "Ann", "2026-09-01"])
    book.save(tmp_path / "talks.xlsx")
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("talks.xlsx", (tmp_path / "talks.xlsx").read_bytes()).run()
    (sheet,) = [box for box in at.selectbox if box.label == "Sheet"]
    assert sheet.options[1:] == ["Fall (1 row)", "Spring (3 rows)"]
    choose(at, "Sheet", "Fall")
    assert "1 of 1 row would come in" in shown(at)
    assert "Not taken: Spring (3 rows)." in shown(at)


def test_several_files_are_imported_with_one_press_and_built_once(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    roster = as_csv("student_id | college\na1 | Arts\nb2 | Arts")
    at.file_uploader[0].upload("log.csv", as_csv(ONE_LOG)).upload("roster.csv", roster).run()
    go_to(at, "match")
    assert "5 rows of 2 files would come in" in shown(at)
    bring_in(at)
    assert [box.value for box in at.success] == ["Imported. The figures are up to date."] * 2
    assert len(list((tmp_path / "published").glob("*.duckdb"))) == 1


def test_rejected_rows_come_back_corrected_and_only_they_are_added(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload("log.csv", as_csv(ONE_LOG.replace("2026-10-05", "some day  "))).run()
    bring_in(at)
    assert "only those rows are added" in shown(at)
    out = tmp_path / "rejected.csv"
    assert rejected(Warehouse(tmp_path), 1, out) == 1
    mended = out.read_bytes().replace(b"some day", b"2026-10-05")
    at.file_uploader[0].upload("mended.csv", mended).run()
    go_to(at, "check")
    assert "These are rows of import 1 that had problems; only they are added." in shown(at)
    assert "1 row read: 1 come in. 1 new." in shown(at)
    bring_in(at)
    at.switch_page("app_pages/home.py").run()
    assert "3 conversations" in at.title[0].value


def test_decisions_are_remembered_under_a_name_used_again_and_forgotten(
    open_page: Open, tmp_path: Path
) -> None:
    at = open_page(tmp_path, "uploads")
    unknown = ONE_LOG.replace("referrals_count", "zzz            ")
    at.file_uploader[0].upload("log.csv", as_csv(unknown)).run()
    go_to(at, "match")
    choose(at, "What is “zzz”?", "referrals_count")
    go_to(at, "check")
    (name,) = [box for box in at.text_input if box.label.startswith("Remember these choices")]
    name.set_value("*My* log").run()
    bring_in(at)
    assert "Remembered as *My* log" in shown(at)

    later = as_csv(unknown.replace("2026-09-14", "2026-09-21"))
    at.file_uploader[0].upload("later.csv", later).run()
    go_to(at, "match")
    assert "*My* log" in names(at)
    bring_in(at)
    at.switch_page("app_pages/referrals.py").run()
    assert figures(at)["Left with five names or more"] == "0 of 3"
    at.switch_page("app_pages/uploads.py").run()
    at.button(key="forget_my-log").click().run()
    assert not at.exception
    assert "Saved mappings" not in shown(at)


def test_a_tracker_with_a_sheet_per_student_is_confirmed_once(open_page: Open, tmp_path: Path) -> None:
    tracker = ROOT / "sample_data" / "office" / "contact_tracker_car_210_06.xlsx"
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload(tracker.name, tracker.read_bytes()).run()
    go_to(at, "match")
    assert at.button(key="next").disabled
    at.button(key="outside_f1").click().run()
    go_to(at, "check")
    assert not at.button(key="import").disabled
    assert "with problems" not in shown(at)


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


@pytest.mark.parametrize("page_name", ["home", "outreach", "plans", "this_week"])
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
