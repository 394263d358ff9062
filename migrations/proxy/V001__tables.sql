-- Versions of the published document of routes. One is added, none is changed or removed.

CREATE TABLE table_versions (
  number       bigint      NOT NULL PRIMARY KEY CHECK (number > 0),
  -- The version that it was made from; null for the first.
  parent       bigint      REFERENCES table_versions CHECK (parent = number - 1),
  document     text        NOT NULL CHECK (octet_length(document) <= 1048576),
  -- SHA-256 in hex of the document.
  hash         text        NOT NULL CHECK (hash ~ '^[0-9a-f]{64}$'),
  -- That of the last file which was published up to here; empty while none was.
  file_hash    text        NOT NULL CHECK (file_hash ~ '^([0-9a-f]{64})?$'),
  published_by text        NOT NULL CHECK (length(published_by) BETWEEN 1 AND 100),
  published_at timestamptz NOT NULL,
  reason       text        NOT NULL CHECK (length(reason) BETWEEN 1 AND 500),
  CHECK ((parent IS NULL) = (number = 1))
);

COMMENT ON TABLE table_versions IS 'shared by all tenants: routes are those of the installation';

CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'versions of the routes are added, never changed or removed';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON table_versions
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
