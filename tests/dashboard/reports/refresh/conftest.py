"""The sample office, and files strangers bring."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dashboard.asking.question import Ask
from dashboard.asking.served import WAREHOUSE_VARIABLE
from pipelines.store.warehouse import Warehouse


@pytest.fixture
def fall(sample_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Ask:
    """The sample office, asked of one fall, as what leaves it is."""
    monkeypatch.setenv(WAREHOUSE_VARIABLE, str(sample_folder))
    asked = Ask(Warehouse(sample_folder).published(), view="publishable")
    return replace(asked, since=date(2026, 8, 1), until=date(2026, 11, 18))


def saved(made: Any) -> bytes:
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def with_parts(content: bytes, **changed: bytes | None) -> bytes:
    """The file with parts more, others or, None, fewer. A part's name has __ for / and _dot_ for a dot."""
    held = parts(content)
    for name, new in changed.items():
        part = name.replace("_dot_", ".").replace("__", "/")
        held.pop(part, None)
        if new is not None:
            held[part] = new
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, one in held.items():
            archive.writestr(name, one)
    return out.getvalue()
