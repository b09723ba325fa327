"""What this dashboard serves: a folder, its build, its settings."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from dashboard.asking import served
from dashboard.asking.served import WAREHOUSE_VARIABLE
from dashboard.office.plans import Plans
from pipelines.errors import UserError
from tests.dashboard.conftest import Open
from tests.dashboard.small_year import this_year
from tests.offices import office


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(tmp_path / "warehouse"))
    return tmp_path / "warehouse"


def test_before_the_first_build_there_is_none(folder: Path) -> None:
    assert served.current() is None
    assert served.build_name() == ""


def test_a_build_is_served_as_soon_as_it_is_there(folder: Path) -> None:
    published = this_year(folder.parent).published
    now = served.current()
    assert now is not None
    assert now.build == published.build == served.build_name()


def test_a_folder_that_is_moved_while_it_is_served_is_missed_and_not_made_anew(folder: Path) -> None:
    this_year(folder.parent)
    now = served.current()
    away = folder.rename(folder.with_name("elsewhere"))
    with pytest.raises(UserError, match=r"The warehouse folder .+ is gone.+start it with --warehouse"):
        served.current()
    assert not folder.exists()
    away.rename(folder)
    assert served.current() is now


def test_a_named_build_that_is_gone_is_an_error_of_the_office(folder: Path) -> None:
    folder.mkdir()
    (folder / "current").write_text("0123456789ab")
    with pytest.raises(UserError):
        served.current()


def test_without_a_variable_the_folder_is_the_one_here_and_a_tilde_is_home(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv(WAREHOUSE_VARIABLE, raising=False)
    assert served.folder() == tmp_path / "warehouse"
    monkeypatch.setenv(WAREHOUSE_VARIABLE, "~/office")
    assert served.folder() == Path.home() / "office"


def test_settings_are_the_offices_and_its_year_begins_when_it_says(folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.toml").write_text('academic_year_start = "09-15"\noffice_name = "The U"\n')
    assert served.settings().office_name == "The U"
    assert served.settings().year_start == (9, 15)


def test_settings_that_cannot_be_read_are_said_to_be_so_each_time(folder: Path) -> None:
    folder.mkdir()
    (folder / "settings.toml").write_text("k = ")
    for _ in range(2):
        with pytest.raises(UserError):
            served.settings()


def test_an_office_whose_notes_are_gone_is_told_so_on_every_page_until_new_ones_are_begun(
    open_page: Open, tmp_path: Path
) -> None:
    log = "student_id | contact_name | sent_on\na1 | Lee | 2026-09-14"
    folder = Path(office(tmp_path, outreach_log=log).path).parents[1]
    assert not open_page(folder, "outreach").warning
    Plans(folder).pin(date(2026, 9, 14), "Career fair")
    (folder / "office.sqlite").unlink()
    page = open_page(folder, "outreach")
    assert not page.exception
    assert [box.value for box in page.warning if "office.sqlite is gone" in box.value]
    Plans(folder).pin(date(2026, 9, 14), "Career fair")
    assert not page.run().warning
