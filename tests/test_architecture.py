"""Imports go down from room to room, never up: the contracts of pyproject.toml, held over all imports, indirect ones too."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def kept(contract: str, root: Path) -> tuple[bool, str]:
    """Is a contract kept, and what the linter says. Contracts are named as in pyproject.toml."""
    command = [sys.executable, "-c", "from importlinter.cli import lint_imports_command as lint; lint()"]
    ran = subprocess.run(
        [*command, "--no-cache", "--contract", contract],
        cwd=root,
        capture_output=True,
        text=True,
        check=False,
    )
    return ran.returncode == 0, ran.stdout + ran.stderr


def contracts() -> list[str]:
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    return [contract["id"] for contract in settings["tool"]["importlinter"]["contracts"]]


@pytest.mark.parametrize("contract", contracts())
def test_imports_go_down(contract: str) -> None:
    is_kept, says = kept(contract, ROOT)
    assert is_kept, says


def test_a_wrong_import_is_noticed_even_through_another_module(tmp_path: Path) -> None:
    for name in ("pipelines", "dashboard", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, tmp_path / name)
    upward = tmp_path / "pipelines" / "sources" / "catalog.py"
    upward.write_text(
        upward.read_text(encoding="utf-8") + "\nimport pipelines.store.backups\n", encoding="utf-8"
    )
    is_kept, says = kept("no-warehouse", tmp_path)
    assert not is_kept
    assert "pipelines.mapping" in says, "mapping reaches the store through the catalog"
