"""Random cases of one kind: a few whenever the tests run, many with `make thorough`."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def first_always(cases: Iterable[Any], always: int = 1) -> list[Any]:
    """Cases for `parametrize`; those after the first `always` are marked thorough."""
    return [
        pytest.param(case, marks=[pytest.mark.thorough] if place >= always else [], id=str(case))
        for place, case in enumerate(cases)
    ]
