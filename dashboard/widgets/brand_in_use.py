"""The school's look as exports take it: read again when one of its files has changed; what is not used is said."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.asking import served
from dashboard.widgets.plain_text import plain

if TYPE_CHECKING:
    from dashboard.exports.brand import Brand

_ENDINGS = (".toml", ".pptx", ".docx", ".png", ".jpg", ".jpeg")  # of its files, the logo among them
Stamp = tuple[str, int, int]


def brand() -> Brand:
    """The look of the office that is served."""
    folder = served.folder()
    files = sorted(path for path in folder.glob("*") if path.suffix.lower() in _ENDINGS and path.is_file())
    return _read(folder, tuple(_stamp(path) for path in files))


def say_what_is_not_used() -> None:
    """A sentence for each part of it that cannot be used."""
    for problem in brand().problems:
        st.warning(plain(problem), icon=":material/palette:")


def _stamp(path: Path) -> Stamp:
    about = path.stat()
    return path.name, about.st_mtime_ns, about.st_size


@lru_cache(maxsize=4)
def _read(folder: Path, _stamps: tuple[Stamp, ...]) -> Brand:
    from dashboard.exports.brand import read_brand  # brings a library; not needed to draw a page

    return read_brand(folder)
