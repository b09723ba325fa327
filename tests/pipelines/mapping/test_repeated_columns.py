"""One question in two branches: a second column of the same wording that is free and holds answers."""

from __future__ import annotations

import pytest

from pipelines.mapping.evidence import Evidence, look
from pipelines.mapping.repeated_columns import asked_again

CLEAR = "How clear are your goals?"
FILLED = look(["4", "5", "3"])


@pytest.mark.parametrize(
    ("taken", "free", "evidence", "again"),
    [
        ({"clarity": CLEAR}, [f"{CLEAR} (2)"], {f"{CLEAR} (2)": FILLED}, [(CLEAR, f"{CLEAR} (2)", 3)]),
        ({"clarity": f"{CLEAR} (2)"}, [f"{CLEAR} (3)"], {f"{CLEAR} (3)": FILLED}, [(f"{CLEAR} (2)", f"{CLEAR} (3)", 3)]),
        ({"clarity": CLEAR}, ["how clear are your goals (2)"], {"how clear are your goals (2)": FILLED},
         [(CLEAR, "how clear are your goals (2)", 3)]),
        ({"clarity": CLEAR}, [f"{CLEAR} (2)"], {f"{CLEAR} (2)": look(["", " "])}, []),  # nobody answered it
        ({"clarity": CLEAR}, [f"{CLEAR} (2)"], {}, []),
        ({"clarity": CLEAR}, ["Something else (2)"], {"Something else (2)": FILLED}, []),
        ({"clarity": CLEAR}, ["how clear are your goals"], {"how clear are your goals": FILLED}, []),  # not numbered
        ({}, [f"{CLEAR} (2)"], {f"{CLEAR} (2)": FILLED}, []),
    ],
)  # fmt: skip
def test_a_second_column_of_the_same_wording(
    taken: dict[str, str], free: list[str], evidence: dict[str, Evidence], again: list[tuple[str, str, int]]
) -> None:
    assert asked_again(taken, free, evidence) == again
