"""Print the documentation that comes from the code; a test compares it with docs/.

python -m dashboard.docs docs
"""

from __future__ import annotations

import sys
from pathlib import Path

import typer.main
from typer.testing import CliRunner

from dashboard import sentence_book
from dashboard.cli import app
from dashboard.navigation import PAGES
from dashboard.room_map import with_map
from pipelines.docs import figures_page, sources_page

CLI_INTRO = """# Command line

Printed from the program. For people and for scripts: `--json` prints exactly one JSON document on standard
output; errors are one sentence on standard error, exit code 1, or 2 for a question that makes no sense.
"""


PICTURES_INTRO = """# Pages

Every page of the sample office, as it opens on a desk and in a narrow window; of those that fold something away, also
with all of it open. `make pictures` takes them anew.
"""
WIDTHS = (1440, 900)
FOLDING = ("outreach", "interviews", "referrals", "outcomes", "growth")  # pages with a "More"


def pages() -> dict[str, str]:
    """File name -> what it must hold."""
    return {
        "sources.md": sources_page.markdown(),
        "metrics.md": figures_page.metrics_page(),
        "cli.md": cli_page(),
        "pages.md": pictures_page(),
        "sentences.md": sentence_book.page(),
    }


def picture(page: str, width: int, is_open: bool = False) -> str:
    """The file name of a page's picture in docs/images/."""
    return f"{page}{'-more' if is_open else ''}-{width}.png"


def pictures_page() -> str:
    """Every page with its pictures."""
    sections = [PICTURES_INTRO]
    for name, title, says, _ in PAGES:
        rows = [f"## {title}\n\n{says}\n"]
        for is_open in (False, True) if name in FOLDING else (False,):
            what = f"{title}, “More” opened" if is_open else title
            rows += [
                f"[![{what}, {width} pixels wide](images/{picture(name, width, is_open)})]"
                f"(images/{picture(name, width, is_open)})"
                for width in WIDTHS
            ]
        sections.append("\n".join(rows) + "\n")
    return "\n".join(sections)


def cli_page() -> str:
    """Every command with its help, as it prints it."""
    commands = typer.main.get_command(app).commands  # type: ignore[attr-defined]
    sections = [CLI_INTRO]
    for name, command in commands.items():
        if not command.hidden:
            inner = getattr(command, "commands", {})
            sections += [_help(name), *(_help(name, one) for one in inner if not inner[one].hidden)]
    return "\n".join(sections)


def _help(*names: str) -> str:
    environment = {"COLUMNS": "100", "NO_COLOR": "1", "PORT": "", "CAREER_CONVERSATIONS_WAREHOUSE": ""}
    shown = CliRunner().invoke(app, [*names, "--help"], env=environment, prog_name="career-conversations")
    text = "\n".join(line.rstrip() for line in shown.output.strip().splitlines())
    return f"## {' '.join(names)}\n\n```\n{text}\n```\n"


def main() -> None:
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("docs")
    for name, text in pages().items():
        (folder / name).write_text(text, encoding="utf-8")
    architecture = folder / "architecture.md"
    architecture.write_text(with_map(architecture.read_text(encoding="utf-8")), encoding="utf-8")


if __name__ == "__main__":
    main()
