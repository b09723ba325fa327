"""Reports and word of the digest by e-mail, from the command to what a real server of this machine received."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.asking import served
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.cli import app
from dashboard.people.digest import digest_of, reminder
from pipelines.errors import DefinitionError, QuestionError, UserError
from pipelines.store.warehouse import Warehouse
from tests.dashboard.mail.local_server import REFUSED, Kept, serving

SETTINGS = """
office_name = "Northmere\\nBcc: x@example.com"
is_synthetic = true
[mail]
server = "127.0.0.1"
port = {port}
security = "none"
sender = "office@example.edu"
"""


@pytest.fixture
def office(sample_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = Path(shutil.copytree(sample_folder, tmp_path / "office"))
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(folder))
    return folder


def run(folder: Path, *words: str) -> Result:
    result = CliRunner().invoke(app, ["--warehouse", str(folder), *words])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_a_report_arrives_publishable_with_its_file_and_no_further_header(office: Path) -> None:
    kept = Kept()
    with serving(kept) as port:
        (office / "settings.toml").write_text(SETTINGS.format(port=port), encoding="utf-8")
        served._settings.cache_clear()
        said = run(office, "report", "dean_page", "--as", "xlsx", "--mail", "dean@example.edu")
        assert "Sent to dean@example.edu." in said.output
        packed = ("report", "dean_page", "--each", "college", "--as", "xlsx", "--json")
        entries = json.loads(run(office, *packed, "--mail", "dean@example.edu").stdout)
        some = run(office, "digest", "--mail", "dean@example.edu", "--mail", REFUSED)
    one, several, word = kept.mails
    (file,) = one.iter_attachments()  # type: ignore[attr-defined]
    assert file.get_filename() == "one-page-for-the-dean-2026-11-18.xlsx"
    assert "groups of fewer than 10 students withheld" in one.get_body().get_content()  # type: ignore[attr-defined]
    assert one["Bcc"] is None
    assert kept.to[0] == ["dean@example.edu"]
    (file,) = several.iter_attachments()  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(file.get_content())) as archive:
        assert archive.namelist()[:-1] == [entry["file"] for entry in entries]
    assert (some.exit_code, kept.to[2]) == (1, ["dean@example.edu"])
    assert f"{REFUSED} was refused (550 No such user here). The others have it." in some.output
    assert "/this_week" in word.get_content()


@pytest.mark.parametrize(
    ("words", "says", "kind"),
    [
        (
            ("--mail", "dean@example.edu", "--view", "working"),
            "Only what is publishable leaves by e-mail",
            QuestionError,
        ),
        (("--mail", "dean@example.edu", "--view", "internal"), "Only what is publishable", QuestionError),
        (("--mail", "Dean <d@example.edu>"), "is no e-mail address", QuestionError),
        (("--mail", "dean@example.edu", "-o", "x.pdf"), "one at a time", QuestionError),
        (("--mail", "dean@example.edu"), "No mail server is set up", DefinitionError),
    ],
)
def test_what_is_not_sent_says_why_before_anything_is_made(
    sample_folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
    says: str,
    kind: type[UserError],
) -> None:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    served._settings.cache_clear()
    with pytest.raises(kind) as refused:
        run(sample_folder, "report", "dean_page", *words)
    assert says in refused.value.message


def test_word_of_the_digest_names_nobody_and_tells_no_number(sample_folder: Path) -> None:
    week = digest_of(
        Warehouse(sample_folder).published(),
        (),
        address="http://127.0.0.1:8501/",
        office="Northmere",
        where=(("class_year", "2027"),),
    )
    named = [item for items in week.lists.values() for item in items]
    assert named
    said = reminder(week)
    assert not [item for item in named if item.student in said or (item.contact and item.contact in said)]
    assert "http://127.0.0.1:8501/this_week?class=2027" in said
    assert not [
        word
        for word in said.replace(":8501", "").replace("127.0.0.1", "").replace("2027", "").split()
        if word.isdigit()
    ]
