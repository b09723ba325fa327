"""Which browser the browser tests drive: the machine's own Chrome, Chromium or Edge; CHROMIUM names another.

Run as a program it prints the path, or exits with 1: the Makefile asks before it installs one.
"""

from __future__ import annotations

import os
import shutil
import sys

BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "microsoft-edge",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)


def browser_path() -> str | None:
    """The first there is, None where there is none."""
    for name in (os.environ.get("CHROMIUM", ""), *BROWSERS):
        if name and (found := shutil.which(name)):
            return found
    return None


if __name__ == "__main__":
    path = browser_path()
    print(path or "no browser found")
    sys.exit(path is None)
