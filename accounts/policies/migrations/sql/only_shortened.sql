-- What was a rule stays known as one, whoever asks. A period may lose its end, or all of it when it never began to
-- hold (the action sees to that); a draft may not change once somebody else reads it, nor at all once it is decided.
CREATE FUNCTION policy_only_shortened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE'
        AND to_jsonb(NEW) - 'valid' = to_jsonb(OLD) - 'valid'
        AND (isempty(NEW.valid) OR (NEW.valid <@ OLD.valid AND lower(NEW.valid) IS NOT DISTINCT FROM lower(OLD.valid)))
    THEN
        RETURN NEW;
    END IF;
    RAISE EXCEPTION '% keeps what was: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
END $$;

CREATE FUNCTION policydraft_stands_once_submitted() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    decision CONSTANT text[] := ARRAY['status', 'reviewer_id', 'decided_at', 'words'];
BEGIN
    IF TG_OP = 'DELETE' OR OLD.status NOT IN ('DRAFT', 'SUBMITTED')
        OR (OLD.status = 'SUBMITTED' AND to_jsonb(NEW) - decision <> to_jsonb(OLD) - decision)
        OR NEW.author_id <> OLD.author_id OR NEW.region_id <> OLD.region_id
    THEN
        RAISE EXCEPTION '% keeps what was: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
    END IF;
    RETURN NEW;
END $$;

CREATE TRIGGER policy_only_shortened_row BEFORE UPDATE OR DELETE ON policies_policy
    FOR EACH ROW EXECUTE FUNCTION policy_only_shortened();
CREATE TRIGGER policy_only_shortened_table BEFORE TRUNCATE ON policies_policy
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER policydraft_stands_row BEFORE UPDATE OR DELETE ON policies_policydraft
    FOR EACH ROW EXECUTE FUNCTION policydraft_stands_once_submitted();
CREATE TRIGGER policydraft_stands_table BEFORE TRUNCATE ON policies_policydraft
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE policies_policy ENABLE ALWAYS TRIGGER policy_only_shortened_row;
ALTER TABLE policies_policy ENABLE ALWAYS TRIGGER policy_only_shortened_table;
ALTER TABLE policies_policydraft ENABLE ALWAYS TRIGGER policydraft_stands_row;
ALTER TABLE policies_policydraft ENABLE ALWAYS TRIGGER policydraft_stands_table;
