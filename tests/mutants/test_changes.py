"""Every kind of slip is made once where it can be made, and nowhere else."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.mutants.changes import changes

ROOT = Path(__file__).parents[2]


def slips(source: str) -> dict[str, str]:
    return {change.what: change.applied_to(source) for change in changes(source)}


@pytest.mark.parametrize(
    ("source", "what", "becomes"),
    [
        ("a = b < c", "< to <=", "a = b <= c"),
        ("a = b in c", "in to not in", "a = b not in c"),
        ("a = b is None", "is to is not", "a = b is not None"),
        ("a = b < c < d", "< to <= (2)", "a = b < c <= d"),
        ("a = 3", "3 to 4", "a = 4"),
        ("a = 3", "3 to 2", "a = 2"),
        ("a = 0.8", "0.8 to 1.0", "a = 1.0"),
        ("a = 0.8", "0.8 to 0.6", "a = 0.6"),
        ("a = True", "True to False", "a = False"),
        ("a = 'note'", "'note' to ''", "a = ''"),
        ("a = f'{b} rows'", "' rows' to ''", "a = f'{b}'"),
        ("a = b and c", "and to or", "a = b or c"),
        ("a = b and c", "drop b", "a = c"),
        ("a = b and c and d", "drop c", "a = b and d"),
        ("a = not b", "drop not", "a = b"),
        ("a = b - c", "- to +", "a = b + c"),
        ("a = min(b)", "min to max", "a = max(b)"),
        ("a = [b for b in c if b]", "drop if b", "a = [b for b in c]"),
        ("if a:\n    b()", "if not a", "if not a:\n    b()"),
        ("if a:\n    b()", "drop b()", "if a:\n    pass"),
        ("a.b = c", "drop a.b = c", "pass"),
        ("a += 1", "drop a += 1", "pass"),
        ("def f(a):\n    a = b\n    return a", "drop a = b", "def f(a):\n    pass\n    return a"),
        ("def f():\n    return a", "return None for a", "def f():\n    return None"),
        ("def f():\n    raise E", "drop raise E", "def f():\n    pass"),
    ],
)
def test_each_kind_of_slip(source: str, what: str, becomes: str) -> None:
    made = slips(source)
    assert what in made, list(made)
    assert made[what] == becomes


@pytest.mark.parametrize(
    "source",
    [
        '"""A docstring."""',
        "def f(a: 'int' = b) -> 'str':\n    ...",
        "Kind = Literal['rate', 'mean']",
        "@dataclass(frozen=True)\nclass A:\n    a: Literal['b']",
        "if TYPE_CHECKING:\n    a = 1",
        "if __name__ == '__main__':\n    sys.exit(1)",
        "def f():\n    a = b",  # nothing was there before: leaving it out fails at once
        "a = 'x' + b",
        "for a, b in zip(c, d, strict=True):\n    pass",
        "def f():\n    raise AssertionError('unreachable')",
        "@lru_cache(maxsize=8)\ndef f(a):\n    ...",
    ],
)
def test_what_no_test_could_notice_stays(source: str) -> None:
    assert not any(what != "'x' to ''" for what in slips(source)), slips(source)


@pytest.mark.thorough
def test_every_slip_in_the_product_reads_as_python_and_as_something_else() -> None:
    module = ROOT / "pipelines" / "release" / "disclosure.py"
    source = module.read_text(encoding="utf-8")
    made = changes(source)
    usual = ast.unparse(ast.parse(source))
    assert len(made) > 200
    for change in made:
        changed = change.applied_to(source)
        ast.parse(changed)
        assert changed != usual, change
    assert len({(change.line, change.what) for change in made}) == len(made), "each has a name of its own"
