-- When the node that goes through the books last showed that it lives; NULL: it is of the version before, which does not say.
ALTER TABLE audit_runs ADD COLUMN alive_at TIMESTAMPTZ;
