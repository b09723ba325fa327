"""Before anything is stored: what comes in, what is wrong and why, who is unknown, which sheets there are."""

from __future__ import annotations

import tomllib
from importlib import resources
from pathlib import Path

import openpyxl
import pytest

from pipelines.ingest.explaining import cause, headline, sentence
from pipelines.ingest.import_report import ImportReport, OffRoster
from pipelines.ingest.load import import_file
from pipelines.sources.catalog import sources
from pipelines.store.warehouse import Warehouse
from tests.offices import TODAY, take_in, write_csv

ROSTER = """
student_id | email
a1         | Ann@example.edu
b2         | ben@example.edu
"""


@pytest.fixture
def warehouse(tmp_path: Path) -> Warehouse:
    return Warehouse(tmp_path / "warehouse")


def previewed(warehouse: Warehouse, path: Path) -> ImportReport:
    return import_file(warehouse, path, today=TODAY, dry_run=True)


def log(folder: Path, text: str) -> Path:
    return write_csv(folder / "log.csv", text)


def test_rejected_rows_are_told_by_cause_with_the_commonest_examples(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = log(
        tmp_path,
        """
student_id | contact_name | held_on    | minutes
a1         | Lee          | n.d.       | 20
a1         | Kim          | n.d.       | 20
a1         | Joe          | May        | long
a1         | -            | 2026-09-01 | 20
a1         | Ann          | 2026-09-01 | 20
""",
    )
    report = previewed(warehouse, path)
    told = [(cause.title, cause.column, cause.count) for cause in report.causes]
    assert told[0] == ("Not a date", "held_on", 3)
    assert told[1:] == [("A needed cell is empty", "contact_name", 1)]
    assert [(one.found, one.count, one.row) for one in report.causes[0].examples] == [
        ("n.d.", 2, 2),
        ("May", 1, 4),
    ]
    assert report.causes[0].to_do.startswith("Write it as")
    assert report.headline == "1 interview, 4 problems"


def test_how_much_is_shown_of_a_file_with_much_to_show(warehouse: Warehouse, tmp_path: Path) -> None:
    """Three examples a cause, twenty rows of each kind, twenty students: the counts tell the rest."""
    take_in(warehouse, tmp_path / "files", {"roster": ROSTER})
    good = "".join(f"s{n:02},Lee {n},2026-09-01\n" for n in range(30))
    bad = "".join(f"s{n:02},Kim,day {n % 9}\n" for n in range(40))
    ragged = "a1,Kim,2026-09-12,what,she\n" * 4
    path = tmp_path / "log.csv"
    path.write_text(f"student_id,contact_name,held_on\n{good}{bad}{ragged}", encoding="utf-8")
    report = previewed(warehouse, path)
    assert (report.accepted, report.rejected) == (30, 44)
    by_code = {cause.code: cause for cause in report.causes}
    dates = by_code.pop("bad_date")
    assert report.causes[0] == dates
    assert [(one.found, one.count, one.row) for one in dates.examples] == [
        ("day 0", 5, 32),
        ("day 1", 5, 33),
        ("day 2", 5, 34),
    ]
    (other,) = by_code.values()
    assert (other.count, [one.row for one in other.examples]) == (4, [72, 73, 74])
    assert len(report.accepted_sample) == 20
    assert report.accepted_sample[0] == {
        "row_number": 2,
        "sheet": "",
        "student_id": "s00",
        "contact_name": "Lee 0",
        "held_on": "2026-09-01",
    }
    assert len(report.rejected_sample) == 20
    assert [row.row_number for row in report.rejected_sample[:5]] == [72, 73, 74, 75, 32]
    assert report.rejected_sample[4].cells == {"student_id": "s00", "contact_name": "Kim", "held_on": "day 0"}
    assert report.off_roster
    assert (report.off_roster.count, len(report.off_roster.some)) == (30, 20)
    ragged_problem = next(problem for problem in report.problems if problem.code == other.code)
    assert (ragged_problem.count, ragged_problem.row) == (4, 72)
    assert report.message == "30 of 74 rows accepted, 44 rejected; nothing was saved."


def test_rows_that_do_not_fit_their_header_are_a_cause_without_being_quoted(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = tmp_path / "log.csv"
    good = "".join(f"a1,Lee,2026-09-{day:02}\n" for day in range(1, 9))
    path.write_text(f"student_id,contact_name,held_on\n{good}a1,Kim,2026-09-12,what,she,said\n")
    (cause,) = previewed(warehouse, path).causes
    assert (cause.title, cause.count, cause.examples[0].row) == ("More cells than columns", 1, 10)
    assert cause.examples[0].found == ""


LOG = """
student_id | student_email   | contact_name | held_on
A1         | -               | Lee          | 2026-09-01
-          | BEN@example.edu | Kim          | 2026-09-01
c3         | ben@example.edu | Joe          | 2026-09-01
d4         | -               | Joe          | 2026-09-01
d4         | -               | Ann          | 2026-09-02
-          | eve@example.edu | Ann          | 2026-09-02
f6         | -               | Ann          | some day
"""


def test_students_are_unknown_whose_id_and_address_the_roster_does_not_hold(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    take_in(warehouse, tmp_path / "files", {"roster": ROSTER})
    report = previewed(warehouse, log(tmp_path, LOG))
    assert report.off_roster == OffRoster(2, ("d4", "eve@example.edu"))  # rejected rows bring nobody
    assert report.headline == "6 interviews, 1 problem, 2 students not on the roster"


def test_nobody_is_unknown_where_there_is_no_roster_or_none_any_more(
    warehouse: Warehouse, tmp_path: Path
) -> None:
    path = log(tmp_path, LOG)
    assert previewed(warehouse, path).off_roster is None
    roster = write_csv(tmp_path / "roster.csv", ROSTER)
    assert previewed(warehouse, roster).off_roster is None
    import_file(warehouse, roster, today=TODAY)
    smaller = write_csv(tmp_path / "smaller.csv", ROSTER.replace("b2         | ben@example.edu\n", ""))
    import_file(warehouse, smaller, today=TODAY, replace=True)
    unknown = previewed(warehouse, path).off_roster
    assert unknown is not None
    assert unknown.some == ("ben@example.edu", "c3", "d4", "eve@example.edu")


def test_every_sheet_is_told_with_what_it_looks_like(warehouse: Warehouse, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Talks"
    for row in (["student_id", "contact_name", "held_on"], ["a1", "Lee", "2026-09-01"]):
        book.active.append(row)
    budget = book.create_sheet("Budget")
    for row in (["Item", "Planned", "Spent"], ["Coffee", 12, 14], ["Room", 90, 85]):
        budget.append(row)
    book.save(tmp_path / "book.xlsx")
    report = previewed(warehouse, tmp_path / "book.xlsx")
    assert [(s.name, s.rows, s.is_taken, s.source) for s in report.sheets] == [
        ("Talks", 1, True, "interview_log"),
        ("Budget", 2, False, ""),
    ]


@pytest.mark.parametrize(
    ("accepted", "rejected", "unknown", "words"),
    [
        (412, 9, OffRoster(3, ()), "412 interviews, 9 problems, 3 students not on the roster"),
        (1, 1, OffRoster(1, ()), "1 interview, 1 problem, 1 student not on the roster"),
        (1_000, 0, OffRoster(0, ()), "1,000 interviews"),
        (0, 0, None, "0 interviews"),
    ],
)
def test_the_headline_is_read_in_a_glance(
    accepted: int, rejected: int, unknown: OffRoster | None, words: str
) -> None:
    assert headline("interview_log", accepted, rejected, unknown) == words


def test_every_source_has_its_own_word_for_its_rows() -> None:
    nouns = [source.noun for source in sources().values()]
    assert len(set(nouns)) == len(nouns)


def test_every_cause_says_what_is_wrong_and_what_to_do() -> None:
    text = (resources.files("pipelines") / "sources" / "_causes.toml").read_text(encoding="utf-8")
    for code, words in tomllib.loads(text).items():
        assert set(words) == {"title", "to_do"}, code
        assert words["to_do"].endswith(".")


def test_a_cause_nobody_put_into_words_is_told_by_its_rows() -> None:
    told = cause("of_a_new_kind", "It is odd.", "When", 3)
    assert (told.title, told.to_do, told.examples) == ("It is odd.", "Correct the cells.", ())
    assert cause("bad_date", "It is odd.", "When", 3).title == "Not a date"


@pytest.mark.parametrize(
    ("counts", "is_dry_run", "said"),
    [
        ((3, 3, 0, 0, 0), False, "3 of 3 rows accepted."),
        (
            (1_200, 1_000, 150, 50, 7),
            False,
            "1,000 of 1,200 rows accepted, 150 rejected, 50 skipped, 7 removed.",
        ),
        ((3, 2, 1, 0, 0), True, "2 of 3 rows accepted, 1 rejected; nothing was saved."),
    ],
)
def test_what_became_of_the_rows_is_one_sentence(
    counts: tuple[int, ...], is_dry_run: bool, said: str
) -> None:
    names = ("rows_read", "accepted", "rejected", "skipped", "removed")
    assert sentence(dict(zip(names, counts, strict=True)), is_dry_run) == said
