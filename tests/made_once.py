"""What takes long to make is made once a run, by whichever of the processes that run the tests needs it first."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

# Of the environment: a folder in which whoever runs the tests again and again keeps what they make (tests/mutants).
KEPT_IN = "MADE_ONCE_KEPT_IN"


def run_folder(factory: pytest.TempPathFactory, config: pytest.Config) -> Path:
    """A folder that all processes of this run of pytest share; it goes when pytest lets go of the run's files."""
    base = factory.getbasetemp()
    folder = (base.parent if hasattr(config, "workerinput") else base) / "made-once"
    folder.mkdir(exist_ok=True)
    return folder


def made_once(run: Path, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` of the run, filled by `make(folder)` if it is not there yet. To be read, or copied, only."""
    folder = run / name
    with FileLock(run / f"{name}.lock"):
        if not folder.exists():
            aside = run / f"{name}.unfinished"
            shutil.rmtree(aside, ignore_errors=True)  # of a process that broke off over it
            kept = os.environ.get(KEPT_IN)
            if kept:
                shutil.copytree(
                    _kept(Path(kept), name, make), aside
                )  # a test that writes in it spoils its own run
            else:
                make(aside)
            aside.rename(folder)
    return folder


def _kept(folder: Path, name: str, make: Callable[[Path], object]) -> Path:
    kept = folder / name
    if not kept.exists():
        aside = folder / f"{name}.unfinished"
        shutil.rmtree(aside, ignore_errors=True)
        make(aside)
        aside.rename(kept)
    return kept
