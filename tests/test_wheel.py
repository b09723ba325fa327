"""What is installed from the wheel, without the checkout, is the whole product: demo, import, measure, export, serve."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tomllib
import urllib.request
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPResponse
from http.cookiejar import CookieJar
from pathlib import Path

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.NewSession_pb2 import NewSession
from websockets.sync.client import connect

ROOT = Path(__file__).parents[1]
PACKAGES = ("pipelines", "dashboard")

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    building = [
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(folder),
        str(ROOT),
    ]
    built = subprocess.run(
        [sys.executable, "-m", "pip", *building], capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    [made] = folder.glob("*.whl")
    return made


class Installed:
    """An environment with the wheel and what it depends on, and a folder to work in; the checkout is not on its path."""

    def __init__(self, wheel: Path, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        environment = folder / "environment"
        venv.create(environment, with_pip=False)
        self.bin = environment / "bin"
        [packages] = environment.glob("lib/python*/site-packages")
        # What it depends on is taken from where the tests run; of such folders Python reads no .pth, so that an editable
        # installation of the checkout stays behind.
        others = [path for path in sys.path if path.endswith(("site-packages", "dist-packages"))]
        (packages / "dependencies.pth").write_text("\n".join(others), encoding="utf-8")
        installing = [
            "--python",
            str(self.bin / "python"),
            "install",
            "--quiet",
            "--no-deps",
            "--no-index",
            str(wheel),
        ]
        subprocess.run([sys.executable, "-m", "pip", *installing], check=True, capture_output=True)
        kept = {
            name: value
            for name, value in os.environ.items()
            if not name.startswith(("STREAMLIT_", "CAREER_"))
        }
        kept.pop("PYTHONPATH", None)
        self.environment = kept | {"HOME": str(folder)}  # nor has anybody set Streamlit up here

    def run(self, *arguments: str) -> str:
        command = [str(self.bin / "career-conversations"), *arguments]
        ran = subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=200,
            check=False,
        )
        assert ran.returncode == 0, ran.stderr
        return ran.stdout


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Installed:
    return Installed(wheel, tmp_path_factory.mktemp("installed"))


def shipped(folder: str) -> set[str]:
    """The files of a folder as they stand in the checkout."""
    paths = [
        path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts
    ]
    return {path.relative_to(ROOT).as_posix() for path in paths}


def test_every_file_of_the_packages_travels_and_nothing_else(wheel: Path) -> None:
    names = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = set().union(*map(shipped, PACKAGES)) | {
        f"dashboard/{name}" for folder in ("sample_data", ".streamlit") for name in shipped(folder)
    }
    assert names == expected
    assert names >= {
        "pipelines/identity/nicknames.csv",
        "dashboard/.streamlit/config.toml",
        "dashboard/sample_data/import_order.toml",
    }


@pytest.mark.thorough
def test_from_the_sample_office_to_an_export(installed: Installed) -> None:
    code = "import dashboard, pipelines; print(dashboard.__file__); print(pipelines.__file__)"
    where = subprocess.run(
        [str(installed.bin / "python"), "-c", code],
        cwd=installed.folder, env=installed.environment, capture_output=True, text=True, check=True,
    ).stdout.split()  # fmt: skip
    assert all(str(installed.bin.parent) in path for path in where), where

    installed.run("demo", "--only-import")
    cells = json.loads(
        installed.run("--warehouse", "demo-warehouse", "measure", "participation_rate", "--json")
    )["cells"]
    assert cells[0]["denominator"] > 500

    log = installed.folder / "interviews.csv"
    log.write_text(
        "student_id,contact_name,held_on,referrals_count\nS1,Ada,2026-03-02,2\nS2,Bo,2026-03-09,0\n"
    )
    [report] = json.loads(installed.run("--warehouse", "office", "import", "--json", str(log)))
    assert (report["status"], report["accepted"]) == ("imported", 2)
    [cell] = json.loads(installed.run("--warehouse", "office", "measure", "referral_yield", "--json"))[
        "cells"
    ]
    assert (cell["numerator"], cell["denominator"]) == (2, 2)

    for ending in ("csv", "xlsx", "pptx"):
        installed.run("--warehouse", "demo-warehouse", "export", "channel_mix", "-o", f"mix.{ending}")
        assert (installed.folder / f"mix.{ending}").stat().st_size > 100
    installed.run("--warehouse", "office", "templates", "-o", "templates")
    assert list((installed.folder / "templates").rglob("*.xlsx"))


@dataclass
class Opened:
    """A dashboard as somebody has it who opened the address that was printed."""

    root: str
    cookie: str

    def get(self, path: str) -> HTTPResponse:
        request = urllib.request.Request(f"http://{self.root}{path}", headers={"Cookie": self.cookie})
        answer = urllib.request.urlopen(request)
        assert isinstance(answer, HTTPResponse)
        return answer


@pytest.fixture
def opened(installed: Installed) -> Iterator[Opened]:
    """The installed dashboard, serving an empty office."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    serving = [
        str(installed.bin / "career-conversations"),
        "--warehouse",
        "empty",
        "serve",
        "--port",
        str(port),
    ]
    with subprocess.Popen(
        serving, cwd=installed.folder, env=installed.environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        printed = re.search(r"http://\S+", server.stdout.readline())
        assert printed
        jar = CookieJar()
        urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar)).open(printed[0])
        yield Opened(f"127.0.0.1:{port}", "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar))
        server.send_signal(signal.SIGTERM)


def new_session(opened: Opened) -> NewSession:
    """What the server tells a browser that opens it first."""
    with connect(
        f"ws://{opened.root}/_stcore/stream",
        origin=f"http://{opened.root}",  # type: ignore[arg-type]
        additional_headers={"Cookie": opened.cookie},
        subprotocols=["streamlit"],  # type: ignore[list-item]
        max_size=None,
    ) as stream:
        opening = BackMsg()
        opening.rerun_script.query_string = ""
        stream.send(opening.SerializeToString())
        while True:
            message = ForwardMsg.FromString(stream.recv(timeout=60))
            if message.WhichOneof("type") == "new_session":
                return message.new_session


@pytest.mark.thorough
def test_an_installed_dashboard_has_our_theme_and_reports_to_nobody(opened: Opened) -> None:
    session = new_session(opened)
    ours = tomllib.loads((ROOT / ".streamlit/config.toml").read_text(encoding="utf-8"))
    assert not session.config.gather_usage_stats
    assert session.config.toolbar_mode == session.config.ToolbarMode.Value("MINIMAL")
    theme = session.custom_theme
    assert theme.primary_color == ours["theme"]["primaryColor"]
    assert theme.base_radius == ours["theme"]["baseRadius"]
    assert [face.family for face in theme.font_faces] == ["Inter", "Inter"]
    for face in ours["theme"]["fontFaces"]:
        assert opened.get(face["url"]).read()[:4] == b"wOF2"
    front = opened.get("/")
    assert "frame-ancestors 'none'" in front.headers["Content-Security-Policy"]
    assert re.search("<title>", front.read().decode())
