"""The command line of who is who."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dashboard.cli import app
from pipelines.store.warehouse import Warehouse

CONNECTIONS = """Notes:
"When exporting your connection data, you may notice that some of the email addresses are missing."

First Name,Last Name,URL,Email Address,Company,Position,Connected On
Omar,Haddad,https://www.linkedin.com/in/omarh,,Calder Inc.,Engineer,12 Mar 2024
Somebody,Private,https://www.linkedin.com/in/private,,Elsewhere,Baker,13 Mar 2024
"""


def run(office: Warehouse, *arguments: str) -> Result:
    return CliRunner().invoke(app, ["--warehouse", str(office.folder), "identity", *arguments])


def test_suggestions_are_listed_decided_and_undone(office: Warehouse) -> None:
    before = office.current_build()
    listed = json.loads(run(office, "--json").stdout)
    jane = next(one for one in listed if one["left_key"] == "student:name:jane moss")
    assert jane["right_key"] == "student:a1"
    assert jane["evidence"] == ["The roster has one “Jane Moss”"]
    told = json.loads(run(office, "same", jane["left_key"], jane["right_key"], "--json").stdout)
    assert (told["kind"], told["words"], told["build"]) == (
        "student_is",
        "jane moss is a1",
        office.current_build(),
    )
    assert "student:name:jane moss" not in run(office).stdout
    assert "employer: EY LLP – Ernst & Young" in run(office).stdout
    assert "Decided (2)" in run(office, "apart", "employer:ey llp", "employer:ernst young").stdout
    assert "employer: EY LLP" not in run(office).stdout
    assert "jane moss is a1" in run(office, "decided").stdout
    run(office, "undo", "1")
    run(office, "undo", "2")
    assert office.current_build() == before
    assert {row["undone_at"] is not None for row in json.loads(run(office, "decided", "--json").stdout)} == {
        True
    }


def test_connections_show_and_keep_only_contacts_already_logged(office: Warehouse, tmp_path: Path) -> None:
    file, out = tmp_path / "Connections.csv", tmp_path / "matched.csv"
    file.write_text(CONNECTIONS, encoding="utf-8")
    shown = run(office, "connections", str(file), "--out", str(out))
    assert "linkedin.com/in/omarh" in shown.stdout
    assert "Private" not in shown.stdout + out.read_text(encoding="utf-8-sig")
    assert "1 match" in shown.stdout
    sql = "select linkedin_url from marts.contacts where name = 'Omar Haddad'"
    assert office.published().query(sql) == [{"linkedin_url": None}]
    assert "1 noted" in run(office, "connections", str(file), "--yes").stdout
    assert office.published().query(sql) == [{"linkedin_url": "linkedin.com/in/omarh"}]
    assert "known already" in run(office, "connections", str(file)).stdout


@pytest.mark.parametrize(
    ("arguments", "words"),
    [(("same", "nonsense", "student:a1"), "not a key"), (("undo", "7"), "no decision 7")],
)
def test_what_makes_no_sense_is_one_sentence(
    office: Warehouse, arguments: tuple[str, ...], words: str
) -> None:
    result = run(office, *arguments)
    assert words in str(result.exception)
