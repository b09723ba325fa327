"""Write a file, read it. `understand` reads in this process (quick); `read` goes through the child."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipelines import readers
from pipelines.readers import COMMAND_LIMITS, Reading, sandbox


@pytest.fixture
def written(tmp_path: Path) -> Callable[..., Path]:
    def write(content: str | bytes, name: str = "log.csv") -> Path:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    return write


@pytest.fixture
def understand(tmp_path: Path, written: Callable[..., Path]) -> Callable[..., Reading]:
    def understand(content: str | bytes | Path, name: str = "log.csv", allow_empty: bool = False) -> Reading:
        path = content if isinstance(content, Path) else written(content, name)
        folder = tmp_path / "cells"
        folder.mkdir(exist_ok=True)
        return sandbox.understand(path, folder, COMMAND_LIMITS, allow_empty)

    return understand


@pytest.fixture
def read(tmp_path: Path, written: Callable[..., Path]) -> Callable[..., Reading]:
    def read(content: str | bytes | Path, name: str = "log.csv", **options: object) -> Reading:
        path = content if isinstance(content, Path) else written(content, name)
        return readers.read(path, tmp_path / "work", **options)

    return read
