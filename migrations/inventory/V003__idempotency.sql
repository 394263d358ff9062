-- Answers by idempotency key, as banyan.platform.idempotency asks of every context that takes keys.
CREATE TABLE idempotency (
    tenant_id    text        NOT NULL,
    principal    text        NOT NULL,
    route        text        NOT NULL,
    key          text        NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
    fingerprint  bytea       NOT NULL CHECK (length(fingerprint) = 32),
    status       int         NOT NULL CHECK (status BETWEEN 200 AND 499),
    field_names  text[]      NOT NULL,
    field_values text[]      NOT NULL,
    media_type   text,
    body         text,
    created_at   timestamptz NOT NULL,
    PRIMARY KEY (tenant_id, principal, route, key)
);
CREATE INDEX idempotency_by_age ON idempotency (tenant_id, created_at);
ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
ALTER TABLE idempotency FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant_rows ON idempotency
    USING (tenant_id = current_setting('banyan.tenant', true))
    WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
