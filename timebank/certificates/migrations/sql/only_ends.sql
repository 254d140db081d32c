-- A certificate can end and nothing else: what was signed stays as it was signed, whoever asks.
CREATE FUNCTION certificate_only_ends() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    may_change text[] := ARRAY['status', 'because', 'words', 'ended_at', 'ended_by_id', 'superseded_by_id'];
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - may_change = to_jsonb(OLD) - may_change
        AND ((OLD.status = 'CURRENT' AND NEW.status IN ('SUPERSEDED', 'REVOKED'))
            OR (OLD.status = 'SUPERSEDED' AND NEW.status = 'REVOKED'))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION 'a certificate only ends: % refused', TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER certificate_only_ends_row BEFORE UPDATE OR DELETE ON certificates_certificate
    FOR EACH ROW EXECUTE FUNCTION certificate_only_ends();
CREATE TRIGGER certificate_only_ends_table BEFORE TRUNCATE ON certificates_certificate
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE certificates_certificate ENABLE ALWAYS TRIGGER certificate_only_ends_row;
ALTER TABLE certificates_certificate ENABLE ALWAYS TRIGGER certificate_only_ends_table;
