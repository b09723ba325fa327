"""How pages look beyond what the theme file can say."""

from __future__ import annotations

import streamlit as st


def style() -> None:
    """The little that the theme file cannot say."""
    st.html(
        """<style>
        .st-key-sentence p { font-size: 1.2rem; line-height: 1.5; max-width: 62rem; }
        [class*="st-key-even_"] [data-testid="stGridCellContent"] > div { flex-grow: 1; }
        @media (max-width: 1100px) {
            .st-key-even_charts [data-testid="stGridCell"] { grid-column: 1 / -1 !important; }
        }
        [data-testid="stHeading"] h2 { padding: 0.5rem 0 1rem; line-height: 1.2; }
        [class*="st-key-panel_"] [data-testid="stHeading"] h2 { padding: 0.25rem 0; }
        [class*="st-key-group_"] > [data-testid="stElementContainer"] h2 { font-size: 1.3rem; padding-bottom: 0.5rem; }
        [data-testid="stMetricValue"] { line-height: 1.15; }
        [data-testid="stCode"] .token.token { color: #1F5E4B; }  /* Streamlit's own are too pale to read */
        [data-testid="stCode"] .token.token.keyword { color: #1B5FA8; }
        [data-testid="stCode"] .token.token:is(.comment, .operator, .punctuation) { color: #4A5566; }
        [class*="st-key-head_"] { margin-bottom: -1rem; row-gap: 0; }
        [class*="st-key-tools_"] { row-gap: 0; }
        [class*="st-key-example_"] td:not(:last-child) *, [class*="st-key-example_given"] td * { white-space: nowrap; }
        [class*="st-key-example_rows"] td:last-child { min-width: 13rem; }
        [class*="st-key-example_rows"] td:last-child * { max-width: none; }
        @media (max-width: 640px) {  /* a row is a line of cells and, below it, what the figure does with it */
            [class*="st-key-example_"] tr { display: block; padding: 0.3rem 0.4rem; }
            [class*="st-key-example_"] tr :is(th, td) { display: inline-block; border: none; padding: 0 0.6rem 0 0; }
            [class*="st-key-example_"] td:not(:last-child) * { white-space: normal; }
            [class*="st-key-example_"] tbody tr { border-top: 1px solid #DDE3EA; }
            [class*="st-key-example_rows"] td:last-child { display: block; }
        }
        [class*="st-key-cut_"] [role="group"] { height: 1.87rem; min-height: 0; align-items: center; }
        @media (hover: none) { [class*="_clickable"] .nsewdrag { pointer-events: none !important; } }
        @media (max-width: 640px) {
            .st-key-filters > [data-testid="stLayoutWrapper"] > [data-testid="stHorizontalBlock"] {
                display: grid; grid-template-columns: 1fr 1fr; gap: 0.5rem;
            }
            .st-key-filters [data-testid="stColumn"] { min-width: 0; width: auto; }
        }
        .st-key-stands_out [data-testid="stPageLink"] p { white-space: normal; color: #1B5FA8; }
        .st-key-stands_out [data-testid="stPageLink"] a { height: auto; padding-left: 0; }
        a[href*="student?student="] { padding-left: 0; background: none !important; }
        a[href*="student?student="] p {
            color: #1B5FA8; font-size: 1rem; font-weight: 400; line-height: 1.4; white-space: normal;
        }
        a[href*="student?student="]:hover p { text-decoration: underline; }
        [class*="st-key-named_"] [data-testid="stElementToolbarButton"]:has([aria-label^="Download"]) {
            display: none;
        }
        </style>"""
    )
