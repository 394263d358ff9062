-- The audit log of migrations, which is their store, too: the last entry of a migration has its whole state. An entry is
-- added, none is changed or removed; each has the hash of the one before it.

CREATE TABLE audit (
  number   bigint NOT NULL PRIMARY KEY CHECK (number > 0),
  -- The hash of the entry before; zeros for the first.
  previous text   NOT NULL UNIQUE CHECK (previous ~ '^[0-9a-f]{64}$'),
  -- JSON, kept as it was hashed.
  text     text   NOT NULL CHECK (octet_length(text) <= 65536),
  -- SHA-256 in hex of number, previous and text, each on a line.
  hash     text   NOT NULL UNIQUE CHECK (hash ~ '^[0-9a-f]{64}$'),
  CHECK (hash = encode(sha256(convert_to(number || E'\n' || previous || E'\n' || text, 'UTF8')), 'hex'))
);

COMMENT ON TABLE audit IS 'shared by all tenants: migrations are those of the installation';

-- The login of the application may add and read. Its name depends on a setting, so it is found among the grants.
DO $$
DECLARE
  login regrole;
BEGIN
  FOR login IN
    SELECT DISTINCT a.grantee::regrole
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = 'audit'::regclass AND a.grantee NOT IN (0, c.relowner)
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON audit FROM %s', login);
  END LOOP;
END
$$;

CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'entries of the audit log are added, never changed or removed';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
