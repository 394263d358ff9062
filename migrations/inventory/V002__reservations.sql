-- Reservations: stock that is promised to somebody, for a time.

CREATE TABLE reservations (
  tenant_id  text        NOT NULL DEFAULT current_setting('banyan.tenant'),
  id         uuid        NOT NULL,
  -- One that is held beyond its time has expired, without anybody writing it down.
  state      text        NOT NULL CHECK (state IN ('held', 'committed', 'released', 'returned')),
  -- Null for one that was released before it was made.
  expires_at timestamptz,
  changed_at timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, id),
  CHECK (state = 'released' OR expires_at IS NOT NULL)
);

CREATE TABLE reservation_lines (
  tenant_id      text NOT NULL DEFAULT current_setting('banyan.tenant'),
  reservation_id uuid NOT NULL,
  sku            text NOT NULL,
  quantity       int  NOT NULL CHECK (quantity BETWEEN 1 AND 1000000),
  -- Until when the line counts in stock.reserved; null once it does not any more.
  held_until     timestamptz,
  PRIMARY KEY (tenant_id, reservation_id, sku),
  FOREIGN KEY (tenant_id, reservation_id) REFERENCES reservations,
  FOREIGN KEY (tenant_id, sku) REFERENCES stock
);

-- What a SKU's stock is promised to, the first to expire first.
CREATE INDEX reservation_lines_held ON reservation_lines (tenant_id, sku, held_until)
  WHERE held_until IS NOT NULL;

ALTER TABLE reservations ENABLE ROW LEVEL SECURITY;
ALTER TABLE reservations FORCE ROW LEVEL SECURITY;
ALTER TABLE reservation_lines ENABLE ROW LEVEL SECURITY;
ALTER TABLE reservation_lines FORCE ROW LEVEL SECURITY;

CREATE POLICY tenant_rows ON reservations
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
CREATE POLICY tenant_rows ON reservation_lines
  USING (tenant_id = current_setting('banyan.tenant', true))
  WITH CHECK (tenant_id = current_setting('banyan.tenant', true));
