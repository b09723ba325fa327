"""A field of a Word document that carries a mark: the words a figure was filled in with, and what asks for them again.

Word keeps the code of an ADDIN field as it is, through saving, copying and editing around it, and never computes it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from dashboard.charts.fill_mark import Kept, aspect_of, kept_in, print_of

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_CODE = re.compile(r"\s*ADDIN\s+CAREER_CONVERSATIONS\s")


def put_in_field(run: Any, kept: Kept) -> None:
    """Puts a w:r of a paragraph into a field, so that it is found again."""
    before = [_mark_run(run, "begin"), _code_run(run, kept), _mark_run(run, "separate")]
    for one in before:
        run.addprevious(one)
    run.addnext(_mark_run(run, "end"))


def put_all_in_field(paragraph: Any, core: str, aspect: str, place: int = 1) -> None:
    """Puts all a paragraph of python-docx says into one field; nothing where there is no mark."""
    mark = aspect_of(core, aspect, place)
    runs = [run._r for run in paragraph.runs]
    if not mark or not runs:
        return
    kept = Kept(mark[2:-2], print_of([paragraph.text]))
    for one in (_mark_run(runs[0], "begin"), _code_run(runs[0], kept), _mark_run(runs[0], "separate")):
        runs[0].addprevious(one)
    runs[-1].addnext(_mark_run(runs[0], "end"))


def code_of(texts: Iterable[str]) -> Kept | None:
    """The mark a field's code carries; None where it is another program's."""
    code = "".join(texts)
    found = kept_in(code) if _CODE.match(code) else ()
    return found[0] if found else None


def written(kept: Kept) -> str:
    """A field's code with its mark."""
    return f" ADDIN CAREER_CONVERSATIONS {kept} "


def _mark_run(near: Any, kind: str) -> Any:
    run = near.makeelement(f"{W}r")
    sign = run.makeelement(f"{W}fldChar")
    sign.set(f"{W}fldCharType", kind)
    run.append(sign)
    return run


def _code_run(near: Any, kept: Kept) -> Any:
    run = near.makeelement(f"{W}r")
    code = run.makeelement(f"{W}instrText")
    code.set(_SPACE, "preserve")
    code.text = written(kept)
    run.append(code)
    return run
