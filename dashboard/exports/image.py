"""PNG and SVG: the chart with its title, what it says and its face, drawn by the browser on this machine.

One browser stays open for the process (a start costs a second, a picture 0.2 s). Nothing is fetched:
plotly.js comes with plotly, and the browser gets a proxy that leads nowhere.
"""

from __future__ import annotations

import asyncio
import atexit
import concurrent.futures
import re
import threading
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from dashboard.charts.palette import INK, SIZE_NOTE, SOFT_INK, wrap
from dashboard.charts.shown_rows import shown
from dashboard.charts.spec import ChartSpec, Exhibit
from dashboard.drawing.parts import escape
from dashboard.drawing.plotly_figure import figure
from dashboard.exports.native import one_line
from dashboard.exports.svg_file import standing_alone
from dashboard.exports.words import heading
from pipelines.errors import UserError

WIDTH = 1000  # pixels before scaling
SCALE = 2  # PNG pixels per pixel: sharp on a slide
SIZES = {"slide": 1280, "page": WIDTH, "column": 620}  # what a picture is for -> its width
_EDGE = 28
_CLEAR = "rgba(0,0,0,0)"
_TIMEOUT = 60.0  # seconds for one picture, the browser's start included

NO_BROWSER = (
    "Pictures need Google Chrome, Chromium or Microsoft Edge on this machine, and none was found. Install "
    "one (Debian and Ubuntu: apt install chromium; macOS: brew install --cask google-chrome) and try again. "
    "CSV, XLSX, PPTX and DOCX need no browser."
)
NO_START = (
    "The browser that draws pictures did not start or stopped answering. Close other programs and try "
    "again, or export XLSX, PPTX or DOCX, which need no browser."
)

_HEAD = 33  # bytes of a PNG before what may be said of it: its signature and its size


@dataclass(frozen=True)
class Look:
    """How a picture is wanted. size: one of SIZES. scale: of a PNG, pixels a pixel."""

    size: str = "page"
    scale: int = SCALE
    is_transparent: bool = False


USUAL = Look()


def png(exhibit: Exhibit, look: Look = USUAL) -> bytes:
    """PNG bytes. Raises UserError if no browser is found or it does not answer."""
    return with_code(_painted(exhibit, look, {"format": "png", "scale": look.scale}), exhibit.code)


def with_code(picture: bytes, code: str) -> bytes:
    """The PNG with its code beside its pixels, where programs keep what is said of a picture; as it is without one."""
    if not code:
        return picture
    said = b"tEXt" + b"Code\0" + code.encode("ascii")
    chunk = len(said[4:]).to_bytes(4, "big") + said + zlib.crc32(said).to_bytes(4, "big")
    return picture[:_HEAD] + chunk + picture[_HEAD:]


def svg(exhibit: Exhibit, look: Look = USUAL) -> bytes:
    """SVG bytes; the same exhibit gives the same. Raises UserError as `png` does."""
    drawn = _settled(_painted(exhibit, look, {"format": "svg", "scale": 1}))
    return standing_alone(drawn, heading(exhibit.spec), one_line(exhibit.spec.alt_text))


def chart_svg(spec: ChartSpec, width: int) -> str:
    """The chart alone as SVG, for a page that says the rest itself. Raises UserError as `png` does."""
    drawn = figure(spec)
    layout = {**drawn["layout"], "width": width}
    size = {"width": width, "height": layout["height"]}
    made = _painter.paint({"data": drawn["data"], "layout": layout}, {**size, "format": "svg", "scale": 1})
    return _settled(made).decode()


def _painted(exhibit: Exhibit, look: Look, options: dict[str, Any]) -> bytes:
    drawn = framed(exhibit, SIZES[look.size])
    layout = drawn["layout"]
    if look.is_transparent:
        layout |= {"paper_bgcolor": _CLEAR, "plot_bgcolor": _CLEAR}
    return _painter.paint(drawn, {"width": layout["width"], "height": layout["height"], **options})


def framed(exhibit: Exhibit, wide: int = WIDTH) -> dict[str, Any]:
    """The chart's figure with title and reading above and the face below; room measured, nothing jumps."""
    spec = shown(exhibit.spec)
    drawn = figure(spec)
    layout = dict(drawn["layout"])
    inner = layout["height"]
    old = layout["margin"]
    room = wide - 2 * _EDGE
    title = wrap(spec.finding or spec.title, room, 22, lines=2)
    reading = wrap(f"{spec.title}. {spec.reading}" if spec.finding else spec.reading, room, 15, lines=4)
    face = [part for line in exhibit.face_lines() for part in wrap(line, room, SIZE_NOTE, lines=12)]
    head = _EDGE + 28 * len(title) + 20 * len(reading) + 12
    left = _EDGE + old["l"]
    top = head + old["t"]
    axis = old["b"]
    bottom = axis + 14 + 16 * len(face) + _EDGE
    layout["margin"] = {"l": left, "r": old["r"] + _EDGE, "t": top, "b": bottom, "autoexpand": False}
    plot = inner - old["t"] - axis
    layout["height"] = round(top + plot + bottom)
    layout["width"] = wide
    heading = "<br>".join(escape(part) for part in title)
    says = "<br>".join(escape(part) for part in reading)
    below = {"x": 0, "y": 0, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    above = {"x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "top"}
    text = {"showarrow": False, "align": "left", "xshift": _EDGE - left}
    layout["annotations"] = [
        *layout.get("annotations", ()),
        {
            **above,
            **text,
            "text": f"<b>{heading}</b>",
            "font": {"size": 22, "color": INK},
            "yshift": top - _EDGE + 6,
        },
        {
            **above,
            **text,
            "text": says,
            "font": {"size": 15, "color": SOFT_INK},
            "yshift": top - _EDGE + 6 - 28 * len(title),
        },
        {
            **below,
            **text,
            "text": "<br>".join(_face_line(part) for part in face),
            "font": {"size": SIZE_NOTE, "color": SOFT_INK},
            "yshift": -axis - 12,
        },
    ]
    return {"data": drawn["data"], "layout": layout}


def _face_line(text: str) -> str:
    """What may not be overlooked stands in ink: the view and synthetic data."""
    safe = escape(text)
    return (
        f'<span style="color:{INK}"><b>{safe}</b></span>' if text.startswith(("View: ", "Data: ")) else safe
    )


# six hex digits after a known word (clip3f9c2a, trace…), or inside the name of a hatching pattern
_RANDOM = r"(?:clip|legend|topdefs-|defs-|trace)([0-9a-f]{6})(?![0-9a-f])|-([0-9a-f]{6})-\d+\b"


def _settled(svg: bytes) -> bytes:
    """The SVG without the random names plotly.js gives to its parts: the same chart, the same bytes."""
    text = svg.decode()
    found = re.findall(_RANDOM, text)
    names = dict.fromkeys(name for pair in found for name in pair if name)
    for i, name in enumerate(names):
        text = text.replace(name, f"c{i:05d}")
    return text.encode()


class Painter:
    """A browser kept open in a thread of its own; one picture at a time, safe to call from any thread.

    Kaleido's own global server waits for ever if its browser dies while starting and mixes up the answers
    of threads that ask together; this one has a lock and a time limit, and starts afresh once when the
    browser has gone away.
    """

    def __init__(self, open_browser: Callable[[], Any] | None = None) -> None:
        self._open_browser = open_browser or _kaleido
        self._lock = threading.Lock()
        self._thread: tuple[asyncio.AbstractEventLoop, threading.Thread] | None = None
        self._browser: Any = None

    def paint(self, drawn: dict[str, Any], options: dict[str, Any]) -> bytes:
        """Bytes of one picture. Raises UserError without a browser, or when it fails twice."""
        from choreographer.errors import BrowserClosedError, BrowserFailedError, ChannelClosedError

        with self._lock:
            for attempt in (1, 2):
                try:
                    self._start()
                    return self._ask(self._browser.calc_fig(drawn, opts=options))
                except (ChannelClosedError, BrowserClosedError) as problem:
                    self._stop()
                    if attempt == 2:
                        raise UserError(NO_START) from problem
                except (BrowserFailedError, concurrent.futures.TimeoutError, TimeoutError) as problem:
                    self._stop()
                    raise UserError(NO_START) from problem
        raise AssertionError("unreachable")

    def stop(self) -> None:
        with self._lock:
            self._stop()

    def _start(self) -> None:
        if self._browser is not None:
            return
        browser = self._open_browser
        loop = asyncio.new_event_loop()
        thread = threading.Thread(target=loop.run_forever, name="pictures", daemon=True)
        thread.start()
        self._thread = loop, thread

        async def opened() -> Any:
            made = browser()
            await made.open()
            return made

        try:
            self._browser = self._ask(opened())
        except BaseException:
            self._stop()
            raise

    def _ask(self, question: Any) -> Any:
        assert self._thread is not None
        loop, _ = self._thread
        return asyncio.run_coroutine_threadsafe(question, loop).result(_TIMEOUT)

    def _stop(self) -> None:
        """Close what is open; a browser that is already gone cannot be closed again, and that is fine."""
        browser, running = self._browser, self._thread
        self._browser = self._thread = None
        if running is None:
            return
        loop, thread = running
        if browser is not None:
            future = asyncio.run_coroutine_threadsafe(browser.close(), loop)
            concurrent.futures.wait([future], timeout=10)
        loop.call_soon_threadsafe(loop.stop)
        thread.join(timeout=10)


def _kaleido() -> Any:
    """A Kaleido with the machine's own browser. Raises UserError where there is none."""
    import kaleido
    from choreographer.browsers.chromium import Chromium
    from choreographer.errors import ChromeNotFoundError

    try:
        if Chromium.find_browser(skip_local=False) is None:
            raise UserError(NO_BROWSER)
        return kaleido.Kaleido(
            n=1,
            timeout=_TIMEOUT,
            page_generator=kaleido.PageGenerator(mathjax=False),
            proxy_server="127.0.0.1:9",  # the discard port: file: pages need no proxy, all else goes nowhere
        )
    except ChromeNotFoundError as problem:
        raise UserError(NO_BROWSER) from problem


_painter = Painter()
atexit.register(_painter.stop)
