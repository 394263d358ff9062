-- Products: what the shop sells. A row belongs to one tenant, from the first table on.

CREATE TABLE products (
  -- Filled by the transaction, so that no statement of the application names a tenant.
  tenant_id    text        NOT NULL DEFAULT current_setting('banyan.tenant'),
  id           uuid        NOT NULL,
  sku          text        NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 40),
  name         text        NOT NULL CHECK (char_length(name) BETWEEN 1 AND 120),
  description  text        NOT NULL CHECK (char_length(description) <= 2000),
  status       text        NOT NULL CHECK (status IN ('active', 'archived')),
  amount_minor bigint      NOT NULL CHECK (amount_minor >= 0),
  currency     text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  version      bigint      NOT NULL CHECK (version >= 1),
  created_at   timestamptz NOT NULL,
  updated_at   timestamptz NOT NULL,
  search       tsvector    NOT NULL GENERATED ALWAYS AS (
                 to_tsvector('english', name || ' ' || description)) STORED,
  -- Ids are UUIDv7: this index is also the order of the pages.
  PRIMARY KEY (tenant_id, id),
  UNIQUE (tenant_id, sku)
);

-- No index on search: row-level security would never use one (docs/adr/0010).
CREATE INDEX products_by_status ON products (tenant_id, status, id);

ALTER TABLE products ENABLE ROW LEVEL SECURITY;
ALTER TABLE products FORCE ROW LEVEL SECURITY;

-- With no tenant set, current_setting is null and no row passes.
CREATE POLICY tenant_rows ON products
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
