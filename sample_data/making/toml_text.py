"""Nested figures as TOML text: tables, numbers, texts and lists of texts, in the order given."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any


def toml_text(values: Mapping[str, Any], note: str) -> str:
    """A TOML document with a comment on top. Small tables of plain values are written on one line."""
    lines = [f"# {line}" for line in note.splitlines()]
    _table(values, (), lines)
    return "\n".join(lines) + "\n"


def _table(values: Mapping[str, Any], path: tuple[str, ...], lines: list[str]) -> None:
    if path:
        lines += ["", "[" + ".".join(map(_key, path)) + "]"]
    deep = {key: value for key, value in values.items() if _is_deep(value)}
    for key, value in values.items():
        if key not in deep:
            lines.append(f"{_key(key)} = {_value(value)}")
    for key, value in deep.items():
        _table(value, (*path, key), lines)


def _is_deep(value: object) -> bool:
    return isinstance(value, Mapping) and any(isinstance(v, Mapping) for v in value.values())


def _key(key: str) -> str:
    return key if key.replace("_", "").replace("-", "").isalnum() and key.isascii() else json.dumps(key)


def _value(value: Any) -> str:
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(k)} = {_value(v)}" for k, v in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    if isinstance(value, str):
        return json.dumps(value)
    number = float(value)
    return str(int(number)) if number.is_integer() else repr(round(number, 6))
