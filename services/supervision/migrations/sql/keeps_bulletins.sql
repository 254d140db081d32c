-- A published bulletin stays as it was published; a correction is a new edition.
CREATE FUNCTION supervision_keeps_bulletin() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state <> 'PUBLISHED' THEN
        RETURN coalesce(NEW, OLD);
    END IF;
    RAISE EXCEPTION '% is published: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER keeps_bulletin_row BEFORE UPDATE OR DELETE ON supervision_bulletin FOR EACH ROW
    EXECUTE FUNCTION supervision_keeps_bulletin();
CREATE TRIGGER keeps_bulletin_table BEFORE TRUNCATE ON supervision_bulletin FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change();
ALTER TABLE supervision_bulletin ENABLE ALWAYS TRIGGER keeps_bulletin_row;
ALTER TABLE supervision_bulletin ENABLE ALWAYS TRIGGER keeps_bulletin_table;
