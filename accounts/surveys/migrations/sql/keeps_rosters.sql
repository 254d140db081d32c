-- A frozen roster stays as it was signed, and so does the history of a round. The sealed column alone may be sealed
-- again or erased, each only when the transaction says so itself (see elders_keeps_history).
CALL make_append_only('surveys_step');
CALL elders_keep_history('surveys_frozenrow', 'content', '');

CREATE FUNCTION surveys_keeps_roster() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND OLD.state = 'WRITING' THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is frozen: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER keeps_roster_row BEFORE UPDATE OR DELETE ON surveys_frozenroster FOR EACH ROW
    EXECUTE FUNCTION surveys_keeps_roster();
CREATE TRIGGER keeps_roster_table BEFORE TRUNCATE ON surveys_frozenroster FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change();
ALTER TABLE surveys_frozenroster ENABLE ALWAYS TRIGGER keeps_roster_row;
ALTER TABLE surveys_frozenroster ENABLE ALWAYS TRIGGER keeps_roster_table;

-- No row joins a roster that is frozen already.
CREATE FUNCTION surveys_row_in_time() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT state FROM surveys_frozenroster WHERE id = NEW.roster_id) <> 'WRITING' THEN
        RAISE EXCEPTION '% is frozen: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER row_in_time BEFORE INSERT ON surveys_frozenrow FOR EACH ROW EXECUTE FUNCTION surveys_row_in_time();
ALTER TABLE surveys_frozenrow ENABLE ALWAYS TRIGGER row_in_time;
