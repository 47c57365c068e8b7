"""The tables of the record.

Dates are ISO text; `day` is a date's ordinal number (`datetime.date.toordinal`), for windows of days, None where the date is not known.
Every link between two finds goes from the later to the earlier one and says nothing that these two do not show: so what was known on
a day is what is left when later articles are left out, and the order of adding changes nothing.
"""

from __future__ import annotations

from sqlalchemy import (
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    UniqueConstraint,
)

metadata = MetaData()

SEARCHED = {"article_search": "articles", "statement_search": "statements"}
"""FTS5 tables, each over the `stems` of a table; triggers keep them."""


def _owner(name: str, *, primary: bool = False) -> Column[int]:
    """A column that points to an article's row and goes with it."""
    return Column(name, Integer, ForeignKey("articles.id", ondelete="CASCADE"), primary_key=primary, nullable=False)


articles = Table(
    "articles",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True, comment="a- and the first 12 digits of the content hash"),
    Column("identity", Text, nullable=False, comment="what stays when an article changes: its URL, its outlet and id, or its file"),
    Column("version", Integer, nullable=False, comment="from 1; a changed article is a new version"),
    Column("current", Boolean, nullable=False, comment="whether it is the latest version; only these are linked"),
    Column("hash", Text, nullable=False, unique=True, comment="SHA-256 of outlet, date, title and text"),
    Column("url", Text),
    Column("local_id", Text, comment="its id as given"),
    Column("outlet", Text),
    Column("outlet_key", Text, comment="the outlet's one name: see record/outlets.py"),
    Column("published", Text, comment="the day as given, or inferred by the reading; null where unknown"),
    Column("published_basis", Text, comment="given, inferred, or implausible: then it counts as undated"),
    Column("day", Integer),
    Column("title", Text),
    Column("text", Text, nullable=False),
    Column("credit_key", Text, comment="the outlet that its dateline or its last line credits it to: see record/credits.py"),
    Column("credit_start", Integer),
    Column("credit_end", Integer),
    Column("source", Text, comment="the file and line, or the URL, that it was added from"),
    Column("added_at", Text, nullable=False, comment="UTC"),
    Column("stems", Text, nullable=False, comment="light stems of title and text, for search"),
    Column("likeness", Text, nullable=False, comment="the stems that tell most of what it is about, for stories"),
    Column("story", Integer, comment="the first article of its story"),
    Column("story_parent", Integer, comment="the earlier article by which it joined the story"),
    UniqueConstraint("identity", "version"),
    Index("articles_by_day", "day", "hash"),
    Index("articles_by_story", "story", "day", "hash"),
    Index("articles_by_outlet", "outlet_key", "day"),
)

readings = Table(
    "readings",
    metadata,
    _owner("article", primary=True),
    Column("reader", Text, nullable=False, comment="the version of Musnad that read it"),
    Column("read_at", Text, nullable=False, comment="UTC"),
    Column("body", LargeBinary, nullable=False, comment="the reading's JSON without the text, zlib"),
)

statements = Table(
    "statements",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True, comment="s- and digits of the article's hash and the cue's place"),
    _owner("article"),
    Column("ordinal", Integer, nullable=False, comment="its place in the reading's list"),
    Column("place", Text, nullable=False, comment="text or title"),
    Column("cue_start", Integer, nullable=False),
    Column("cue_end", Integer, nullable=False),
    Column("content_start", Integer, nullable=False),
    Column("content_end", Integer, nullable=False),
    Column("speaker", Text, nullable=False, comment="as the reading names the speaker"),
    Column("named", Boolean, nullable=False),
    Column("entity", Integer, ForeignKey("entities.id"), comment="who speaks, corrections heeded"),
    Column("found", Integer, comment="who speaks as the reports alone show: links go by this"),
    Column("to", Text),
    Column("kind", Text, nullable=False),
    Column("act", Text, nullable=False),
    Column("polarity", Text, nullable=False),
    Column("said_at", Text),
    Column("confidence", Float, nullable=False),
    Column("day", Integer),
    Column("stems", Text, nullable=False, comment="the light stems of the content, in order"),
    Column("passage", Integer, comment="the passage that its cue stands in"),
    Column("saying", Integer, comment="the first telling of the same statement"),
    Column("saying_parent", Integer, comment="the earlier telling by which it joined"),
    Index("statements_by_article", "article"),
    Index("statements_by_entity", "entity", "day"),
    Index("statements_by_saying", "saying"),
    Index("statements_by_saying_parent", "saying_parent"),
    Index("statements_by_day", "day"),
    Index("statements_by_passage", "passage"),
)

links = Table(
    "links",
    metadata,
    Column("statement", Integer, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True),
    Column("ordinal", Integer, primary_key=True),
    Column("name", Text, nullable=False),
    Column("key", Text, nullable=False, comment="what makes it one with other links: see record/outlets.py"),
    Column("kind", Text, nullable=False),
    Column("role", Text, nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("reason", Text),
    Index("links_by_key", "key"),
)

passages = Table(
    "passages",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner("article"),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("stems", Text, nullable=False),
    Index("passages_by_article", "article"),
)


def _index_table(name: str, key: str, owner: str, target: str) -> Table:
    """An index of finds by what they share; kept by key and day, for windows of days."""
    return Table(
        name,
        metadata,
        Column(key, Integer, primary_key=True, autoincrement=False),
        Column("day", Integer, primary_key=True, autoincrement=False, comment="0 where unknown"),
        Column(owner, Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Index(f"{name}_by_{owner}", owner),
        sqlite_with_rowid=False,
    )


article_terms = _index_table("article_terms", "term", "article", "articles")
passage_bands = _index_table("passage_bands", "band", "passage", "passages")
statement_terms = _index_table("statement_terms", "term", "statement", "statements")


unsettled = Table("unsettled", metadata, _owner("article", primary=True), comment="articles in a story that must choose again")


def _edge_table(name: str, target: str) -> Table:
    """Pairs that are alike, the later one first."""
    return Table(
        name,
        metadata,
        Column("later", Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Column("earlier", Integer, ForeignKey(f"{target}.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
        Column("likeness", Float, nullable=False),
        Index(f"{name}_by_earlier", "earlier"),
        sqlite_with_rowid=False,
    )


article_edges = _edge_table("article_edges", "articles")
statement_edges = _edge_table("statement_edges", "statements")
passage_edges = _edge_table("passage_edges", "passages")

dispute_edges = Table(
    "dispute_edges",
    metadata,
    Column("later", Integer, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("earlier", Integer, ForeignKey("statements.id", ondelete="CASCADE"), primary_key=True, autoincrement=False),
    Column("kind", Text, nullable=False, comment="denial, numbers, wording, speaker or assessment"),
    Index("dispute_edges_by_earlier", "earlier"),
    sqlite_with_rowid=False,
)

entities = Table(
    "entities",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("uid", Text, nullable=False, unique=True),
    Column("key", Text, nullable=False, unique=True, comment="what makes two mentions one: see record/link_entities.py"),
    Column("type", Text, nullable=False),
    Column("name", Text, nullable=False),
    Column("name_en", Text),
    Column("country", Text),
    Column("merged_into", Integer, ForeignKey("entities.id"), comment="the entity that a person said it is"),
)

mentions = Table(
    "mentions",
    metadata,
    Column("id", Integer, primary_key=True),
    _owner("article"),
    Column("entity", Integer, ForeignKey("entities.id"), nullable=False, comment="corrections heeded"),
    Column("found", Integer, nullable=False, comment="as the reports alone show"),
    Column("local", Text, nullable=False, comment="the entity's id in the reading"),
    Column("name", Text, nullable=False),
    Column("role", Text),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("times", Integer, nullable=False),
    Column("day", Integer),
    Column("reason", Text, nullable=False, comment="why this mention is this entity"),
    Index("mentions_by_article", "article"),
    Index("mentions_by_entity", "entity", "day"),
    Index("mentions_by_role", "role", "day"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, nullable=False, comment="merge, unmerge or split"),
    Column("one", Text, nullable=False),
    Column("other", Text, nullable=False),
    Column("reason", Text),
    Column("made_at", Text, nullable=False),
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("name", Text, primary_key=True),
    Column("body", Text, nullable=False, comment="what is followed, as TOML"),
    Column("saved_at", Text, nullable=False),
    Column("looked_at", Text, comment="the last day that a brief of it told, for --since last"),
)


_TOKENS = "tokenize='unicode61 remove_diacritics 0'"


def search_tables() -> list[str]:
    """SQL that makes the full-text tables; words are stems already, so the tokeniser has only to split at spaces."""
    made = []
    for name, table in SEARCHED.items():
        # The names are our own, above.
        delete = f"INSERT INTO {name}({name}, rowid, stems) VALUES ('delete', old.id, old.stems);"  # noqa: S608
        insert = f"INSERT INTO {name}(rowid, stems) VALUES (new.id, new.stems);"  # noqa: S608
        made += [
            f"CREATE VIRTUAL TABLE {name} USING fts5(stems, content='{table}', content_rowid='id', {_TOKENS})",
            f"CREATE TRIGGER {name}_added AFTER INSERT ON {table} BEGIN {insert} END",
            f"CREATE TRIGGER {name}_removed AFTER DELETE ON {table} BEGIN {delete} END",
            f"CREATE TRIGGER {name}_changed AFTER UPDATE OF stems ON {table} BEGIN {delete} {insert} END",
        ]
    return made
