"""The command `musnad` with the people lexicon left out, to measure what the reader knows without it.

usage: python eval/without_people.py read ...
"""

from __future__ import annotations

from musnad.lexicon.lexicon import load_lexicon


def main() -> None:
    """Change the default before the command loads its lexicon, then run the command."""
    defaults = load_lexicon.__wrapped__.__kwdefaults__
    if defaults is None or "people" not in defaults:
        raise SystemExit("load_lexicon has no option `people` any more: without_people.py must follow")
    defaults["people"] = False
    from musnad.cli import app  # noqa: PLC0415  only now, with the default changed

    app()


if __name__ == "__main__":
    main()
