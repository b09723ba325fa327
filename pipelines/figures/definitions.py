"""What is measured, read from our own data files: metrics, caveats, dimensions.

A metric is one file, sql/metrics/<id>.sql. The comment that opens it is its definition (TOML, the fields of
`Metric`); below it is plain SQL over `marts.…`, `period`, `population` and `enrolled` that pastes into DuckDB as it
stands, or none where the definition names the figure whose rows it takes.
Everything here is checked when it is first read: a slip in a file is a DefinitionError naming the file.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args, get_origin, get_type_hints

from pipelines.errors import DefinitionError
from pipelines.figures.results import Metric, Of
from pipelines.figures.windows import unknown_in

SQL = Path(__file__).parents[1] / "sql"

Kind = Literal["attribute", "bridge", "derived", "time"]

SAYS_WINDOWS = ("question", "numerator", "denominator", "leaves_out", "within", "caveats")  # see windows.py
_NEED = re.compile(r"[a-z_]+\.[a-z_]+\*?(\|[a-z_]+\.[a-z_]+\*?)*")
_DEFAULT_AS_OF: dict[Of, str] = {
    "thread": "outreach",
    "interview": "interviews",
    "referral": "referrals",
    "student": "interviews",
    "graduate": "outcomes",
    "response": "survey",
    "log_row": "interviews",
    "program": "interviews",
    "request": "outreach",
}


@dataclass(frozen=True)
class Words:
    """What a breakdown is called ("" = by its own words), and its values.

    is_coded: they are our own codes. spelled: those that do not read well by taking their underscores away.
    """

    title: str = ""
    is_coded: bool = False
    spelled: Mapping[str, str] = field(default_factory=dict, hash=False)


@dataclass(frozen=True)
class Dimension:
    """Something figures can be cut and filtered by.

    kind: attribute = a column of the mart, named as the dimension; bridge = a table of (student_key, value),
    where a person may have several (is_dated: each from a day to a day); derived = `sql` of the row's columns; time = a
    label made from the item's own start.
    values: those always listed, in order. domain: SQL giving the values the whole build knows, as `value`.
    per_of: where one kind of item has its own bridge or domain. marts: only figures of one of these have it; () = all.
    """

    name: str
    title: str
    kind: Kind
    bridge: str = ""
    is_dated: bool = False
    values: tuple[str, ...] = ()
    domain: str = ""
    sql: str = ""
    marts: tuple[str, ...] = ()
    per_of: dict[str, dict[str, str]] = field(default_factory=dict, hash=False)

    def bridge_for(self, of: str) -> str:
        return self.per_of.get(of, {}).get("bridge", self.bridge)

    def domain_for(self, of: str) -> str:
        return self.per_of.get(of, {}).get("domain", self.domain)


@dataclass(frozen=True)
class Dimensions:
    """All dimensions, which apply to what, whose groups share nobody.

    compared: those whose groups are compared with each other without being asked. words: of dimensions, and of the
    breakdowns figures come with.
    """

    by_name: dict[str, Dimension]
    applies: dict[str, tuple[str, ...]]
    undated: frozenset[str]
    groups: tuple[str, ...]
    compared: tuple[str, ...]
    words: Mapping[str, Words]


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as problem:
        raise DefinitionError(f"{path.name} cannot be read: {problem}.") from None


@cache
def catalog() -> dict[str, Metric]:
    """Every metric by id, in the order of the file names. Raises DefinitionError naming the file at fault."""
    return read_catalog(SQL / "metrics")


def read_catalog(folder: Path) -> dict[str, Metric]:
    """The metrics of a folder of <id>.sql files beside their caveats.toml."""
    caveats = _toml(folder / "caveats.toml")
    metrics = {
        path.stem: read_metric(path.name, path.read_text(encoding="utf-8"), caveats)
        for path in sorted(folder.glob("*.sql"))
    }
    for metric in metrics.values():
        for other in metric.beside:
            if other not in metrics:
                raise DefinitionError(f"{metric.id}.sql: beside names {other!r}, which is no figure.")
    return {name: _with_rows(metric, metrics) for name, metric in metrics.items()}


def _with_rows(metric: Metric, metrics: Mapping[str, Metric]) -> Metric:
    """The figure with the SQL of the one whose rows it takes, where it has none itself."""
    if not metric.rows_of:
        return metric
    other = metrics.get(metric.rows_of)
    if other is None or other.rows_of or other.of != metric.of:
        raise DefinitionError(
            f"{metric.id}.sql: rows_of names {metric.rows_of!r}, which is no figure of the same kind with SQL of its"
            " own."
        )
    return replace(metric, sql=other.sql)


# How a definition writes a field of Metric, by its type; all else is text.
_WRITTEN_AS: dict[str, tuple[type, str]] = {
    "tuple[str, ...]": (list, "a list"),
    "bool": (bool, "true or false"),
}


@cache
def _choices() -> dict[str, tuple[str, ...]]:
    """The fields of Metric that take one of a few words, and these; `as_of` names a source of dates."""
    literals = {
        key: get_args(hint) for key, hint in get_type_hints(Metric).items() if get_origin(hint) is Literal
    }
    return literals | {"as_of": ("", *sorted({*_DEFAULT_AS_OF.values(), "activity", "both"}))}


def _texts_of(value: object) -> list[str]:
    return [str(one) for one in (value if isinstance(value, list) else [value])]


def read_metric(name: str, text: str, caveats: dict[str, str]) -> Metric:
    """One file's definition. Raises DefinitionError with the file's name."""

    def refuse(what: str) -> DefinitionError:
        return DefinitionError(f"{name}: {what}")

    header, found, sql = text.removeprefix("/*").partition("*/")
    if not text.startswith("/*") or not found:
        raise refuse("the file must open with a /* … */ comment that defines the figure.")
    if "*/" in sql or "/*" in sql or "/*" in header:
        raise refuse("only the opening comment may be written with /* and */; use -- below it.")
    spoken = re.sub(r"--.*", "", sql)
    if ";" in spoken or "$" in spoken:
        raise refuse("the SQL is one statement without ; and without parameters.")
    try:
        told = tomllib.loads(header)
    except tomllib.TOMLDecodeError as problem:
        raise refuse(f"the opening comment is not TOML: {problem}.") from None
    known = {item.name: item for item in fields(Metric) if item.name not in ("id", "sql")}
    required = {
        key for key, item in known.items() if item.default is MISSING and item.default_factory is MISSING
    }
    if unknown := sorted(set(told) - set(known)):
        raise refuse(f"{unknown[0]!r} is not part of a definition. A figure has {', '.join(known)}.")
    if missing := sorted(required - set(told)):
        raise refuse(f"{', '.join(missing)} missing.")
    for key in set(told) & set(known):
        expected, words = _WRITTEN_AS.get(str(known[key].type), (str, "text"))
        if not isinstance(told[key], expected):
            raise refuse(f"{key} must be {words}.")
    for key, allowed in _choices().items():
        if key in told and told[key] not in allowed:
            raise refuse(f"{key} is {told[key]!r}; it must be one of {', '.join(filter(None, allowed))}.")
    if bool(told.get("rows_of")) == bool(spoken.strip()):
        raise refuse("SQL stands below the definition, or rows_of names the figure whose rows it takes.")
    if "?" in told["title"] and not told.get("begins"):
        raise refuse("a title that asks is no beginning of a sentence; say how one begins in begins.")
    if "<value>" not in told.get("says", "<value>"):
        raise refuse("says is a sentence with <value> in it.")
    if bool(told.get("category")) != bool(told.get("categories_are")):
        raise refuse("category and categories_are go together.")
    has_places = told.get("categories_are") in ("parts", "groups") and told.get("categories")
    if told.get("category_as") and not has_places:
        raise refuse("only parts and groups listed in categories have a place there.")
    if told.get("categories_are") == "kinds":
        for category in told.get("categories", ()) or [""]:
            if not re.fullmatch(r"[a-z_]+", category):  # the name of a column of the SQL below
                raise refuse(f"categories has {category!r}; a kind is named in lower case, as its column is.")
    for key in (item for item in known if item not in SAYS_WINDOWS):
        if any("{" in one for one in _texts_of(told.get(key, ""))):
            raise refuse(f"{key} is the same for every office; only {', '.join(SAYS_WINDOWS)} name settings.")
    for text_ in (*(told.get(key, "") for key in SAYS_WINDOWS if key != "caveats"), *caveats.values()):
        if wrong := unknown_in(text_):
            raise refuse(f"“{text_}”: {wrong}.")
    for need in told.get("needs", ()):
        if not _NEED.fullmatch(need):
            raise refuse(f'needs has {need!r}; write "source.column", alternatives apart by | .')
    for name_ in told.get("adjust_for", ()):
        if name_ not in dimensions().applies[told["of"]] or dimensions().by_name[name_].kind != "attribute":
            raise refuse(f"adjust_for has {name_!r}; a {told['of']} has no such attribute.")
    for key in told.get("caveats", ()):
        if key not in caveats:
            raise refuse(f"caveats names {key!r}, which caveats.toml does not have.")
    values: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in told.items()
    }
    values["caveats"] = tuple(caveats[key] for key in told.get("caveats", ()))
    values["as_of"] = told.get("as_of") or _DEFAULT_AS_OF[told["of"]]
    return Metric(id=name.removesuffix(".sql"), sql=sql.strip(), **values)


@cache
def dimensions() -> Dimensions:
    """sql/dimensions.toml. Raises DefinitionError when it names what it does not define."""
    told = _toml(SQL / "dimensions.toml")
    try:
        by_name = {
            name: Dimension(
                name=name,
                title=one["title"],
                kind=one["kind"],
                bridge=one.get("bridge", ""),
                is_dated=one.get("is_dated", False),
                values=tuple(one.get("values", ())),
                domain=one.get("domain", ""),
                sql=one.get("sql", ""),
                marts=tuple(one.get("marts", ())),
                per_of=one.get("per_of", {}),
            )
            for name, one in told["dimension"].items()
        }
        applies = {of: tuple(names) for of, names in told["of"].items()}
        words = {
            name: Words(one.get("title", ""), one.get("is_coded", False), one.get("spelled", {}))
            for name, one in (told["dimension"] | told["category"]).items()
        }
        undated, groups, compared = frozenset(told["undated"]), tuple(told["groups"]), tuple(told["compared"])
    except KeyError as problem:
        raise DefinitionError(f"dimensions.toml: {problem} is missing.") from None
    for of, names in applies.items():
        for name in names:
            if name not in by_name:
                raise DefinitionError(f"dimensions.toml: {of} names {name!r}, which is no dimension.")
    if missing := set(get_args(Of)) - set(applies):
        raise DefinitionError(f"dimensions.toml: nothing is said of {', '.join(sorted(missing))}.")
    return Dimensions(
        by_name=by_name, applies=applies, undated=undated, groups=groups, compared=compared, words=words
    )
