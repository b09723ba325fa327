"""Pictures, drawn by the real browser of this machine; and what happens when it dies or is missing."""

from __future__ import annotations

import html
import io
import os
import re
import signal
import struct
import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from xml.etree import ElementTree

import pytest
from choreographer.browsers.chromium import Chromium
from choreographer.errors import ChannelClosedError
from PIL import Image

from dashboard.charts.exhibit import exhibit_for
from dashboard.charts.spec import Exhibit
from dashboard.exports import image
from dashboard.exports.formats import render
from pipelines.errors import UserError
from tests.dashboard.charts import chart_samples as samples
from tests.dashboard.exports.sample_exhibits import exhibit

needs_browser = pytest.mark.skipif(
    Chromium.find_browser(skip_local=False) is None, reason="no Chrome, Chromium or Edge on this machine"
)


def _exhibit() -> Exhibit:
    return exhibit_for(samples.by_college(), is_synthetic=True)


@pytest.fixture(scope="module")
def painter() -> Iterator[image.Painter]:
    made = image.Painter()
    yield made
    made.stop()


@pytest.fixture(autouse=True)
def _one_browser(painter: image.Painter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(image, "_painter", painter)


def _text(svg: bytes) -> str:
    words = re.findall(r">([^<>]+)<", svg.decode())
    return " ".join(html.unescape(" ".join(words)).split())


# chart -> room (left, right, top, bottom), height; how far above the plot title and reading begin, how far below the face
FRAMES: dict[str, tuple[tuple[int, int, int, int], int, tuple[int, int, int]]] = {
    "weekly": ((59, 48, 144, 152), 504, (122, 94, -42)),
    "rates": ((44, 112, 112, 147), 406, (90, 62, -37)),
    "classes": ((30, 30, 92, 126), 379, (70, 42, -16)),
    "ranges": ((101, 112, 132, 147), 344, (110, 82, -37)),
    "two_sides": ((140, 74, 152, 147), 396, (130, 102, -37)),
    "funnel": ((73, 82, 170, 173), 618, (148, 92, -63)),
    "curve": ((63, 66, 100, 174), 478, (78, 50, -64)),  # lines, not over time
    "trends": ((63, 103, 100, 152), 460, (78, 50, -42)),
    "calendar": ((72, 84, 116, 152), 504, (94, 66, -42)),
    "empty": ((44, 82, 112, 126), 292, (90, 62, -16)),  # never lower than its words need
}


@pytest.mark.parametrize("name", FRAMES)
def test_where_everything_stands_in_a_picture_and_in_which_type(name: str) -> None:
    layout = image.framed(exhibit(name))["layout"]
    title, reading, face = layout["annotations"][-3:]
    margin = layout["margin"]
    room = tuple(round(margin[side]) for side in "lrtb")
    shifts = (title["yshift"], reading["yshift"], face["yshift"])
    assert (room, layout["height"], shifts) == FRAMES[name]
    assert (layout["width"], margin["autoexpand"]) == (image.WIDTH, False)
    assert [one["font"]["size"] for one in (title, reading, face)] == [22, 15, 12]
    assert exhibit(name).spec.finding.split()[0] in title["text"]
    assert {margin["l"] + one["xshift"] for one in (title, reading, face)} == {28}  # all begin at the edge
    assert re.fullmatch("<b>.+</b>", title["text"])
    from_corner = [(one["x"], one["y"], one["xanchor"], one["yanchor"]) for one in (title, reading, face)]
    assert from_corner == [(0, 1, "left", "top"), (0, 1, "left", "top"), (0, 0, "left", "top")]
    assert {(one["xref"], one["yref"], one["align"]) for one in (title, reading, face)} == {
        ("paper", "paper", "left")
    }


def test_the_view_and_invented_data_stand_in_ink_and_nothing_else_of_the_face_does() -> None:
    lines = image.framed(exhibit())["layout"]["annotations"][-1]["text"].split("<br>")
    bold = [one for one in lines if "<b>" in one]
    assert len(lines) > len(bold) == 2
    assert all(re.search(r"<b>(View|Data): ", one) for one in bold)


@needs_browser
def test_png_is_sharp_and_of_the_measured_size() -> None:
    made = render(_exhibit(), "png")
    width, height = struct.unpack(">II", made[16:24])
    assert made[:8] == b"\x89PNG\r\n\x1a\n"
    assert width == image.WIDTH * image.SCALE
    assert height == image.framed(_exhibit())["layout"]["height"] * image.SCALE


@needs_browser
def test_svg_carries_the_whole_face_and_asks_nobody_for_anything() -> None:
    exhibit = _exhibit()
    made = render(exhibit, "svg")
    said = _text(made)
    for words in (exhibit.spec.title, *(words for _, words in exhibit.face())):
        assert words in said
    assert set(re.findall(r"https?://[^\s\"'<>)]+", made.decode())) <= {
        "http://www.w3.org/2000/svg",
        "http://www.w3.org/1999/xlink",
    }


@needs_browser
def test_svg_stands_alone_with_its_typeface_its_title_and_its_description() -> None:
    made = render(_exhibit(), "svg").decode()
    assert made.index("<title>") < made.index("<desc>") < made.index("@font-face")
    assert f"<title>{html.escape(_exhibit().spec.finding, quote=False)}</title>" in made
    assert made.count("font/woff2") == 1
    ElementTree.fromstring(made)
    polish = replace(_exhibit(), spec=replace(_exhibit().spec, title="Łódź"))
    assert render(polish, "svg").decode().count("font/woff2") == 2


@needs_browser
@pytest.mark.parametrize(("size", "scale"), [("slide", 1), ("column", 2)])
def test_a_picture_has_the_size_it_is_wanted_in_and_may_be_clear(size: str, scale: int) -> None:
    made = image.png(_exhibit(), image.Look(size, scale, is_transparent=True))
    assert struct.unpack(">I", made[16:20]) == (image.SIZES[size] * scale,)
    with Image.open(io.BytesIO(made)) as picture:
        assert picture.convert("RGBA").getpixel((2, 2))[3] == 0  # type: ignore[index]
    with Image.open(io.BytesIO(render(_exhibit(), "png"))) as picture:
        assert picture.convert("RGBA").getpixel((2, 2))[3] == 255  # type: ignore[index]


@needs_browser
def test_markup_in_a_name_is_printed_letter_by_letter() -> None:
    spec = replace(_exhibit().spec, categories=("<a href='https://evil.example'>Law</a>", "<b>Arts</b>", "x"))
    made = render(replace(_exhibit(), spec=spec), "svg")
    assert b"<a " not in made
    assert "<b>Arts</b>" in _text(made)


@needs_browser
@pytest.mark.parametrize("spec", [samples.all_specs()["weekly"], samples.all_specs()["bands"]])
def test_the_same_chart_is_the_same_drawing(spec: Any) -> None:
    exhibit = replace(_exhibit(), spec=spec)
    assert render(exhibit, "svg") == render(exhibit, "svg")


@needs_browser
def test_a_browser_that_was_killed_is_started_again(painter: image.Painter) -> None:
    render(_exhibit(), "svg")
    first = painter._browser
    os.killpg(os.getpgid(first.subprocess.pid), signal.SIGKILL)  # the browser this test started
    first.subprocess.wait()
    assert render(_exhibit(), "svg").startswith(b"<svg")
    assert painter._browser is not first


@needs_browser
def test_threads_that_ask_together_get_their_own_pictures() -> None:
    titles = [f"Chart number {i}" for i in range(4)]
    made: dict[str, bytes] = {}

    def ask(title: str) -> None:
        exhibit = _exhibit()
        made[title] = render(replace(exhibit, spec=replace(exhibit.spec, title=title)), "svg")

    threads = [threading.Thread(target=ask, args=(title,)) for title in titles]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(title in _text(made[title]) for title in titles)


class _Fragile:
    """A browser whose first `failures` answers are a closed channel."""

    failures = 0

    async def open(self) -> None:
        return None

    async def close(self) -> None:
        return None

    async def calc_fig(self, drawn: dict[str, Any], opts: dict[str, Any]) -> bytes:
        if type(self).failures > 0:
            type(self).failures -= 1
            raise ChannelClosedError
        return b"picture"


@pytest.mark.parametrize(("failures", "starts"), [(0, 1), (1, 2)])
def test_a_closed_channel_is_tried_once_more_with_a_fresh_browser(failures: int, starts: int) -> None:
    _Fragile.failures = failures
    opened: list[_Fragile] = []
    fragile = image.Painter(lambda: opened.append(_Fragile()) or opened[-1])  # type: ignore[func-returns-value]
    assert fragile.paint({}, {}) == b"picture"
    assert len(opened) == starts
    fragile.stop()


def test_a_channel_that_stays_closed_is_said_in_a_sentence() -> None:
    _Fragile.failures = 9
    fragile = image.Painter(_Fragile)
    with pytest.raises(UserError, match="did not start or stopped answering"):
        fragile.paint({}, {})


class _Slow(_Fragile):
    """A browser that does not answer in time."""

    closed = 0

    async def close(self) -> None:
        type(self).closed += 1

    async def calc_fig(self, drawn: dict[str, Any], opts: dict[str, Any]) -> bytes:
        raise TimeoutError


def test_a_browser_that_does_not_answer_is_closed_and_not_asked_again() -> None:
    slow = image.Painter(_Slow)
    with pytest.raises(UserError, match="stopped answering"):
        slow.paint({}, {})
    assert (_Slow.closed, slow._browser, slow._thread) == (1, None, None)
    slow.stop()  # nothing is left to stop
    assert _Slow.closed == 1


@pytest.mark.parametrize("problem", [UserError("None here."), OSError("no memory")])
def test_of_a_browser_that_does_not_open_nothing_is_left_running(problem: Exception) -> None:
    class Closed(_Fragile):
        async def open(self) -> None:
            raise problem

    before = set(threading.enumerate())
    closed = image.Painter(Closed)
    with pytest.raises(type(problem), match=str(problem)):
        closed.paint({}, {})
    assert (closed._browser, closed._thread) == (None, None)
    assert "pictures" not in {thread.name for thread in set(threading.enumerate()) - before}


def test_without_a_browser_the_sentence_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Chromium, "find_browser", lambda **_: None)
    monkeypatch.setattr(image, "_painter", image.Painter())
    with pytest.raises(UserError, match=r"Google Chrome, Chromium or Microsoft Edge.*apt install chromium"):
        render(_exhibit(), "png")
    assert render(_exhibit(), "csv")
