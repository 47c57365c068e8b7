"""The command `musnad` with the people lexicon left out, to measure what the reader knows without it.

usage: python eval/without_people.py read ...
"""

from __future__ import annotations

from musnad.lexicon.lexicon import load_lexicon


def main() -> None:
    """Change the default before the command loads its lexicon, then run the command."""
    load_lexicon.__wrapped__.__kwdefaults__["people"] = False
    from musnad.cli import app

    app()


if __name__ == "__main__":
    main()
