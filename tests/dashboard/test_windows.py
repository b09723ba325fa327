"""An office of other windows: no page, list, command or export of it says a default number."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from dashboard.asking import facts
from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.figures import exhibits, sentences
from dashboard.people.lists import KINDS, kinds_of, read
from pipelines.build.build import build
from pipelines.store.warehouse import Warehouse
from tests.offices import take_in

SETTINGS = """
[windows]
reply = 23
activation = 41
conversion = 73
late_log = 9
thank_you = 5
untouched = 17
quiet = 37
"""
ROSTER = """
student_id | first_name | is_expected_to_log
a1         | Ana        | yes
b2         | Ben        | yes
"""
OUTREACH = """
student_id | contact_name | channel  | sent_on    | reply    | replied_on
a1         | One          | referral | 2026-08-03 | replied  | 2026-08-20
a1         | Two          | cold     | 2026-08-03 | no_reply | -
b2         | Three        | cold     | 2026-08-04 | replied  | 2026-09-04
b2         | Four         | referral | 2026-08-05 | replied  | 2026-08-06
b2         | Six          | cold     | 2026-11-09 | -        | -
"""
INTERVIEWS = """
student_id | contact_name | held_on    | status | logged_at  | referrals_count | referred_contacts | has_thanked
a1         | One          | 2026-09-01 | held   | 2026-09-12 | 1               | Ann Moss          | no
b2         | Four         | 2026-11-10 | held   | 2026-11-10 | 1               | Jo Fox            | no
"""
DEFAULTS = re.compile(r"\b(14|30|60) days\b|\b(two weeks|a month|two months|two days)\b")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    warehouse = Warehouse(tmp_path / "warehouse")
    warehouse.folder.mkdir()
    (warehouse.folder / "settings.toml").write_text(SETTINGS)
    files = {"roster": ROSTER, "outreach_log": OUTREACH, "interview_log": INTERVIEWS}
    take_in(warehouse, tmp_path / "files", files)
    build(warehouse)
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(warehouse.folder))
    return warehouse.folder


def test_the_lists_say_and_keep_to_the_offices_windows(folder: Path) -> None:
    published = Warehouse(folder).published()
    texts = [
        text for kind in kinds_of(published) for text in (kind.title, kind.advice, kind.empty, *kind.counted)
    ]
    assert not [text for text in texts if DEFAULTS.search(text) or "{" in text]
    kinds = {kind.id: kind for kind in kinds_of(published)}
    assert kinds["no_recent_log"].title == "Quiet for 37 days"
    assert "over 17 days ago" in kinds["names_not_contacted"].advice
    assert "over five days ago" in kinds["thank_you_due"].advice
    # Ann was named 70 days before the newest interview, Jo on its day
    assert [item.contact for item in read(published, "names_not_contacted")] == ["Ann Moss"]


def test_a_list_waits_as_long_as_the_office_does(tmp_path: Path) -> None:
    for days, waiting in ((17, 1), (80, 0)):
        warehouse = Warehouse(tmp_path / f"office-{days}")
        warehouse.folder.mkdir()
        (warehouse.folder / "settings.toml").write_text(f"[windows]\nuntouched = {days}\nquiet = {days}\n")
        files = {"roster": ROSTER, "outreach_log": OUTREACH, "interview_log": INTERVIEWS}
        take_in(warehouse, tmp_path / f"files-{days}", files)
        build(warehouse)
        published = warehouse.published()
        assert len(read(published, "names_not_contacted")) == waiting
        assert len(read(published, "no_recent_log")) == waiting  # Ana logged 70 days before the newest


def test_every_list_names_a_setting_where_it_has_a_window() -> None:
    texts = [text for kind in KINDS for text in (kind.title, kind.advice, kind.empty, *kind.counted)]
    assert not [text for text in texts if re.search(r"\d+ days|weeks|months", text)]


def test_sentences_and_charts_say_the_offices_windows(folder: Path, tmp_path: Path) -> None:
    some = range(12)  # of fewer than ten nothing is said
    outreach = [f"z{n} | One{n} | referral | 2026-08-03 | replied | 2026-08-04" for n in some]
    outreach += [f"z{n} | Two{n} | cold | 2026-08-03 | no_reply | -" for n in some]
    talks = [f"z{n} | One{n} | 2026-09-01 | held | 2026-09-02 | 1 | Ann Moss{n} | no" for n in some]
    more = {
        "outreach_log": "\n".join([OUTREACH.strip().splitlines()[0], *outreach]),
        "interview_log": "\n".join([INTERVIEWS.strip().splitlines()[0], *talks]),
    }
    take_in(Warehouse(folder), tmp_path / "more", more)
    build(Warehouse(folder))
    asked = Ask(Warehouse(folder).published(), period_words="In all")
    assert "names older than 41 days were contacted" in str(sentences.referrals(asked))
    reading = exhibits.how_found(asked).spec.reading
    assert "replied within 23 days" in reading
    assert not DEFAULTS.search(reading)


def test_definitions_of_pages_are_those_of_the_build_in_use(folder: Path) -> None:
    assert facts.catalog()["response_rate"].question == "How many contacts reply within 23 days?"


def test_without_a_build_pages_say_nothing_in_braces(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "nothing"))
    assert facts.catalog()["response_rate"].question == "How many contacts reply within two weeks?"


@pytest.mark.parametrize("has_build", [True, False])
def test_the_command_line_says_them(folder: Path, has_build: bool) -> None:
    if not has_build:
        (folder / "current").unlink()
    done = CliRunner().invoke(app, ["--warehouse", str(folder), "metrics", "--json"])
    assert done.exit_code == 0, done.output
    assert "replied to within 23 days" in done.output
    assert "{" not in re.sub(r"^\s*[{}],?$", "", done.output, flags=re.MULTILINE)
    assert "named 41 days ago or more" in done.output
    assert not re.search(r"within 14 days|at least 14 days", done.output)


def test_exports_say_them(folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "rate.csv"
    export = ["--warehouse", str(folder), "export", "response_rate", "-o", str(out), "--view", "working"]
    done = CliRunner().invoke(app, export)
    assert done.exit_code == 0, done.output
    text = out.read_text(encoding="utf-8-sig")
    assert "within 23 days" in text
    assert not DEFAULTS.search(text)
