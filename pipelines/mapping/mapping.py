"""How one file is read as one source: the value that recognition makes, the ledger keeps and a person may save."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

from pipelines.errors import FileRefused
from pipelines.mapping.mapping_file import FileShape
from pipelines.mapping.matching import Match
from pipelines.mapping.reshaping import Reshaping
from pipelines.mapping.scales import DEFAULT_SCALE, ProposedScale
from pipelines.mapping.toml_text import written
from pipelines.mapping.zones import Shift
from pipelines.sources.catalog import source as source_named


@dataclass(frozen=True)
class Mapping:
    """How one file is read as one source.

    columns: canonical column -> header of the file ("@sheet", "@file" = the sheet's name, the file's stem).
    values: canonical column -> {spelling as in the file: canonical value, "" = blank}.
    units: canonical column -> what its bare numbers count, where somebody said it.
    constants: canonical column -> canonical value for every row. reshaping: what is made of a wide file.
    zone: the moments that are brought to the office's time. left_out: columns a person does not want filled.
    scale: what was proposed from the answers, None where a person declared it or nothing can be said.
    """

    source: str
    columns: dict[str, str]
    values: dict[str, dict[str, str]] = field(default_factory=dict)
    constants: dict[str, str] = field(default_factory=dict)
    sheet: str = ""
    date_order: str = ""
    blank_reply: str = ""
    scale_low: float | None = None
    scale_high: float | None = None
    scale_direction: str = "up"
    reshaping: Reshaping = field(default_factory=Reshaping)
    zone: Shift | None = None
    left_out: tuple[str, ...] = ()
    is_as_it_stands: bool = False
    is_first_only: bool = False
    matches: tuple[Match, ...] = ()
    warnings: tuple[str, ...] = ()
    scale: ProposedScale | None = None
    units: dict[str, str] = field(default_factory=dict)

    @property
    def declared_scale(self) -> tuple[float, float, str]:
        """The scale of the answers (low, high, direction), the default where nothing is declared or found.

        Raises FileRefused where the low end does not lie below the high one.
        """
        low, high, direction = DEFAULT_SCALE
        low = low if self.scale_low is None else float(self.scale_low)
        high = high if self.scale_high is None else float(self.scale_high)
        if not low < high:
            raise FileRefused("The scale's low end must lie below its high end.")
        return low, high, self.scale_direction or direction

    def as_dict(self) -> dict[str, Any]:
        """What decides how rows are read, defaults written out: for the ledger and the digest."""
        of = source_named(self.source)
        written: dict[str, Any] = {
            "source": self.source,
            "sheet": self.sheet,
            "date_order": self.date_order,
            "columns": dict(sorted(self.columns.items())),
            "values": {column: dict(sorted(v.items())) for column, v in sorted(self.values.items()) if v},
            "constants": dict(sorted(self.constants.items())),
            **self.reshaping.as_dict(),
        }
        if self.zone:
            written["time_zone"] = self.zone.as_dict()
        if self.units:
            written["units"] = dict(sorted(self.units.items()))
        if of.has_blank_reply:
            written["blank_reply"] = self.blank_reply or "not_recorded"
        if of.has_scale:
            low, high, direction = self.declared_scale
            written["scale"] = {"low": low, "high": high, "direction": direction}
        return written

    def digest(self) -> str:
        """SHA-256 of `as_dict`: two mappings with the same digest read every file alike."""
        plain = json.dumps(self.as_dict(), sort_keys=True, ensure_ascii=False, separators=(",", ":"))
        return hashlib.sha256(plain.encode()).hexdigest()

    def document(self, name: str = "", shape: FileShape | None = None) -> dict[str, Any]:
        """What a mapping file says that proposes this mapping again.

        name, shape: of a saved mapping, so that a file like it is known again.
        """
        document = self.as_dict()
        document["columns"] = {**document["columns"], **dict.fromkeys(self.left_out, "")}
        if self.is_as_it_stands:
            document["reshape"] = "no"
        elif self.is_first_only:
            document["reshape"] = "first_contact"
        if shape:
            document["shape"] = shape.as_dict()
        return {"name": name, **document}

    def as_toml(self) -> str:
        """The mapping as a mapping file."""
        return written(self.document())
