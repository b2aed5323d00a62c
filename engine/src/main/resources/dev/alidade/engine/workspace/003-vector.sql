-- Vector collections and what they hold. Each collection also has a full-text table of its own,
-- vector_text_<id>, made and dropped with it, so that keyword ranks do not depend on neighbours.

CREATE TABLE vector_collections (
  id         INTEGER PRIMARY KEY AUTOINCREMENT,
  name       TEXT NOT NULL UNIQUE,
  dimensions INTEGER NOT NULL,
  metric     TEXT NOT NULL,
  embedder   TEXT NOT NULL,
  source     TEXT NOT NULL,
  -- 0 while an import fills it; such a collection is removed when the workspace opens again
  complete   INTEGER NOT NULL
) STRICT;

-- seq is the document order; a replaced document goes to the end. Embeddings are f32, little-endian.
CREATE TABLE vector_documents (
  seq        INTEGER PRIMARY KEY AUTOINCREMENT,
  collection INTEGER NOT NULL REFERENCES vector_collections (id),
  id         TEXT NOT NULL,
  content    TEXT NOT NULL,
  metadata   TEXT NOT NULL,
  embedding  BLOB NOT NULL,
  UNIQUE (collection, id)
) STRICT;

CREATE INDEX vector_documents_in_order ON vector_documents (collection);

-- Vectors of texts embedded before, so that no text is embedded twice.
CREATE TABLE embedding_cache (
  model     TEXT NOT NULL,
  text_hash BLOB NOT NULL,
  embedding BLOB NOT NULL,
  UNIQUE (model, text_hash)
) STRICT;
