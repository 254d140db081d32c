-- An event stays as it was written, but for its sealed words: what somebody typed about an elder goes with the dossier.
-- Each only when the transaction says so itself (as elders_keeps_history asks it):
--   SET LOCAL timebank.housekeeping = 'reseal'   the words go from one sealing key to another
--   SET LOCAL timebank.housekeeping = 'erase'    the words go for good, the event stays
CREATE FUNCTION journal_keeps_events() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    keeping CONSTANT text := coalesce(current_setting('timebank.housekeeping', true), '');
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(NEW) - 'words' = to_jsonb(OLD) - 'words' AND OLD.words <> '' AND (
        (keeping = 'erase' AND NEW.words = '')
        OR (keeping = 'reseal' AND split_part(NEW.words, '.', 1) <> split_part(OLD.words, '.', 1) AND NEW.words <> '')
    ) THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE TRIGGER append_only_row BEFORE UPDATE OR DELETE ON journal_event FOR EACH ROW
    EXECUTE FUNCTION journal_keeps_events();
ALTER TABLE journal_event ENABLE ALWAYS TRIGGER append_only_row;
CREATE TRIGGER append_only_table BEFORE TRUNCATE ON journal_event FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE journal_event ENABLE ALWAYS TRIGGER append_only_table;
