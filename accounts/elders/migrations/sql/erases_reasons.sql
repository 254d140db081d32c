-- The reason of a fact or a change speaks of the elder as much as the value does, but is plain. The third argument names
-- such columns: an erasure may empty them together with the sealed ones, and nothing else may touch them.
CREATE OR REPLACE FUNCTION elders_keeps_history() RETURNS trigger LANGUAGE plpgsql AS $$
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

CREATE OR REPLACE TRIGGER keeps_history_row BEFORE UPDATE OR DELETE ON elders_fact FOR EACH ROW
    EXECUTE FUNCTION elders_keeps_history('value', 'superseded_at', 'reason');
CREATE OR REPLACE TRIGGER keeps_history_row BEFORE UPDATE OR DELETE ON elders_change FOR EACH ROW
    EXECUTE FUNCTION elders_keeps_history('was,became', '', 'reason');
ALTER TABLE elders_fact ENABLE ALWAYS TRIGGER keeps_history_row;
ALTER TABLE elders_change ENABLE ALWAYS TRIGGER keeps_history_row;

-- Those who were forgotten before are forgotten now as a whole.
SET LOCAL timebank.housekeeping = 'erase';
WITH forgotten AS (
    SELECT elder.id FROM elders_elder AS elder LEFT JOIN elders_elder AS kept ON kept.id = elder.merged_into_id
    JOIN access_erasure AS erasure ON erasure.person_id IN (elder.person_id, kept.person_id)
), facts AS (
    UPDATE elders_fact SET value = '', reason = '' WHERE reason <> '' AND elder_id IN (SELECT id FROM forgotten)
)
UPDATE elders_change SET was = '', became = '', reason = ''
    WHERE reason <> '' AND elder_id IN (SELECT id FROM forgotten);
SET LOCAL timebank.housekeeping = '';
