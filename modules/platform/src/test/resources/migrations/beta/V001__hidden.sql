CREATE TYPE hidden_mood AS ENUM ('hidden_calm', 'hidden_wild');

CREATE TABLE hidden_ledger (
  tenant_id     text   NOT NULL DEFAULT current_setting('banyan.tenant'),
  hidden_number bigint NOT NULL,
  hidden_mood   hidden_mood NOT NULL DEFAULT 'hidden_calm',
  CONSTRAINT hidden_key PRIMARY KEY (tenant_id, hidden_number),
  CONSTRAINT hidden_check CHECK (hidden_number > 0)
);
ALTER TABLE hidden_ledger ENABLE ROW LEVEL SECURITY, FORCE ROW LEVEL SECURITY;
CREATE POLICY hidden_policy ON hidden_ledger
  USING (tenant_id = current_setting('banyan.tenant', true));
COMMENT ON TABLE hidden_ledger IS 'hidden comment';

CREATE SEQUENCE hidden_sequence;
CREATE VIEW hidden_view AS SELECT hidden_number FROM hidden_ledger;
CREATE FUNCTION hidden_function() RETURNS bigint LANGUAGE sql
  AS 'SELECT count(*) FROM beta.hidden_ledger';

SELECT set_config('banyan.tenant', 'main', true);
INSERT INTO hidden_ledger (hidden_number) SELECT generate_series(1, 100);
ANALYZE hidden_ledger;
