"""The sample office is found where the program is, and never mixes with an office's own data. (That it comes in: sample_data.)"""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboard.commands.sample_office import SAMPLES, samples_of, set_up
from pipelines.errors import UserError, WarehouseError
from pipelines.store.warehouse import Warehouse
from tests.conftest import ROOT


def test_its_files_are_inside_an_installed_package_and_beside_it_in_a_checkout(tmp_path: Path) -> None:
    assert SAMPLES == ROOT / "sample_data"
    package = tmp_path / "site-packages" / "dashboard"
    (package / "sample_data").mkdir(parents=True)
    (package.parent / "sample_data").mkdir()  # another program's
    assert samples_of(package) == package / "sample_data"


def test_without_its_files_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="files are not here"):
        list(set_up(Warehouse(tmp_path / "office"), tmp_path))
    assert not (tmp_path / "office").exists()


def test_it_stays_out_of_an_offices_own_folder(tmp_path: Path) -> None:
    settings = tmp_path / "settings.toml"
    settings.write_text('office_name = "Ours"\n', encoding="utf-8")
    with pytest.raises(WarehouseError, match="an office of its own"):
        list(set_up(Warehouse(tmp_path), SAMPLES))
    assert settings.read_text(encoding="utf-8") == 'office_name = "Ours"\n'
