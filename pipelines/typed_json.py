"""Dataclasses as JSON and back, by the types of their fields: what crosses from one of our processes to another.

    as_plain()    a dataclass -> dicts, lists, texts and numbers that json.dumps takes
    from_plain()  what json.loads gave -> the dataclass, every field checked against its type

Types that fields may have: texts, numbers, yes or no, literals, tuples of one kind, dicts by text, other
dataclasses, any of them or None, and Any. Pure.
"""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any, Literal, TypeVar, Union

T = TypeVar("T")


def as_plain(value: Any) -> Any:
    """Dataclasses as dicts by field, tuples as lists; everything else as it is."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {field.name: as_plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, Mapping):
        return {key: as_plain(one) for key, one in value.items()}
    if isinstance(value, (tuple, list)):
        return [as_plain(one) for one in value]
    return value


def from_plain(kind: type[T], plain: Any) -> T:
    """A dataclass from its plain form; a field that is not there takes its default.

    Raises ValueError naming the field, never what it holds, where one is missing, unknown or of another type.
    """
    made: T = _read(kind, plain, kind.__name__)
    return made


@cache
def _types_of(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


def _read(kind: Any, plain: Any, where: str) -> Any:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if kind is Any:
        return plain
    if origin in (types.UnionType, Union):
        return _read_optional(inner, plain, where)
    if origin is Literal:
        return _checked(plain in inner, plain, where)
    if origin is tuple:
        _checked(isinstance(plain, Sequence) and not isinstance(plain, str), plain, where)
        return tuple(_read(inner[0], one, where) for one in plain)
    if origin in (dict, Mapping):
        _checked(isinstance(plain, Mapping), plain, where)
        return {key: _read(inner[1], one, f"{where}.{key}") for key, one in plain.items()}
    if dataclasses.is_dataclass(kind):
        return _read_dataclass(kind, plain, where)
    if kind is float:
        return _checked(isinstance(plain, (int, float)) and not isinstance(plain, bool), plain, where)
    return _checked(type(plain) is kind, plain, where)


def _read_optional(kinds: Sequence[Any], plain: Any, where: str) -> Any:
    """The first of several types that fits: X or None, a text or a number."""
    for kind in kinds:
        try:
            return _read(kind, plain, where)
        except ValueError:
            if kind is kinds[-1]:
                raise
    return None


def _read_dataclass(kind: Any, plain: Any, where: str) -> Any:
    _checked(isinstance(plain, Mapping), plain, where)
    fields = {field.name: field for field in dataclasses.fields(kind)}
    for name in plain:
        _checked(name in fields, plain, f"{where} (a field it does not have)")
    hints = _types_of(kind)
    for name, field in fields.items():
        is_needed = field.default is dataclasses.MISSING and field.default_factory is dataclasses.MISSING
        _checked(name in plain or not is_needed, plain, f"{where}.{name} (missing)")
    return kind(**{name: _read(hints[name], one, f"{where}.{name}") for name, one in plain.items()})


def _checked(is_right: bool, plain: Any, where: str) -> Any:
    if not is_right:
        raise ValueError(f"{where} is not what it must be")
    return plain
