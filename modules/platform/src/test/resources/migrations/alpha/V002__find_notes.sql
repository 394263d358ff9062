CREATE INDEX notes_text ON notes (tenant_id, text);
