"""The record's first form: articles, readings, statements, links, passages, entities, what joins them, and search."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table."""
    for statement in STATEMENTS:
        op.execute(statement)


STATEMENTS = (
    """
CREATE TABLE articles (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    identity TEXT NOT NULL,
    version INTEGER NOT NULL,
    current BOOLEAN NOT NULL,
    hash TEXT NOT NULL,
    url TEXT,
    local_id TEXT,
    outlet TEXT,
    outlet_key TEXT,
    published TEXT,
    published_basis TEXT,
    day INTEGER,
    title TEXT,
    text TEXT NOT NULL,
    credit_key TEXT,
    credit_start INTEGER,
    credit_end INTEGER,
    source TEXT,
    added_at TEXT NOT NULL,
    stems TEXT NOT NULL,
    likeness TEXT NOT NULL,
    story INTEGER,
    story_parent INTEGER,
    PRIMARY KEY (id),
    UNIQUE (identity, version),
    UNIQUE (uid),
    UNIQUE (hash)
)
""",
    """
CREATE INDEX articles_by_day ON articles (day, hash)
""",
    """
CREATE INDEX articles_by_outlet ON articles (outlet_key, day)
""",
    """
CREATE INDEX articles_by_story ON articles (story, day, hash)
""",
    """
CREATE TABLE corrections (
    id INTEGER NOT NULL,
    kind TEXT NOT NULL,
    one TEXT NOT NULL,
    other TEXT NOT NULL,
    reason TEXT,
    made_at TEXT NOT NULL,
    PRIMARY KEY (id)
)
""",
    """
CREATE TABLE dossiers (
    name TEXT NOT NULL,
    body TEXT NOT NULL,
    saved_at TEXT NOT NULL,
    looked_at TEXT,
    PRIMARY KEY (name)
)
""",
    """
CREATE TABLE entities (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    "key" TEXT NOT NULL,
    type TEXT NOT NULL,
    name TEXT NOT NULL,
    name_en TEXT,
    country TEXT,
    merged_into INTEGER,
    PRIMARY KEY (id),
    UNIQUE (uid),
    UNIQUE ("key"),
    FOREIGN KEY(merged_into) REFERENCES entities (id)
)
""",
    """
CREATE TABLE article_edges (
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    likeness FLOAT NOT NULL,
    PRIMARY KEY (later, earlier),
    FOREIGN KEY(later) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(earlier) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX article_edges_by_earlier ON article_edges (earlier)
""",
    """
CREATE TABLE article_terms (
    term INTEGER NOT NULL,
    day INTEGER NOT NULL,
    article INTEGER NOT NULL,
    PRIMARY KEY (term, day, article),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX article_terms_by_article ON article_terms (article)
""",
    """
CREATE TABLE mentions (
    id INTEGER NOT NULL,
    article INTEGER NOT NULL,
    entity INTEGER NOT NULL,
    found INTEGER NOT NULL,
    local TEXT NOT NULL,
    name TEXT NOT NULL,
    role TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    times INTEGER NOT NULL,
    day INTEGER,
    reason TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(entity) REFERENCES entities (id)
)
""",
    """
CREATE INDEX mentions_by_article ON mentions (article)
""",
    """
CREATE INDEX mentions_by_entity ON mentions (entity, day)
""",
    """
CREATE INDEX mentions_by_role ON mentions (role, day)
""",
    """
CREATE TABLE passages (
    id INTEGER NOT NULL,
    article INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    stems TEXT NOT NULL,
    PRIMARY KEY (id),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX passages_by_article ON passages (article)
""",
    """
CREATE TABLE readings (
    article INTEGER NOT NULL,
    reader TEXT NOT NULL,
    read_at TEXT NOT NULL,
    body BLOB NOT NULL,
    PRIMARY KEY (article),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE statements (
    id INTEGER NOT NULL,
    uid TEXT NOT NULL,
    article INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    place TEXT NOT NULL,
    cue_start INTEGER NOT NULL,
    cue_end INTEGER NOT NULL,
    content_start INTEGER NOT NULL,
    content_end INTEGER NOT NULL,
    speaker TEXT NOT NULL,
    named BOOLEAN NOT NULL,
    entity INTEGER,
    found INTEGER,
    "to" TEXT,
    kind TEXT NOT NULL,
    act TEXT NOT NULL,
    polarity TEXT NOT NULL,
    said_at TEXT,
    confidence FLOAT NOT NULL,
    day INTEGER,
    stems TEXT NOT NULL,
    passage INTEGER,
    saying INTEGER,
    saying_parent INTEGER,
    PRIMARY KEY (id),
    UNIQUE (uid),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY(entity) REFERENCES entities (id)
)
""",
    """
CREATE INDEX statements_by_article ON statements (article)
""",
    """
CREATE INDEX statements_by_day ON statements (day)
""",
    """
CREATE INDEX statements_by_entity ON statements (entity, day)
""",
    """
CREATE INDEX statements_by_passage ON statements (passage)
""",
    """
CREATE INDEX statements_by_saying ON statements (saying)
""",
    """
CREATE INDEX statements_by_saying_parent ON statements (saying_parent)
""",
    """
CREATE TABLE unsettled (
    article INTEGER NOT NULL,
    PRIMARY KEY (article),
    FOREIGN KEY(article) REFERENCES articles (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE dispute_edges (
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (later, earlier),
    FOREIGN KEY(later) REFERENCES statements (id) ON DELETE CASCADE,
    FOREIGN KEY(earlier) REFERENCES statements (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX dispute_edges_by_earlier ON dispute_edges (earlier)
""",
    """
CREATE TABLE links (
    statement INTEGER NOT NULL,
    ordinal INTEGER NOT NULL,
    name TEXT NOT NULL,
    "key" TEXT NOT NULL,
    kind TEXT NOT NULL,
    role TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    reason TEXT,
    PRIMARY KEY (statement, ordinal),
    FOREIGN KEY(statement) REFERENCES statements (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX links_by_key ON links ("key")
""",
    """
CREATE TABLE passage_bands (
    band INTEGER NOT NULL,
    day INTEGER NOT NULL,
    passage INTEGER NOT NULL,
    PRIMARY KEY (band, day, passage),
    FOREIGN KEY(passage) REFERENCES passages (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX passage_bands_by_passage ON passage_bands (passage)
""",
    """
CREATE TABLE passage_edges (
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    likeness FLOAT NOT NULL,
    PRIMARY KEY (later, earlier),
    FOREIGN KEY(later) REFERENCES passages (id) ON DELETE CASCADE,
    FOREIGN KEY(earlier) REFERENCES passages (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX passage_edges_by_earlier ON passage_edges (earlier)
""",
    """
CREATE TABLE statement_edges (
    later INTEGER NOT NULL,
    earlier INTEGER NOT NULL,
    likeness FLOAT NOT NULL,
    PRIMARY KEY (later, earlier),
    FOREIGN KEY(later) REFERENCES statements (id) ON DELETE CASCADE,
    FOREIGN KEY(earlier) REFERENCES statements (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX statement_edges_by_earlier ON statement_edges (earlier)
""",
    """
CREATE TABLE statement_terms (
    term INTEGER NOT NULL,
    day INTEGER NOT NULL,
    statement INTEGER NOT NULL,
    PRIMARY KEY (term, day, statement),
    FOREIGN KEY(statement) REFERENCES statements (id) ON DELETE CASCADE
)
 WITHOUT ROWID
""",
    """
CREATE INDEX statement_terms_by_statement ON statement_terms (statement)
""",
    """
CREATE VIRTUAL TABLE article_search USING fts5(stems, content='articles', content_rowid='id', tokenize='unicode61 remove_diacritics 0')
""",
    """
CREATE TRIGGER article_search_added AFTER INSERT ON articles BEGIN INSERT INTO article_search(rowid, stems) VALUES (new.id, new.stems); END
""",
    """
CREATE TRIGGER article_search_removed AFTER DELETE ON articles BEGIN INSERT INTO article_search(article_search, rowid, stems) VALUES ('delete', old.id, old.stems); END
""",
    """
CREATE TRIGGER article_search_changed AFTER UPDATE OF stems ON articles BEGIN INSERT INTO article_search(article_search, rowid, stems) VALUES ('delete', old.id, old.stems); INSERT INTO article_search(rowid, stems) VALUES (new.id, new.stems); END
""",
    """
CREATE VIRTUAL TABLE statement_search USING fts5(stems, content='statements', content_rowid='id', tokenize='unicode61 remove_diacritics 0')
""",
    """
CREATE TRIGGER statement_search_added AFTER INSERT ON statements BEGIN INSERT INTO statement_search(rowid, stems) VALUES (new.id, new.stems); END
""",
    """
CREATE TRIGGER statement_search_removed AFTER DELETE ON statements BEGIN INSERT INTO statement_search(statement_search, rowid, stems) VALUES ('delete', old.id, old.stems); END
""",
    """
CREATE TRIGGER statement_search_changed AFTER UPDATE OF stems ON statements BEGIN INSERT INTO statement_search(statement_search, rowid, stems) VALUES ('delete', old.id, old.stems); INSERT INTO statement_search(rowid, stems) VALUES (new.id, new.stems); END
""",
)
