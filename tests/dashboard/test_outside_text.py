"""A file whose name, headers and cells try to be Markdown, HTML, a template or a path: the page shows them as they are."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Block, Element

from pipelines.readers import PAGE_LIMITS
from tests.dashboard.conftest import Open

PICTURE = "![x](https://example.com/x.png)"
HOSTILE = (
    PICTURE,
    "[click](https://example.com)",
    "<img src=x onerror=alert(1)>",
    ":material/delete: :red[gone]",
    "$\\frac{1}{2}$",
    "{0.__class__} {{ 7*7 }} %(x)s",
)
ALL = " ".join(HOSTILE)
NAME = f"../../etc/passwd {PICTURE}.csv"
TAKES_MARKDOWN = frozenset(
    [
        "markdown",
        "caption",
        "title",
        "header",
        "subheader",
        "success",
        "info",
        "warning",
        "error",
        "button",
        "button_group",
        "checkbox",
        "radio",
        "selectbox",
        "multiselect",
        "toggle",
        "expander",
        "expandable",
        "tab",
        "metric",
        "text_input",
        "number_input",
        "date_input",
        "popover",
    ]
)
LIVE = ("![x](", "[click](", "<img", ":material/delete:", ":red[", "$\\frac")


def elements(node: Any) -> Iterator[Any]:
    """Everything on the page, inside out."""
    yield node
    if isinstance(node, Block):
        for child in node.children.values():
            yield from elements(child)


def read_as_markdown(at: AppTest) -> list[str]:
    """Every text of the page that a browser would take for Markdown."""
    texts = []
    for node in elements(at._tree):
        if node.type in TAKES_MARKDOWN and isinstance(node, Element):
            texts += [str(getattr(node, name, "") or "") for name in ("value", "label", "help")]
            texts += [str(option) for option in getattr(node, "options", ()) if node.type == "radio"]
        elif node.type in TAKES_MARKDOWN:
            texts.append(str(getattr(node, "label", "") or ""))
    return texts


def alive(at: AppTest) -> list[str]:
    """Marks of ours that a browser would follow: in Markdown and without a backslash before them."""
    return [
        mark
        for mark in LIVE
        if any(re.search(rf"(?<!\\){re.escape(mark)}", text) for text in read_as_markdown(at))
    ]


def shown_at_all(at: AppTest) -> str:
    tables = [str(table.value) for table in (*at.dataframe, *at.data_editor)]
    return "\n".join([*read_as_markdown(at), *tables, *(str(text.value) for text in at.text)])


def test_what_a_file_says_is_shown_as_it_is(open_page: Open, tmp_path: Path) -> None:
    """As names of columns, in cells that are accepted, in cells that are complained about."""
    header = ["student_id", "contact_name", "held_on", "channel", ALL]
    rows = [
        *([f"a {text}", text, "soon", text, ALL] for text in HOSTILE),
        *(["a1", text, "2026-09-14", "linkedin", ALL] for text in HOSTILE),
    ]
    out = io.StringIO()
    csv.writer(out).writerows([header, *rows])
    before = set(tmp_path.parent.iterdir())
    at = open_page(tmp_path, "uploads")
    at.file_uploader[0].upload(NAME, out.getvalue().encode()).run()
    told = ""
    for key in ("next", "next", "import"):
        assert not at.exception
        told += shown_at_all(at).replace("\\", "")
        assert not alive(at)
        if at.session_state["step"] != "check" or key == "import":
            at.button(key=key).click().run()
    for text in HOSTILE:
        assert text.replace("\\", "") in told
    assert not at.exception
    assert PICTURE in shown_at_all(at).replace("\\", "")
    assert not alive(at)
    assert set(tmp_path.parent.iterdir()) == before
    assert "passwd" not in " ".join(path.name for path in tmp_path.rglob("*"))


def test_the_check_sees_what_must_not_be() -> None:
    def page() -> None:
        import streamlit as st

        st.markdown("![x](https://example.com/x.png)")
        with st.expander("[click](https://example.com)"):
            st.caption("<img src=x>")

    at = AppTest.from_function(page).run()
    assert alive(at) == ["![x](", "[click](", "<img"]


def test_the_page_has_the_pages_limit_and_names_the_way_around_it(open_page: Open, tmp_path: Path) -> None:
    at = open_page(tmp_path, "uploads")
    content = b"student_id,contact_name\n" + b"S1,Ada\n" * (PAGE_LIMITS.file_bytes // 7)
    at.file_uploader[0].upload("large.csv", content).run()
    assert not at.exception
    said = shown_at_all(at).replace("\\", "")
    assert (
        "“large.csv” has 25.0 MB; at most 25 MB can be read here. Import it from the command line instead."
        in said
    )
