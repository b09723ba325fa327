"""A file that left is known again: every edit of a figure is caught, and nothing else is called one."""

from __future__ import annotations

import json
import random
import re
import shutil
from pathlib import Path

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.reports.assembled import assembled
from dashboard.reports.kept import KeptReports
from dashboard.reports.leaving import asked_of_plan, chart_leaves, made_again, report_leaves
from dashboard.reports.plan import Plan, Section
from dashboard.reports.verify import EXIT_CODES, Verified, verified
from pipelines.errors import FileRefused, QuestionError
from pipelines.store.warehouse import Warehouse
from tests.command_line import run
from tests.dashboard.reports import edits

PLAN = Plan(
    "own",
    "Own report",
    "What it is for.",
    "year",
    (
        Section(
            "Interviews",
            answer="interviews",
            figures=("interviews_per_student", "career_outcomes_rate", "show_rate"),
            charts=("reached_by_college", "mode_mix", "new_contacts"),
        ),
        Section(
            "Outcomes",
            figures=("outreach_volume",),
            charts=("outcomes_by_college", "response_by_college by program"),
        ),
    ),
)
ANOTHER = Plan(
    "dean",
    "Another report",
    "",
    "all",
    (Section("Whole", charts=("reached_by_college", "outcomes_by_college")),),
)
REPORT_FORMATS = ("pptx", "docx", "xlsx", "html", "pdf", "zip")
CHART_FORMATS = ("csv", "svg", "png")
DRAWN = ("html", "pdf", "zip", "svg", "png")  # with the machine's browser


class Office:
    """What left an office, a file a format, each made when it is asked for and kept beside the others."""

    def __init__(self, folder: Path, asked: Ask) -> None:
        self.store = KeptReports(folder)
        self._folder, self._asked = folder, asked
        self._files: dict[tuple[str, str], bytes] = {}

    def file(self, ending: str, plan: Plan = PLAN) -> bytes:
        if (plan.name, ending) not in self._files:
            report = assembled(plan, self._asked, "publishable", is_trial=True)
            asked_as = asked_of_plan(plan, self._asked)
            if ending in CHART_FORMATS:
                chart = next(report.exhibits).exhibit
                self._files[plan.name, ending] = chart_leaves(self._folder, chart, asked_as, ending)
            else:
                self._files[plan.name, ending] = report_leaves(self._folder, report, asked_as, ending)
        return self._files[plan.name, ending]

    def verified(self, content: bytes, ending: str) -> Verified:
        return verified(self.store, content, f"sent.{ending}")


@pytest.fixture(scope="module")
def office(sample_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
        made = Office(tmp_path_factory.mktemp("kept"), Ask(Warehouse(sample_folder).published()))
        for ending in ("pptx", "docx", "xlsx", "csv"):
            made.file(ending)
        made.file("pptx", ANOTHER)
        made.file("docx", ANOTHER)
        yield made


@pytest.mark.parametrize("ending", ["pptx", "docx", "xlsx", "csv"])
def test_a_file_as_it_left_is_equal_figure_by_figure(office: Office, ending: str) -> None:
    found = office.verified(office.file(ending), ending)
    assert found.verdict == "equal"
    kept = office.store.one(found.figures[0].code)
    assert {figure.code for figure in found.figures} == set(kept.names)
    assert found.notes == ("Whether today's data say otherwise was not asked.",)


def chosen(
    seed: int, edits_of: dict[str, dict[str, edits.Edit]], endings: tuple[str, ...]
) -> tuple[str, str, edits.Edit]:
    chance = random.Random(seed)
    ending = chance.choice(endings)
    name = chance.choice(sorted(edits_of[ending]))
    return ending, name, edits_of[ending][name]


def edited(
    office: Office, seed: int, edits_of: dict[str, dict[str, edits.Edit]], endings: tuple[str, ...]
) -> tuple[str, str, bytes]:
    """A file after one edit; the next that there is something to edit for."""
    while True:
        ending, name, edit = chosen(seed, edits_of, endings)
        made = edit(random.Random(seed), office.file(ending))
        if made is not None and made != office.file(ending):
            return ending, name, made
        seed += 1_000_000


@pytest.mark.parametrize("seed", range(8))
def test_an_edited_figure_is_caught(office: Office, seed: int) -> None:
    ending, name, content = edited(office, seed, edits.HARMFUL, ("pptx", "docx", "xlsx", "csv"))
    found = office.verified(content, ending)
    assert found.verdict in ("altered", "unknown"), (ending, name)


@pytest.mark.parametrize("seed", range(6))
def test_what_is_written_around_a_figure_does_not_matter(office: Office, seed: int) -> None:
    ending, name, content = edited(office, seed, edits.HARMLESS, ("pptx", "docx", "xlsx", "csv"))
    found = office.verified(content, ending)
    assert found.verdict == "equal", (ending, name, found)


ALL = (*REPORT_FORMATS, *CHART_FORMATS)


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(20))
def test_of_a_thousand_edited_files_every_one_is_told_rightly(office: Office, block: int) -> None:
    """750 that change a figure, 250 that change all else, over nine formats."""
    wrong = []
    for seed in range(block * 50, block * 50 + 50):
        is_harmful = seed % 4 != 0
        ending, name, content = edited(office, seed, edits.HARMFUL if is_harmful else edits.HARMLESS, ALL)
        found = office.verified(content, ending)
        if (found.verdict != "equal") != is_harmful:
            wrong.append(
                (
                    seed,
                    ending,
                    name,
                    found.verdict,
                    [one for figure in found.figures for one in figure.changes][:3],
                )
            )
    assert wrong == []


@pytest.mark.sampled(3)
@pytest.mark.parametrize("ending", ["docx", "pptx", "xlsx"])
def test_whichever_code_is_taken_away_it_is_missed(office: Office, ending: str) -> None:
    parts = edits.unzip(office.file(ending))
    pattern = {"pptx": edits.SLIDES, "docx": edits.BODY, "xlsx": edits.STRINGS}[ending]
    texts = {name: part.decode() for name, part in parts.items() if re.fullmatch(pattern, name)}
    for code in office.verified(office.file(ending), ending).figures:
        without = {
            name: re.sub(rf"(?: · )?Code: {code.code}|{code.code}", "", text).encode()
            for name, text in texts.items()
        }
        found = office.verified(edits.rezip(parts | without), ending)
        assert found.verdict == "altered", code.title


# --- what a person does with it ----------------------------------------------------------------------------


def test_a_file_without_a_code_or_of_another_office_is_unknown(office: Office, tmp_path: Path) -> None:
    stranger = KeptReports(tmp_path)
    found = verified(stranger, office.file("csv"), "sent.csv")
    assert (found.verdict, found.figures[0].verdict) == ("unknown", "unknown")
    found = office.verified(b"College,Rate\r\nEngineering,40%\r\n", "csv")
    assert (found.verdict, found.figures) == ("unknown", ())
    assert found.notes[0].startswith("No code was found in it.")


def test_what_was_changed_is_told_with_what_stood_there(office: Office) -> None:
    left = office.file("csv").decode("utf-8-sig")
    heads, first = left.split("\r\n")[:2]
    value = first.split(",")[1]
    found = office.verified(left.replace(f",{value},", ",99%,", 1).encode(), "csv")
    (figure,) = found.figures
    (change,) = figure.changes
    assert f"{heads.split(',')[1]}: {value}" in change.was
    assert f"{heads.split(',')[1]}: 99%" in change.now


@pytest.mark.parametrize(
    ("content", "ending", "says"),
    [
        (b"", "csv", "empty"),
        (b"not a zip", "pptx", "cannot be opened"),
        (b"not a picture", "png", "cannot be read"),
        (b"%PDF-1.7 nothing", "pdf", "cannot be read"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><svg>&a;</svg>', "svg", "document type"),
        (edits.rezip({"ppt/presentation.xml": b"0" * 40_000_000}), "pptx", "unpacked"),
    ],
    ids=["empty", "no zip", "no picture", "no pdf", "entities", "bomb"],
)
def test_a_file_that_harms_is_refused_in_a_sentence(
    office: Office, content: bytes, ending: str, says: str
) -> None:
    with pytest.raises(FileRefused, match=says):
        office.verified(content, ending)


def test_another_kind_of_file_is_no_question(office: Office) -> None:
    with pytest.raises(QuestionError, match="may be one of"):
        office.verified(b"MZ", "exe")


def test_what_left_is_the_owner_s_alone_and_can_be_deleted(sample: Ask, tmp_path: Path) -> None:
    report = assembled(ANOTHER, sample, "publishable", is_trial=True)
    sent = report_leaves(tmp_path, report, asked_of_plan(ANOTHER, sample), "xlsx")
    store = KeptReports(tmp_path)
    (kept,) = store.all()
    assert all(path.stat().st_mode & 0o077 == 0 for path in (tmp_path / "reports" / "kept").rglob("*"))
    assert store.content(kept, kept.files[0]) == sent == made_again(kept, "xlsx")
    store.delete(kept)
    assert list(store.all()) == []
    assert verified(store, sent, "sent.xlsx").verdict == "unknown"


def test_today_s_data_supersede_what_left(sample_folder: Path, tmp_path: Path) -> None:
    office = Path(shutil.copytree(sample_folder, tmp_path / "office"))
    sent = tmp_path / "sent.csv"
    assert (
        run("export", "career_outcomes_rate", "--by", "college", "-o", sent, warehouse=office).returncode == 0
    )
    assert run("verify", sent, warehouse=office).returncode == 0
    first_destination = next(
        one["import_id"]
        for one in json.loads(run("imports", "--json", warehouse=office).stdout)
        if one["source"] == "first_destination"
    )
    assert run("undo", str(first_destination), warehouse=office).returncode == 0
    done = run("verify", sent, "--json", warehouse=office)
    assert done.returncode == EXIT_CODES["superseded"] or "cannot be set beside" in done.stdout
    code = json.loads(done.stdout)["figures"][0]["code"]
    again = tmp_path / "again.csv"
    assert run("report", "--kept", code, "-o", again, warehouse=office).returncode == 0
    assert again.read_bytes() == sent.read_bytes()
