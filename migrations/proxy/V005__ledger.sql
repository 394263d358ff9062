-- The proxy's ledger of idempotency keys: leases of what is in flight, which side has a key, and answers that are to be
-- replayed. A row is gone some time after its end.

CREATE TABLE ledger (
  tenant_id text        NOT NULL,
  -- SHA-256 in hex of tenant, principal, route and key.
  id        text        NOT NULL CHECK (id ~ '^[0-9a-f]{64}$'),
  -- JSON, without a credential; the largest answer that may be kept has 1 MiB.
  entry     text        NOT NULL CHECK (octet_length(entry) <= 2097152),
  ends_at   timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id)
);

CREATE INDEX ledger_by_end ON ledger (tenant_id, ends_at);
ALTER TABLE ledger ENABLE ROW LEVEL SECURITY;
ALTER TABLE ledger FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON ledger
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
