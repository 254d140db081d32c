-- What a gauge showed stays as it was frozen. A case may be ended, once; nothing else of it ever changes.
CALL make_append_only('supervision_reading');

CREATE FUNCTION supervision_keeps_case() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.until IS NULL AND NEW.until IS NOT NULL
       AND (NEW.gauge, NEW.region_code, NEW.subject, NEW.subject_id, NEW.elder_id, NEW.reached, NEW.facts, NEW.since)
           IS NOT DISTINCT FROM
           (OLD.gauge, OLD.region_code, OLD.subject, OLD.subject_id, OLD.elder_id, OLD.reached, OLD.facts, OLD.since)
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is frozen: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER keeps_case_row BEFORE UPDATE OR DELETE ON supervision_case FOR EACH ROW
    EXECUTE FUNCTION supervision_keeps_case();
CREATE TRIGGER keeps_case_table BEFORE TRUNCATE ON supervision_case FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change();
ALTER TABLE supervision_case ENABLE ALWAYS TRIGGER keeps_case_row;
ALTER TABLE supervision_case ENABLE ALWAYS TRIGGER keeps_case_table;
