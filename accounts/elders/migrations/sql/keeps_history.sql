-- What was once said of an elder stays said, whoever asks. A row may be closed once (superseded, confirmed, refused: the
-- columns of the second argument, while all of them are still empty) and nothing else. Two kinds of keeping house may
-- touch the sealed columns of the first argument, each only when the transaction says so itself:
--   SET LOCAL timebank.housekeeping = 'reseal'   a value goes from one sealing key to another
--   SET LOCAL timebank.housekeeping = 'erase'    a value goes for good, the row that there was one stays
-- The reason of a fact or a change speaks of the elder as much as the value does, but is plain. The third argument names
-- such columns: an erasure may empty them together with the sealed ones, and nothing else may touch them.
CREATE FUNCTION elders_keeps_history() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    sealed CONSTANT text[] := string_to_array(TG_ARGV[0], ',');
    closing CONSTANT text[] := string_to_array(TG_ARGV[1], ',');
    plain CONSTANT text[] := string_to_array(coalesce(TG_ARGV[2], ''), ',');
    keeping CONSTANT text := coalesce(current_setting('timebank.housekeeping', true), '');
    before jsonb;
    after jsonb;
BEGIN
    IF TG_OP = 'UPDATE' THEN
        before := to_jsonb(OLD);
        after := to_jsonb(NEW);
        IF after - closing = before - closing
            AND NOT EXISTS (SELECT FROM unnest(closing) AS name WHERE before ->> name IS NOT NULL)
        THEN
            RETURN NEW;
        END IF;
        IF keeping IN ('reseal', 'erase') AND after - sealed - plain = before - sealed - plain
            AND NOT EXISTS (
                SELECT FROM unnest(sealed) AS name
                WHERE after ->> name <> before ->> name
                    AND NOT (keeping = 'erase' AND after ->> name = '')
                    AND NOT (keeping = 'reseal' AND before ->> name <> ''
                        AND split_part(after ->> name, '.', 1) <> split_part(before ->> name, '.', 1))
            )
            AND (after - sealed = before - sealed OR (
                keeping = 'erase'
                AND NOT EXISTS (SELECT FROM unnest(sealed) AS name WHERE after ->> name <> '')
                AND NOT EXISTS (
                    SELECT FROM unnest(plain) AS name WHERE after ->> name NOT IN ('', before ->> name)
                )
            ))
        THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION '% keeps what was: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE PROCEDURE elders_keep_history(target regclass, sealed text, closing text, plain text DEFAULT '') LANGUAGE plpgsql AS $$
BEGIN
    EXECUTE format('CREATE TRIGGER keeps_history_row BEFORE UPDATE OR DELETE ON %s FOR EACH ROW
        EXECUTE FUNCTION elders_keeps_history(%L, %L, %L)', target, sealed, closing, plain);
    EXECUTE format('CREATE TRIGGER keeps_history_table BEFORE TRUNCATE ON %s FOR EACH STATEMENT
        EXECUTE FUNCTION refuse_change()', target);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER keeps_history_row', target);
    EXECUTE format('ALTER TABLE %s ENABLE ALWAYS TRIGGER keeps_history_table', target);
END $$;

CALL elders_keep_history('elders_fact', 'value', 'superseded_at', 'reason');
CALL elders_keep_history('elders_whereabouts', 'place', 'confirmed_at,confirmed_by_id,refused_at');
CALL elders_keep_history('elders_change', 'was,became', '', 'reason');
CALL make_append_only('elders_check');
