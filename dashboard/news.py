"""What the Overview adds below its charts: what stands out, and what the last import changed."""

from __future__ import annotations

import streamlit as st

from dashboard import components, data, findings
from dashboard.components import plain
from dashboard.data import Ask


def what_stands_out(asked: Ask) -> None:
    """At most five sentences, each a link to the page that shows the group; drawn after a page's charts."""
    told = data.what_stands_out(asked)
    if not told.tests and not told.left_out:
        return
    with st.container(border=True, gap="xsmall", key="stands_out"):
        st.subheader("What stands out", anchor=False)
        for pointer in findings.pointers(told):
            st.page_link(
                f"app_pages/{pointer.page}.py",
                label=plain(pointer.sentence),
                icon=":material/arrow_forward:",
                query_params=components.filter_address(pointer.dimension, pointer.group),
            )
        st.caption(plain(findings.basis(told, asked.view)))
