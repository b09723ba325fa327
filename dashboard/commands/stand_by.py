"""A process of our own command line that stands by: what it needs is loaded, and what it read it need not read again.

A command in a process of its own takes most of its time to start. So the server keeps one waiting, for the pages that
change something. It answers one command after the other; while it is busy for longer than starting another would take,
or where it cannot be had, a command runs in a process of its own as ever. It ends with whoever started it, and after a
while without work.

    server -> enable();  a page -> get_ready();  intake -> run() -> [channel] -> answer(), in the other process
"""

from __future__ import annotations

import contextlib
import io
import json
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import BinaryIO

IDLE_SECONDS = 900.0
PATIENCE = 2.0  # seconds a command waits for the one before: about what a process of its own takes to start
_CHUNK = 65536

Heard = Callable[[str], None]


class StandBy:
    """The process that waits, as the server sees it. Safe for several sessions at once."""

    def __init__(self, here: Path, patience: float = PATIENCE) -> None:
        self._here = here
        self._patience = patience
        self._is_enabled = False
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._channel: socket.socket | None = None

    def enable(self) -> None:
        """Allow it in this process: where the system can hand an open file to another process."""
        self._is_enabled = hasattr(socket, "send_fds")

    def get_ready(self) -> None:
        """Start it, if it is allowed and not there; does not wait for it."""
        if self._is_enabled and self._turn.acquire(blocking=False):
            try:
                self._start()
            finally:
                self._turn.release()

    def run(self, arguments: Sequence[str], heard: Heard, in_use: int | None) -> tuple[int, str] | None:
        """A command's exit code and what it printed; None where another one is running, or none may.

        `heard` is given each line of what it says on standard error. `in_use`: a lock to be held meanwhile. A process
        that dies over a command leaves exit code -1 and nothing printed. Whatever `heard` raises is raised, as where a
        page begins anew while it waits; what is still said of that command is heard out, so that no other one gets it.
        """
        if not self._is_enabled or not self._turn.acquire(timeout=self._patience):
            return None
        lines: BinaryIO | None = None
        try:
            self._start()
            lines = self._asked(arguments, in_use)
            answer = _heard_out(lines, heard) if lines else None
        except BaseException:
            threading.Thread(target=self._hear_out, args=(lines,), daemon=True).start()
            raise
        self._done(lines)
        return answer

    def _hear_out(self, lines: BinaryIO | None) -> None:
        if lines:
            _heard_out(lines, lambda _line: None)
        self._done(lines)

    def _done(self, lines: BinaryIO | None) -> None:
        if lines:
            lines.close()
        self._turn.release()

    def stop(self) -> None:
        """Let it go; it ends by itself once it has answered."""
        if self._channel:
            self._channel.close()
        self._channel = self._process = None

    def _start(self) -> None:
        if self._process and self._process.poll() is None:
            return
        if self._channel:
            self._channel.close()
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603
                [sys.executable, "-m", "dashboard.cli", "stand-by", str(theirs.fileno())],
                cwd=self._here,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                pass_fds=(theirs.fileno(),),
            )
        self._channel = ours

    def _asked(self, arguments: Sequence[str], in_use: int | None) -> BinaryIO | None:
        """What it says to a command, line by line; None where it has just ended and nothing was done."""
        assert self._channel is not None
        order = json.dumps(list(arguments)).encode() + b"\n"
        try:
            socket.send_fds(self._channel, [order], [] if in_use is None else [in_use])
        except OSError:
            return None
        return self._channel.makefile("rb")


def _heard_out(lines: BinaryIO, heard: Heard) -> tuple[int, str]:
    """A command's exit code and what it printed; -1 and nothing where it died over it."""
    try:
        for line in lines:
            told = json.loads(line)
            if "code" in told:
                return int(told["code"]), str(told["document"])
            heard(str(told["said"]))
    except OSError:  # it died; what it had not said is not known
        pass
    return -1, ""


# -- in the process that waits -------------------------------------------------------------------------


def answer(channel: socket.socket, run: Callable[[list[str]], int], idle: Callable[[], None]) -> None:
    """Answer commands until the other end closes, or nothing was asked for a while; `idle` lets go of what is kept."""
    channel.settimeout(IDLE_SECONDS)
    said = _Lines(channel)
    while True:
        try:
            order, locks, _, _ = socket.recv_fds(channel, _CHUNK, 1)
            while order and not order.endswith(b"\n"):
                order += channel.recv(_CHUNK)
        except TimeoutError:
            idle()
            return
        if not order:
            idle()
            return
        printed = io.StringIO()
        try:
            with contextlib.redirect_stdout(printed), contextlib.redirect_stderr(said):
                code = run(json.loads(order))
        finally:
            for lock in locks:
                os.close(lock)
        channel.sendall(json.dumps({"code": code, "document": printed.getvalue()}).encode() + b"\n")


class _Lines(io.TextIOBase):
    """Standard error of the process: each line goes to whoever asked, as soon as it is whole."""

    def __init__(self, channel: socket.socket) -> None:
        self._channel = channel
        self._begun = ""

    def write(self, text: str) -> int:
        *whole, self._begun = (self._begun + text).split("\n")
        for line in whole:
            self._channel.sendall(json.dumps({"said": line}).encode() + b"\n")
        return len(text)
