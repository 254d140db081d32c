-- What was decided stays: a decided round and an answered objection are not written anew, candidacies are never deleted.
CREATE FUNCTION honours_keeps_round() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF OLD.state = 'DECIDED' AND (TG_OP = 'DELETE' OR (to_jsonb(NEW) - 'forgotten_at') <> (to_jsonb(OLD) - 'forgotten_at')) THEN
        RAISE EXCEPTION '% is decided: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'TB001';
    END IF;
    RETURN coalesce(NEW, OLD);
END $$;

CREATE TRIGGER keeps_round_row BEFORE UPDATE OR DELETE ON honours_honourround FOR EACH ROW
    EXECUTE FUNCTION honours_keeps_round();
ALTER TABLE honours_honourround ENABLE ALWAYS TRIGGER keeps_round_row;

CREATE TRIGGER keeps_candidacy BEFORE DELETE ON honours_candidacy FOR EACH ROW
    EXECUTE FUNCTION refuse_change();
CREATE TRIGGER keeps_candidacies BEFORE TRUNCATE ON honours_candidacy FOR EACH STATEMENT
    EXECUTE FUNCTION refuse_change();
ALTER TABLE honours_candidacy ENABLE ALWAYS TRIGGER keeps_candidacy;
ALTER TABLE honours_candidacy ENABLE ALWAYS TRIGGER keeps_candidacies;
