"""What we write as TOML: mappings and spellings, which people read, share and edit by hand.

    written()    a document -> new text
    rewritten()  the text of an office's file and what it is to say -> the text, with her comments, order and blank
                 lines where they were

Pure.
"""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from typing import Any

import tomlkit


def written(document: Mapping[str, Any]) -> str:
    """Texts first, then tables; what is empty is left out."""
    return tomlkit.dumps(_filled(document))


def rewritten(text: str, document: Mapping[str, Any]) -> str:
    """The text changed so that it says what the document says, and nowhere else.

    Raises tomlkit.exceptions.ParseError where the text is no TOML.
    """
    there = tomlkit.parse(text)
    _bring_in_line(there, _filled(document))
    return tomlkit.dumps(there)


def _filled(document: Mapping[str, Any]) -> dict[str, Any]:
    """The document without empty texts at its top and without empty tables anywhere."""
    tables = {key: _without_empty(table) for key, table in document.items() if isinstance(table, Mapping)}
    return {
        **{key: value for key, value in document.items() if value and not isinstance(value, Mapping)},
        **{key: table for key, table in tables.items() if table},
    }


def _without_empty(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in table.items() if not isinstance(value, Mapping) or value}


def _bring_in_line(there: MutableMapping[str, Any], wanted: Mapping[str, Any]) -> None:
    for key in [key for key in there if key not in wanted]:
        del there[key]
    for key, value in wanted.items():
        if key in there and isinstance(there[key], MutableMapping) and isinstance(value, Mapping):
            _bring_in_line(there[key], value)
        elif key not in there or there[key] != value:
            there[key] = value
