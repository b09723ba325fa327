"""What a reader sees of a Plotly figure, as a few lines of text that a test can hold against what it should be."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import Any


def figure_text(figure: dict[str, Any]) -> str:
    """Size and axes, then the traces, then lines and words beside them."""
    layout = figure["layout"]
    margin = layout["margin"]
    lines = [
        f"height {layout['height']}, margins {margin['l']:.4g} {margin['r']:.4g} {margin['t']:.4g} {margin['b']:.4g}",
        f"{layout.get('barmode', '')} {'legend' if layout['showlegend'] else ''} {layout['hovermode']}",
    ]
    lines += [_axis(name, layout[name]) for name in sorted(layout) if name.startswith(("xaxis", "yaxis"))]
    lines += [_trace(trace) for trace in figure["data"]]
    lines += [_shape(shape) for shape in layout.get("shapes", ())]
    lines += [_note(note) for note in layout.get("annotations", ())]
    return "\n".join(" ".join(line.split()) for line in lines)


def _few(values: Iterable[Any]) -> str:
    written = [_one(value) for value in values]
    return (
        " ".join(written)
        if len(written) <= 8
        else f"{written[0]} … {written[len(written) // 2]} … {written[-1]} ({len(written)})"
    )


def _one(value: Any) -> str:
    if value is None:
        return "-"
    if isinstance(value, int | float):
        return f"{value + 0.0:.4g}"
    return _words(value) if isinstance(value, str) else f"({_few(value)})"


def _words(text: str) -> str:
    """Text as it is read: line breaks as /, no other markup."""
    return html.unescape(re.sub(r"<[^>]+>", "", text.replace("<br>", " / "))).replace("\u00a0", "·")


def _axis(name: str, axis: dict[str, Any]) -> str:
    ticks = (
        axis.get("ticktext")
        if axis.get("tickmode") == "array"
        else [f"every {axis.get('dtick')} as {axis.get('tickformat')}"]
    )
    shown = _few(ticks or ()) if axis.get("showticklabels", True) else "no labels"
    places = (
        f" at {_few(axis['tickvals'])}" if "tickvals" in axis and axis.get("showticklabels", True) else ""
    )
    domain = f" in {_few(axis['domain'])}" if "domain" in axis else ""
    title = f" “{axis['title']['text']}”" if axis.get("title") else ""
    return f"{name} {_few(axis['range'])}: {shown}{places}{domain}{title}{' grid' if axis.get('showgrid') else ''}"


def _trace(trace: dict[str, Any]) -> str:
    marker, line = trace.get("marker", {}), trace.get("line", {})
    look = [
        f"color {_look(marker['color'])}" if "color" in marker else "",
        f"pattern {_few(marker['pattern']['shape'])}"
        if any(marker.get("pattern", {}).get("shape", ()))
        else "",
        f"{marker.get('symbol', '')} size {marker['size']}" if "size" in marker else "",
        f"line {line['color']} {line['width']} {line.get('dash', '')} {line.get('shape', '')}"
        if line
        else "",
        f"wide {trace['width']:.4g}" if isinstance(trace.get("width"), float) else "",
        f"offset {trace['offset']}" if "offset" in trace else "",
        "on " + trace["xaxis"] if "xaxis" in trace else "",
    ]
    data = [
        f"{key} {_few(trace[key])}"
        for key in ("x", "y", "z", "base", "text", "textposition", "hovertext")
        if key in trace
    ]
    shown = "" if trace.get("showlegend", True) else " (not in legend)"
    return f"{trace['type']} {trace.get('mode', '')} “{trace.get('name', '')}”{shown}: {'; '.join([*data, *filter(None, look)])}"


def _look(color: Any) -> str:
    return color if isinstance(color, str) else _few(color)


def _shape(shape: dict[str, Any]) -> str:
    line = shape.get("line", {})
    look = f"{line.get('color', '')} {line.get('width')} {line.get('dash', '')} {shape.get('fillcolor', '')} {shape.get('layer', '')}"
    corners = _few(shape[key] for key in ("x0", "y0", "x1", "y1"))
    return f"shape {shape['type']} {shape.get('xref')} {shape.get('yref')} {corners} {look}"


def _note(note: dict[str, Any]) -> str:
    font = note.get("font", {})
    place = " ".join(
        f"{key}={note[key]}"
        for key in ("xref", "yref", "xanchor", "yanchor", "xshift", "yshift", "textangle", "bgcolor")
        if key in note
    )
    return f"note “{_words(note['text'])}” at {_one(note['x'])} {_one(note['y'])} {place} {font.get('size')} {font.get('color')}"
