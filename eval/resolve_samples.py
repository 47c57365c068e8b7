#!/usr/bin/env python3
"""Check the hand annotations of the sample articles and write them in the resolved form.

usage: resolve_samples.py [SAMPLES_DIR] [--check]

Reads SAMPLES_DIR/annotations/<id>.json (spans as {"p": paragraph, "text": string, "n": occurrence}) and writes
SAMPLES_DIR/expected/<id>.json (spans as code-point offsets into the joined text). Nothing is written while any
annotation is wrong. With --check nothing is written: it only says whether expected/ and articles.jsonl are up to date.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import pathlib
import sys
from collections.abc import Iterable
from typing import Any

Item = dict[str, Any]

ALLOWED = {
    "kind": ["direct", "indirect", "mixed"],
    "act": [
        "inform",
        "claim",
        "praise",
        "accuse",
        "demand",
        "propose",
        "promise",
        "threaten",
        "accept",
        "reject",
        "deny",
        "ask",
        "predict",
        "wish",
    ],
    "via": ["outlet", "platform", "occasion", "person"],
    "event": [
        "AGREE",
        "CONSULT",
        "SUPPORT",
        "COOPERATE",
        "CONCEDE",
        "AID",
        "RETREAT",
        "REQUEST",
        "ACCUSE",
        "REJECT",
        "THREATEN",
        "PROTEST",
        "SANCTION",
        "MOBILIZE",
        "COERCE",
        "ASSAULT",
    ],
    "status": ["happened", "ongoing", "planned", "possible", "denied"],
    "time": ["DATE", "TIME", "DURATION", "SET"],
    "stance": ["demand", "offer", "accept", "refuse"],
}
QUOTES = '"“”«»'


class Resolver:
    def __init__(self, article: Item) -> None:
        self.article, self.paragraphs = article, article["paragraphs"]
        self.errors: list[str] = []
        self.starts: list[int] = []
        at = 0
        for paragraph in self.paragraphs:
            self.starts.append(at)
            at += len(paragraph) + 1
        self.text = "\n".join(self.paragraphs)

    def error(self, where: str, what: str) -> None:
        self.errors.append(f"{self.article['id']}: {where}: {what}")

    def one_of(self, value: str, sort: str, where: str) -> None:
        if value not in ALLOWED[sort]:
            self.error(where, f"{value!r} is no {sort}")

    def span(self, value: Item | None, where: str, required: bool = True) -> Item | None:
        """The span with offsets, or None; a span that is not found is an error."""
        if value is None:
            if required:
                self.error(where, "no span")
            return None
        text, at = value["text"], -1
        for _ in range(value.get("n", 1)):
            at = self.paragraphs[value["p"]].find(text, at + 1)
            if at < 0:
                self.error(where, f"paragraph {value['p']} has no occurrence {value.get('n', 1)} of {text!r}")
                return None
        if text != text.strip() or "\n" in text or not text:
            self.error(where, f"bad white space in {text!r}")
        start = self.starts[value["p"]] + at
        return {"start": start, "end": start + len(text), "text": text}

    def spans(self, values: Iterable[Item] | None, where: str) -> list[Item | None]:
        return [self.span(v, where) for v in values or []]

    def statement(self, s: Item, where: str) -> Item:
        self.one_of(s["kind"], "kind", where)
        self.one_of(s["act"], "act", where)
        for v in s["via"]:
            self.one_of(v["kind"], "via", where)
        if not s["speaker_name"] or not isinstance(s["named"], bool):
            self.error(where, "speaker_name or named is missing")
        quoted = any(q in s["content"]["text"] for q in QUOTES)
        if quoted != (s["kind"] == "mixed") and s["kind"] != "direct":
            self.error(where, f"kind {s['kind']} but content {s['content']['text']!r}")
        return {
            "cue": self.span(s["cue"], where),
            "speaker": self.span(s["speaker"], where, False),
            "speaker_name": s["speaker_name"],
            "named": s["named"],
            "content": self.span(s["content"], where),
            "kind": s["kind"],
            "act": s["act"],
            "via": s["via"],
        }

    def event(self, e: Item, where: str) -> Item:
        self.one_of(e["type"], "event", where)
        self.one_of(e["status"], "status", where)
        return {
            "type": e["type"],
            "anchor": self.span(e["anchor"], where),
            "also": self.spans(e["also"], where),
            "actors": e["actors"],
            "recipients": e["recipients"],
            "date": e["date"],
            "place": e["place"],
            "status": e["status"],
        }

    def time(self, t: Item, where: str) -> Item:
        self.one_of(t["type"], "time", where)
        return {"span": self.span(t["span"], where), "type": t["type"], "value": t["value"]}

    def deadline(self, d: Item, where: str) -> Item:
        return {
            "due": d["due"],
            "span": self.span(d["span"], where),
            "also": self.spans(d["also"], where),
            "issuer": d["issuer"],
            "target": d["target"],
            "demand": self.span(d["demand"], where, False),
            "consequence": self.span(d["consequence"], where, False),
        }

    def position(self, p: Item, where: str) -> Item:
        self.one_of(p["stance"], "stance", where)
        return {"party": p["party"], "stance": p["stance"], "term": self.span(p["term"], where)}

    def resolve(self) -> Item:
        a = self.article
        dt.date.fromisoformat(a["published"])
        out = {
            "id": a["id"],
            "published": a["published"],
            "outlet": a["outlet"],
            "source": a["source"],
            "text": self.text,
            "furniture": [[self.starts[i], self.starts[i] + len(self.paragraphs[i])] for i in a["furniture"]],
        }
        if "published_how" in a:
            out["published_how"] = a["published_how"]
        for field, one in (
            ("statements", self.statement),
            ("events", self.event),
            ("times", self.time),
            ("deadlines", self.deadline),
            ("positions", self.position),
        ):
            out[field] = [one(item, f"{field}[{i}]") for i, item in enumerate(a[field])]
        return out

    def line(self) -> Item:
        """The article as the reader gets it: a date that has to be inferred is withheld."""
        a = self.article
        return {
            "id": a["id"],
            "published": None if a.get("published_how") == "inferred" else a["published"],
            "outlet": a["outlet"],
            "title": a["title"],
            "text": self.text,
        }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("samples", nargs="?", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent / "samples")
    parser.add_argument("--check", action="store_true")
    args = parser.parse_args()
    files, lines, errors = {}, [], []
    for path in sorted((args.samples / "annotations").glob("*.json")):
        resolver = Resolver(json.loads(path.read_text(encoding="utf-8")))
        files[args.samples / "expected" / path.name] = json.dumps(resolver.resolve(), ensure_ascii=False, indent=1) + "\n"
        lines.append(json.dumps(resolver.line(), ensure_ascii=False) + "\n")
        errors += resolver.errors
    files[args.samples / "articles.jsonl"] = "".join(lines)
    for error in errors:
        print(error, file=sys.stderr)
    if errors:
        return 1
    stale = [p for p, content in files.items() if not p.exists() or p.read_text(encoding="utf-8") != content]
    if args.check:
        for path in stale:
            print(f"{path}: not up to date", file=sys.stderr)
        return bool(stale)
    (args.samples / "expected").mkdir(exist_ok=True)
    for path in stale:
        path.write_text(files[path], encoding="utf-8")
    print(f"{len(files) - 1} articles, {len(stale)} files written")
    return 0


if __name__ == "__main__":
    sys.exit(main())
