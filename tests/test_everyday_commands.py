"""`make demo` and `make test` set up what they need; where that breaks off they say what to do and mend it the next time."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]

# A python3 whose environments hold itself. Like Debian's without python3-venv it leaves half an environment behind where it
# cannot make one; pip is written down instead of run. Everything else goes to the real one.
PYTHON = f"""#!/bin/sh
case "$1 $2 $3" in
  "-m venv "*)
    echo venv >> "$CALLS"
    mkdir -p "$3/bin"
    if [ -e "$CALLS.no-venv" ]; then cp {sys.executable} "$3/bin/python"; echo "ensurepip is not available"; exit 1; fi
    cp "$0" "$3/bin/python" ;;
  "-m pip --version") ;;
  "-m pip install")
    echo "$@" >> "$CALLS"
    case "$*" in *"$(cat "$CALLS.pip-fails" 2>/dev/null || echo nothing)"*) echo "no network" >&2; exit 1 ;; esac ;;
  *) exec {sys.executable} "$@" ;;
esac
"""


class Checkout:
    def __init__(self, folder: Path) -> None:
        self.folder = folder / "checkout"
        self.folder.mkdir()
        for name in ("Makefile", "pyproject.toml", "constraints.txt"):
            shutil.copy(ROOT / name, self.folder)
        self.python = folder / "python3"
        self.python.write_text(PYTHON, encoding="utf-8")
        self.python.chmod(0o755)
        self.calls = folder / "calls"
        self.venv = self.folder / ".venv"

    def make(self, target: str) -> subprocess.CompletedProcess[str]:
        """Make .venv/ready or .venv/ready-for-tests, as every command does first."""
        self.calls.write_text("", encoding="utf-8")
        return subprocess.run(
            ["make", "--no-print-directory", f"PYTHON={self.python}", f".venv/{target}"],
            cwd=self.folder,
            env={name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
            | {"CALLS": str(self.calls)},
            capture_output=True,
            text=True,
            check=False,
        )

    def venvs_made(self) -> int:
        return self.calls.read_text(encoding="utf-8").splitlines().count("venv")

    def break_off(self, what: str = "no-venv", where: str = "") -> Path:
        marker = Path(f"{self.calls}.{what}")
        marker.write_text(where, encoding="utf-8")
        return marker


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return Checkout(tmp_path)


def test_without_the_part_debian_keeps_apart_it_names_the_package_and_mends_itself(
    checkout: Checkout,
) -> None:
    missing = checkout.break_off()
    made = checkout.make("ready")
    assert made.returncode != 0
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    assert f"apt-get install {version}-venv" in made.stdout
    assert not checkout.venv.exists(), "half an environment is not left behind"
    missing.unlink()
    assert checkout.make("ready").returncode == 0
    assert checkout.venvs_made() == 1


def test_an_environment_without_pip_is_made_anew(checkout: Checkout) -> None:
    (checkout.venv / "bin").mkdir(parents=True)
    (checkout.venv / "bin" / "python").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (checkout.venv / "bin" / "python").chmod(0o755)
    assert checkout.make("ready").returncode == 0
    assert checkout.venvs_made() == 1


@pytest.mark.parametrize(("target", "where"), [("ready", "--editable ."), ("ready-for-tests", "lifelines")])
def test_where_installing_broke_off_the_next_set_up_begins_anew(
    checkout: Checkout, target: str, where: str
) -> None:
    network = checkout.break_off("pip-fails", where)
    made = checkout.make(target)
    assert made.returncode != 0
    assert "Setting up broke off" in made.stdout
    assert not (checkout.venv / "ready").exists(), "no command takes it for whole"
    (checkout.venv / "half-installed").touch()
    network.unlink()
    assert checkout.make(target).returncode == 0
    assert checkout.venvs_made() == 1
    assert not (checkout.venv / "half-installed").exists()


def test_a_whole_set_up_is_kept_and_brought_up_to_date(checkout: Checkout) -> None:
    assert checkout.make("ready-for-tests").returncode == 0
    mine = checkout.venv / "a-package-of-mine"
    mine.touch()
    again = checkout.make("ready-for-tests")
    assert (again.returncode, checkout.calls.read_text(encoding="utf-8")) == (0, ""), "nothing to do"
    later = checkout.venv.joinpath("ready-for-tests").stat().st_mtime + 10
    os.utime(checkout.folder / "constraints.txt", (later, later))
    assert checkout.make("ready-for-tests").returncode == 0
    assert checkout.venvs_made() == 0
    assert "--editable .[dev]" in checkout.calls.read_text(encoding="utf-8")
    assert mine.exists()


def test_a_python_too_old_is_a_sentence(checkout: Checkout) -> None:
    checkout.python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    made = checkout.make("ready")
    assert made.returncode != 0
    assert "needs Python 3.11 or newer" in made.stdout
    assert not checkout.venv.exists()


def test_make_alone_lists_the_commands() -> None:
    listed = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout
    for command in ("demo", "test", "quick", "lint", "mutants", "docs"):
        assert f"\n{command} " in f"\n{listed}"
