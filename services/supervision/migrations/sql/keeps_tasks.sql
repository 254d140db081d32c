-- The record of a task only grows; its sealed words go with the elder's dossier. Signed figures of a year stay.
CALL elders_keep_history('supervision_taskstep', 'words', '');

CREATE FUNCTION supervision_keeps_year() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.signed_at IS NULL THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% is signed: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER keeps_year_row BEFORE UPDATE OR DELETE ON supervision_yearfigures FOR EACH ROW
    EXECUTE FUNCTION supervision_keeps_year();
CREATE TRIGGER keeps_year_table BEFORE TRUNCATE ON supervision_yearfigures FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change();
ALTER TABLE supervision_yearfigures ENABLE ALWAYS TRIGGER keeps_year_row;
ALTER TABLE supervision_yearfigures ENABLE ALWAYS TRIGGER keeps_year_table;
