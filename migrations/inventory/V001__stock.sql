-- Stock: how much of each SKU there is, and how much of that is promised.

CREATE TABLE stock (
  -- Filled by the transaction, so that no statement of the application names a tenant.
  tenant_id text   NOT NULL DEFAULT current_setting('banyan.tenant'),
  sku       text   NOT NULL CHECK (char_length(sku) BETWEEN 1 AND 40),
  on_hand   bigint NOT NULL,
  reserved  bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (tenant_id, sku),
  -- The last wall: what the code forgets, the table refuses.
  CONSTRAINT stock_is_never_below_zero CHECK (reserved >= 0 AND reserved <= on_hand)
);

ALTER TABLE stock ENABLE ROW LEVEL SECURITY;
ALTER TABLE stock FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_rows ON stock
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
