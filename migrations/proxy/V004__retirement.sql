-- Requests that came to the old side of a migration after the new one was to answer everybody, by the move that made it so.

CREATE TABLE old_side_hits (
  migration text        NOT NULL CHECK (length(migration) BETWEEN 1 AND 63),
  -- Of the migration: counts begin anew with each move.
  revision  bigint      NOT NULL CHECK (revision > 0),
  hits      bigint      NOT NULL CHECK (hits > 0),
  last_at   timestamptz NOT NULL,
  -- Of the last one; the caller is a principal or a network, never a whole address.
  cause     text        NOT NULL CHECK (length(cause) <= 200),
  route     text        NOT NULL CHECK (length(route) <= 200),
  caller    text        NOT NULL CHECK (length(caller) <= 200),
  PRIMARY KEY (migration, revision)
);

COMMENT ON TABLE old_side_hits IS 'shared by all tenants: migrations are those of the installation';
