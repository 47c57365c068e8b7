"""What `make demo` shows: the samples: an overview, the first in full, a page of each in build/demo/, and a record of all."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from itertools import takewhile
from pathlib import Path

from rich.console import Console

import musnad
from musnad.present.labels import Lang
from musnad.present.terminal import print_reading

ROOT = Path(__file__).resolve().parent.parent
ARTICLES = ROOT / "samples" / "articles.jsonl"
PAGES = ROOT / "build" / "demo"
RECORD = PAGES / "record.sqlite"
SAID = "قرار فرض العقوبات الأمريكية على روسيا أرجئ إلى ما بعد القمة"
COMMAND = Path(sys.executable).parent / "musnad"


def main() -> None:
    """Show the overview, the first article, and where the pages are."""
    lines = ARTICLES.read_text(encoding="utf-8").splitlines()
    _overview(lines)
    _say("\nThe first of them in full:", "head -1 samples/articles.jsonl | musnad read -")
    _run("read", "-", given=lines[0] + "\n")
    _say("\nA page of each, its chains drawn:", "musnad read --format html --output build/demo/ samples/articles.jsonl")
    _run("read", "--format", "html", "--output", f"{PAGES}/", str(ARTICLES))
    RECORD.unlink(missing_ok=True)
    _say("\nAll of them in a new record:", "musnad add samples/articles.jsonl --record build/demo/record.sqlite")
    _run("add", str(ARTICLES), "--record", str(RECORD))
    _say("\nWhat the last two days of it tell that is new:", "musnad brief --since 2025-08-08 --record build/demo/record.sqlite")
    _run("brief", "--since", "2025-08-08", "--record", str(RECORD), "--html", str(PAGES / "brief.html"))
    _say("\nWho had it first, and who copied it:", 'musnad origins "…" --record build/demo/record.sqlite')
    _run("origins", SAID, "--record", str(RECORD), "--html", str(PAGES / "origins.html"))
    _say(f"Open {PAGES / 'index.html'} and {PAGES / 'brief.html'}; or musnad serve --record {RECORD}", "")


def _overview(lines: list[str]) -> None:
    """The head of each reading (title, outlet, day, what was found), and how long reading took."""
    lang: Lang = "en" if os.environ.get("MUSNAD_LANG") == "en" else "ar"
    console = Console()
    musnad.read("قال", title="قال")  # the lexicons are loaded now, not in the timing
    heads, began = [], time.perf_counter()
    for article in map(json.loads, lines):
        reading = musnad.read(**article)
        with console.capture() as captured:
            print_reading(reading, console, lang=lang)
        heads.append("\n".join(takewhile(str.strip, captured.get().split("\n"))))
    spent = time.perf_counter() - began
    _say(f"{len(lines)} sample articles (our own wording, invented outlets), read and told in {spent:.2f} s:", "")
    print("\n\n".join(heads))


def _run(*arguments: str, given: str = "") -> None:
    done = subprocess.run([str(COMMAND), *arguments], input=given or None, encoding="utf-8", check=False)  # noqa: S603  our own command
    if done.returncode:
        sys.exit(done.returncode)


def _say(text: str, command: str) -> None:
    print(text, f"    {command}\n" if command else "", sep="\n", flush=True)


if __name__ == "__main__":
    main()
