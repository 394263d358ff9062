CREATE TABLE naked (id bigint PRIMARY KEY);

CREATE TABLE leaky (tenant_id text NOT NULL, code text NOT NULL UNIQUE, note_id bigint);
ALTER TABLE leaky ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON leaky USING (tenant_id = current_setting('banyan.tenant', true));
CREATE POLICY everybody ON leaky USING (true);

CREATE TABLE weak (tenant_id text NOT NULL, id bigint, PRIMARY KEY (tenant_id, id));
ALTER TABLE weak ENABLE ROW LEVEL SECURITY;
CREATE POLICY tenant ON weak USING (tenant_id = current_setting('banyan.tenant', true));

CREATE TABLE pointing (tenant_id text NOT NULL, id bigint, PRIMARY KEY (tenant_id, id));
ALTER TABLE pointing ADD UNIQUE (tenant_id, id);
ALTER TABLE pointing ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON pointing USING (tenant_id = current_setting('banyan.tenant', true));
ALTER TABLE pointing ADD CONSTRAINT to_naked FOREIGN KEY (id) REFERENCES naked;

CREATE MATERIALIZED VIEW summary AS SELECT count(*) FROM leaky;

CREATE TABLE rates (currency text PRIMARY KEY);
COMMENT ON TABLE rates IS 'shared by all tenants: exchange rates are everybody''s';
