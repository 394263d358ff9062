-- Orders: what somebody has asked to buy, and how far that has come. Rows belong to one tenant.

CREATE TABLE orders (
  -- Filled by the transaction, so that no statement of the application names a tenant.
  tenant_id       text        NOT NULL DEFAULT current_setting('banyan.tenant'),
  id              uuid        NOT NULL,
  placed_by       text        NOT NULL CHECK (char_length(placed_by) BETWEEN 1 AND 200),
  idempotency_key text        NOT NULL CHECK (char_length(idempotency_key) BETWEEN 1 AND 255),
  fingerprint     bytea       NOT NULL CHECK (length(fingerprint) = 32),
  state           text        NOT NULL CHECK (state IN ('placed', 'priced', 'reserved', 'confirmed',
                                                        'refused', 'cancelling', 'cancelled')),
  refusal         jsonb,
  currency        text        NOT NULL CHECK (currency ~ '^[A-Z]{3}$'),
  total_minor     bigint      NOT NULL CHECK (total_minor >= 0),
  version         bigint      NOT NULL CHECK (version >= 1),
  placed_at       timestamptz NOT NULL,
  updated_at      timestamptz NOT NULL,
  -- Ids are UUIDv7: this index is also the order of the pages.
  PRIMARY KEY (tenant_id, id),
  -- One key, one order, for as long as the order is kept.
  UNIQUE (tenant_id, placed_by, idempotency_key),
  CHECK ((state = 'refused') = (refusal IS NOT NULL))
);

CREATE INDEX orders_by_state ON orders (tenant_id, state, id);

CREATE TABLE order_lines (
  tenant_id  text     NOT NULL DEFAULT current_setting('banyan.tenant'),
  order_id   uuid     NOT NULL,
  line       smallint NOT NULL CHECK (line BETWEEN 0 AND 99),
  sku        text     NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 40),
  quantity   int      NOT NULL CHECK (quantity BETWEEN 1 AND 1000),
  unit_minor bigint   NOT NULL CHECK (unit_minor >= 0),
  PRIMARY KEY (tenant_id, order_id, line),
  UNIQUE (tenant_id, order_id, sku),
  FOREIGN KEY (tenant_id, order_id) REFERENCES orders
);

ALTER TABLE orders ENABLE ROW LEVEL SECURITY;
ALTER TABLE orders FORCE ROW LEVEL SECURITY;
ALTER TABLE order_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE order_lines FORCE ROW LEVEL SECURITY;

-- With no tenant set, current_setting is null and no row passes.
CREATE POLICY tenant_rows ON orders
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
CREATE POLICY tenant_rows ON order_lines
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));

-- Each order in a state that somebody has to carry on from, and until when a worker does so.
CREATE TABLE unfinished (
  tenant_id  text        NOT NULL,
  order_id   uuid        NOT NULL,
  -- Who works on it; null when nobody does.
  holder     uuid,
  -- Until then it is the holder's, or left in peace; then anybody may take it.
  held_until timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, order_id),
  FOREIGN KEY (tenant_id, order_id) REFERENCES orders
);

CREATE INDEX unfinished_by_time ON unfinished (held_until);

COMMENT ON TABLE unfinished IS
  'shared by all tenants: one chore finds the orders to carry on, whose they ever are';
