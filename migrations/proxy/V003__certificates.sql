-- The certificates of parity, one chain of all migrations: each names the hash of the one before. One is added, none is
-- changed or removed. The file is kept to the byte, as it was signed.

CREATE TABLE certificates (
  number    bigint NOT NULL PRIMARY KEY CHECK (number > 0),
  migration text   NOT NULL CHECK (octet_length(migration) <= 500),
  file      bytea  NOT NULL CHECK (octet_length(file) <= 16777216)
);

COMMENT ON TABLE certificates IS 'shared by all tenants: certificates are those of the installation';

-- The last one of a migration.
CREATE INDEX certificates_of_migration ON certificates (migration, number);

-- The login of the application may add and read. Its name depends on a setting, so it is found among the grants.
DO $$
DECLARE
  login regrole;
BEGIN
  FOR login IN
    SELECT DISTINCT a.grantee::regrole
    FROM pg_class c, aclexplode(c.relacl) a
    WHERE c.oid = 'certificates'::regclass AND a.grantee NOT IN (0, c.relowner)
  LOOP
    EXECUTE format('REVOKE UPDATE, DELETE, TRUNCATE ON certificates FROM %s', login);
  END LOOP;
END
$$;

CREATE FUNCTION refuse_certificate_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'certificates are added, never changed or removed';
END
$$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON certificates
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_certificate_change();
