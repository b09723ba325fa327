"""Headers that stand for what lies outside a file's cells: the name of the sheet, and that of the file."""

from __future__ import annotations

SHEET = "@sheet"
FILE = "@file"  # its name without ending
OUTSIDE = (SHEET, FILE)
