"""Ends `make quick` in time: a test not begun within the limit is skipped, and the last line says how many were.

A plugin of pytest (`-p tests.quick_limit`). The tests that belong most to a change come first, so what is left out is the rest
of its room. `QUICK_SECONDS=20 make quick` sets another limit.
"""

from __future__ import annotations

import os
import time

import pytest

LIMIT = float(os.environ.get("QUICK_SECONDS", "45"))  # the last test begun may take some seconds more
NOT_REACHED = "not reached in time"
_BEGAN = time.monotonic()


@pytest.hookimpl(tryfirst=True)  # before its fixtures are made
def pytest_runtest_setup(item: pytest.Item) -> None:
    if time.monotonic() - _BEGAN > LIMIT:
        pytest.skip(NOT_REACHED)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    skipped = terminalreporter.stats.get("skipped", ())
    number = sum(NOT_REACHED in str(report.longrepr) for report in skipped)
    if number:
        terminalreporter.write_line(
            f"{number} tests were not reached in {LIMIT:.0f} seconds; make test runs all."
        )
