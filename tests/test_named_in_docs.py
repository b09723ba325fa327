"""What the documentation names in backticks is there: files, folders, classes and functions of ours."""

from __future__ import annotations

import ast
import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PRINTED = ("sources.md", "metrics.md", "cli.md", "pages.md")  # from the code, so they cannot fall behind
PAGES = sorted(
    path.relative_to(ROOT).as_posix()
    for path in (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md"))
    if path.name not in PRINTED
)
TOP = {path.name for path in ROOT.iterdir()}
OTHERS = {
    "TypedDict",
    "get_table_names",
    "KaplanMeierFitter",
    "SurvfuncRight",
    "Amazon",
}  # named in the decisions: of typing, DuckDB, lifelines, statsmodels; an employer


@cache
def files() -> frozenset[str]:
    """Every file and folder, from the root of the project."""
    tops = (ROOT / name for name in TOP - {".git", ".venv"})
    paths = [path for top in tops for path in (top, *top.rglob("*"))]
    return frozenset(path.relative_to(ROOT).as_posix() for path in paths)


@cache
def definitions() -> frozenset[str]:
    """The names of classes, functions, methods and constants."""
    names: set[str] = set()
    for folder in ("pipelines", "dashboard", "tests"):
        for path in (ROOT / folder).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
                    names.add(node.name)
                elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    names.add(node.id)
    return frozenset(names)


def missing(text: str) -> list[str]:
    """What a text names in backticks that is not there."""
    quoted = re.findall(r"`([^`\n]+)`", text)
    paths = [word for one in quoted for word in one.split() if not is_a_file_of_ours(word)]
    return paths + [one for one in quoted if not is_defined(one)]


def is_a_file_of_ours(word: str) -> bool:
    """True of words that name no file of ours, and of patterns."""
    path = word.rstrip("/")
    names_one = path.endswith(".py") or ("/" in path and path.partition("/")[0] in TOP)
    if not names_one or re.search(r"[<>*=…$]", word):
        return True
    return any(file == path or file.endswith(f"/{path}") for file in files())


def is_defined(quoted: str) -> bool:
    """True of what is no name of a class, its part or a function."""
    named = re.fullmatch(r"([A-Z]\w*[a-z]\w*)(?:\.(\w+))?|([a-z_]\w*)\(\)", quoted)
    return named is None or all(name in definitions() | OTHERS for name in named.groups() if name)


def told_in_code(path: Path) -> str:
    """The comments and the texts of a module."""
    tokens = tokenize.generate_tokens(io.StringIO(path.read_text(encoding="utf-8")).readline)
    return "\n".join(token.string for token in tokens if token.type in (tokenize.COMMENT, tokenize.STRING))


@pytest.mark.parametrize("page", PAGES)
def test_what_a_page_names_is_there(page: str) -> None:
    assert missing((ROOT / page).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("package", ["pipelines", "dashboard"])
def test_modules_named_in_docstrings_and_comments_are_there(package: str) -> None:
    named = [
        (path.relative_to(ROOT).as_posix(), word)
        for path in sorted((ROOT / package).rglob("*.py"))
        for word in re.findall(r"[\w/]+\.py\b", told_in_code(path))
    ]
    assert len(named) > 5
    assert [(path, word) for path, word in named if not is_a_file_of_ours(word.strip("/"))] == []


@pytest.mark.parametrize(
    "text",
    [
        "`pipelines/asking/kitchen.py`",
        "run `python pipelines/kitchen/stove.py`",
        "`kitchen.py`",
        "`docs/kitchen.md`",
        "`tests/kitchen/`",
        "`Kitchen`",
        "`Ask.kitchen`",
        "`kitchen()`",
    ],
)
def test_what_is_not_there_is_found(text: str) -> None:
    assert len(missing(text)) == 1


def test_other_words_are_left_alone() -> None:
    assert (
        missing("`--json`, `order by`, `pipelines/sql/lists/<id>.sql`, `Ask`, `measure()`, `zones.py`, `,`")
        == []
    )
