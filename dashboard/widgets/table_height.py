"""How high a table is, said before Streamlit has loaded what draws it: what stands below does not move."""

from __future__ import annotations

from typing import Final

ROW: Final = 31  # pixels, the header's too; Streamlit's own at the theme's 14 pixels of text
LINES: Final = 3  # around it
MOST_ROWS: Final = 10  # at once; the others are scrolled to


def table_height(rows: int, most: int = MOST_ROWS) -> int:
    """In pixels, with its header; of more rows than `most`, as many as that."""
    return (1 + max(1, min(rows, most))) * ROW + LINES
