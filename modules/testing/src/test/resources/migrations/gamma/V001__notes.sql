CREATE TABLE notes (
  tenant_id text NOT NULL DEFAULT current_setting('banyan.tenant'),
  id        bigint GENERATED ALWAYS AS IDENTITY,
  text      text NOT NULL,
  PRIMARY KEY (tenant_id, id)
);
ALTER TABLE notes ENABLE ROW LEVEL SECURITY;
ALTER TABLE notes FORCE ROW LEVEL SECURITY;
CREATE POLICY tenant ON notes USING (tenant_id = current_setting('banyan.tenant', true));
