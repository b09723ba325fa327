"""Files that arrive by themselves come in by what the office decided before, or wait and say why."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest
from filelock import FileLock

from pipelines.arrivals.drop_folder import DropFolder
from pipelines.arrivals.receipt import waiting
from pipelines.arrivals.watching import AlreadyWatched, Pass, take_in_arrivals, why_it_waits
from pipelines.ingest.import_report import ImportReport
from pipelines.ingest.ledger import imports
from pipelines.mapping import saved_mappings
from pipelines.mapping.mapping_file import read_mapping_file
from pipelines.store.warehouse import Warehouse

ROSTER = "Number,Mail,School\n001,a@uni.edu,Arts\n002,b@uni.edu,Arts\n"
MAPPING = """
source = "roster"
[columns]
student_id = "Number"
email = "Mail"
college = "School"
"""
TEMPLATE = "student_id,contact_name,held_on\n001,Ada,2026-03-02\n"


class Landing:
    """An office and its drop folder."""

    def __init__(self, folder: Path) -> None:
        self.warehouse = Warehouse(folder / "office")
        self.drop = DropFolder(folder / "landing")
        self.drop.path.mkdir()
        self.drop.check()

    def arrives(self, name: str, text: str) -> Path:
        path = self.drop.path / name
        path.write_text(text, encoding="utf-8")
        return path

    def seen_to(self, **options: object) -> Pass:
        return take_in_arrivals(
            self.warehouse,
            self.drop,
            list(self.drop.look()),
            lambda report: report.message,
            **options,  # type: ignore[arg-type]
        )

    def decides(self, name: str, text: str) -> None:
        path = self.drop.path.parent / "mapping.toml"
        path.write_text(text)
        self.warehouse.folder.mkdir(exist_ok=True)
        mapping = read_mapping_file(path)
        saved_mappings.save_file(self.warehouse.folder, name, mapping, saved_mappings.tomllib.loads(text))

    def names(self, folder: str) -> list[str]:
        return sorted(path.name for path in (self.drop.path / folder).iterdir())

    @property
    def students(self) -> int:
        (row,) = self.warehouse.published().query(
            "select count(*) as students from marts.students where is_on_roster"
        )
        return int(row["students"])


@pytest.fixture
def landing(tmp_path: Path) -> Landing:
    return Landing(tmp_path)


def test_a_file_of_a_saved_shape_comes_in_and_leaves_a_receipt(landing: Landing) -> None:
    landing.decides("Nightly roster", MAPPING)
    landing.arrives("roster.csv", ROSTER)
    done = landing.seen_to()
    assert [(receipt.file, receipt.became) for receipt in done.receipts] == [("roster.csv", "imported")]
    assert landing.names("done") == ["roster.csv", "roster.csv.receipt.json", "roster.csv.receipt.txt"]
    assert not landing.drop.look()
    assert done.receipts[0].report["accepted"] == 2
    assert landing.students == 2


def test_a_file_that_names_its_columns_as_we_do_needs_no_mapping(landing: Landing) -> None:
    landing.arrives("log.csv", TEMPLATE)
    assert [receipt.became for receipt in landing.seen_to().receipts] == ["imported"]


def test_what_nobody_decided_waits_and_comes_in_once_somebody_has(landing: Landing) -> None:
    landing.arrives("roster.csv", ROSTER)
    (receipt,) = landing.seen_to().receipts
    assert receipt.became == "waits"
    assert receipt.why
    assert landing.names("quarantine") == ["roster.csv", "roster.csv.receipt.json", "roster.csv.receipt.txt"]
    assert [found.receipt.file for found in waiting(landing.warehouse.folder)] == ["roster.csv"]
    assert not imports(landing.warehouse)
    assert not landing.seen_to().receipts, "nothing has been decided since"
    landing.decides("Nightly roster", MAPPING)
    assert [receipt.became for receipt in landing.seen_to().receipts] == ["imported"]
    assert landing.names("quarantine") == []
    assert landing.students == 2


def test_a_file_that_is_understood_by_likeness_alone_waits(landing: Landing) -> None:
    landing.arrives("log.csv", "Student ID,Contact Name,Date of Interview\n001,Ada,2026-03-02\n")
    (receipt,) = landing.seen_to().receipts
    assert receipt.became == "waits"
    assert "No saved mapping fits this file" in receipt.in_words


def test_the_same_name_again_keeps_both_and_the_same_file_changes_nothing(landing: Landing) -> None:
    landing.decides("Nightly roster", MAPPING)
    for text in (ROSTER, ROSTER + "003,c@uni.edu,Arts\n", ROSTER):
        landing.arrives("roster.csv", text)
        last = landing.seen_to()
    assert last.receipts[0].became == "unchanged"
    assert [name for name in landing.names("done") if name.endswith(".csv")] == [
        "roster-2.csv",
        "roster-3.csv",
        "roster.csv",
    ]
    assert landing.students == 3


def test_a_whole_list_retires_who_is_no_longer_on_it(landing: Landing) -> None:
    landing.decides("Nightly roster", MAPPING)
    landing.arrives("roster.csv", ROSTER)
    landing.seen_to(whole=["roster"])
    landing.arrives("roster.csv", "Number,Mail,School\n001,a@uni.edu,Arts\n")
    (receipt,) = landing.seen_to(whole=["roster"]).receipts
    assert receipt.report["removed"] == 1
    assert landing.students == 1


def test_a_whole_list_that_lacks_most_of_those_that_are_there_may_be_cut_off_and_waits(
    landing: Landing,
) -> None:
    landing.decides("Nightly roster", MAPPING)
    landing.arrives("roster.csv", ROSTER + "003,c@uni.edu,Arts\n")
    landing.seen_to(whole=["roster"])
    landing.arrives("roster.csv", "Number,Mail,School\n001,a@uni.edu,Arts\n")
    (receipt,) = landing.seen_to(whole=["roster"]).receipts
    assert receipt.became == "waits"
    assert "2 of 3 that are there now are not on it" in receipt.in_words
    assert landing.students == 3


def test_a_column_whose_values_are_not_what_it_is_called_waits(landing: Landing) -> None:
    rows = "".join(f"S{number},Ana,Kurz,{number + 2}\n" for number in range(9))
    landing.arrives("roster.csv", f"student_id,first_name,last_name,email\n{rows}")
    (receipt,) = landing.seen_to().receipts
    assert receipt.became == "waits"


def test_what_cannot_be_read_waits_and_the_others_come_in(landing: Landing) -> None:
    landing.arrives("a.csv", "")
    landing.arrives("b.csv", TEMPLATE)
    landing.arrives("=cmd|'x'.eml", "Subject: hello\n\nhello\n")
    became = {receipt.file: receipt.became for receipt in landing.seen_to().receipts}
    assert became == {"a.csv": "waits", "b.csv": "imported", "=cmd|'x'.eml": "waits"}


def test_dates_that_can_be_read_two_ways_wait(landing: Landing) -> None:
    landing.arrives("log.csv", "student_id,contact_name,held_on\n001,Ada,03/04/2026\n002,Bo,05/06/2026\n")
    (receipt,) = landing.seen_to().receipts
    assert receipt.became == "waits"
    assert "month or day first" in receipt.in_words


def test_an_answer_nobody_has_explained_waits(landing: Landing) -> None:
    landing.arrives("log.csv", "student_id,contact_name,held_on,channel\n001,Ada,2026-03-04,pigeon post\n")
    (receipt,) = landing.seen_to().receipts
    assert receipt.became == "waits"
    assert "Nobody has said yet" in receipt.in_words


def test_a_file_whose_every_row_is_wrong_waits() -> None:
    report = ImportReport("log.csv", status="imported", rows_read=3, rejected=3)
    assert list(why_it_waits(report)) == ["None of its rows could be taken in."]
    assert not list(why_it_waits(ImportReport("log.csv", status="imported", rows_read=3, skipped=3)))


def test_a_locked_file_stays_and_is_taken_the_next_time(landing: Landing) -> None:
    path = landing.arrives("log.csv", TEMPLATE)
    with path.open("rb+") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        done = landing.seen_to()
    assert not done.receipts
    assert [name for name, _ in done.left] == ["log.csv"]
    assert path.exists()
    assert landing.seen_to().of("imported")


def test_a_busy_record_leaves_files_where_they_are(landing: Landing) -> None:
    landing.arrives("a.csv", TEMPLATE)
    landing.seen_to()
    landing.arrives("b.csv", TEMPLATE.replace("Ada", "Bo"))
    landing.warehouse = Warehouse(landing.warehouse.folder, wait_seconds=0.1)
    with FileLock(landing.warehouse.folder / "record.lock"):
        done = landing.seen_to()
    assert not done.receipts
    assert [name for name, _ in done.left] == ["b.csv"]
    assert landing.seen_to().of("imported")


def test_a_pass_that_is_stopped_ends_before_the_next_file(landing: Landing) -> None:
    for name in ("a.csv", "b.csv", "c.csv"):
        landing.arrives(name, TEMPLATE.replace("Ada", name))
    asked: list[bool] = []

    def is_stopped() -> bool:
        asked.append(True)
        return len(asked) > 2

    assert [receipt.file for receipt in landing.seen_to(is_stopped=is_stopped).receipts] == ["a.csv", "b.csv"]
    assert [path.name for path in landing.drop.look()] == ["c.csv"]


def test_one_process_at_a_time_sees_to_a_folder(landing: Landing) -> None:
    with (
        FileLock(landing.drop.path / ".career-conversations.lock"),
        pytest.raises(AlreadyWatched, match="Another `watch`"),
    ):
        landing.seen_to()


def test_a_pass_that_was_killed_before_a_file_moved_is_made_up_for(
    landing: Landing, monkeypatch: pytest.MonkeyPatch
) -> None:
    landing.arrives("log.csv", TEMPLATE)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("pipelines.arrivals.receipt.Receipt.write_beside", killed)
        with pytest.raises(KeyboardInterrupt):
            landing.seen_to()
    assert [receipt.became for receipt in landing.seen_to().receipts] == ["unchanged"]
    assert landing.names("done") == ["log.csv", "log.csv.receipt.json", "log.csv.receipt.txt"]
    assert len(imports(landing.warehouse)) == 1
