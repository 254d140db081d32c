-- One posting in one round trip. Locks both accounts in id order, so that two postings can never wait for
-- each other in a ring. A check constraint, not this function, refuses what the source cannot pay.
CREATE FUNCTION ledger_post(
    p_id uuid, p_key text, p_fingerprint text, p_kind text, p_source uuid, p_target uuid, p_amount bigint,
    p_hold uuid, p_reference_kind text, p_reference_id uuid, p_memo jsonb, p_rule jsonb,
    p_happened_at timestamptz, p_by uuid, p_reverses uuid
) RETURNS ledger_transfer LANGUAGE plpgsql AS $$
DECLARE
    v_transfer ledger_transfer;
    v_units int;
    v_held bigint := 0;
    v_account record;
BEGIN
    INSERT INTO ledger_transfer (id, key, fingerprint, kind, source_id, target_id, amount, reference_kind,
                                 reference_id, memo, rule, happened_at, by_id, reverses_id)
    VALUES (p_id, p_key, p_fingerprint, p_kind, p_source, p_target, p_amount, p_reference_kind,
            p_reference_id, p_memo, p_rule, p_happened_at, p_by, p_reverses)
    ON CONFLICT (key) DO NOTHING
    RETURNING * INTO v_transfer;
    IF NOT FOUND THEN
        SELECT * INTO v_transfer FROM ledger_transfer WHERE key = p_key;
        IF v_transfer.fingerprint <> p_fingerprint THEN
            RAISE EXCEPTION 'key % stands for another posting', p_key USING ERRCODE = 'TB002';
        END IF;
        RETURN v_transfer;
    END IF;

    PERFORM 1 FROM ledger_account WHERE id IN (p_source, p_target) ORDER BY id FOR NO KEY UPDATE;
    SELECT count(DISTINCT unit) INTO v_units FROM ledger_account WHERE id IN (p_source, p_target);
    IF v_units <> 1 THEN
        RAISE EXCEPTION 'minutes and fen never mix' USING ERRCODE = 'TB003';
    END IF;

    IF p_hold IS NOT NULL THEN
        UPDATE ledger_hold SET status = 'SETTLED', resolved_at = now()
        WHERE id = p_hold AND account_id = p_source AND status = 'HELD'
        RETURNING amount INTO v_held;
        IF NOT FOUND THEN
            RAISE EXCEPTION 'hold % is resolved already', p_hold USING ERRCODE = 'TB004';
        END IF;
    END IF;

    UPDATE ledger_account SET balance = balance - p_amount, held = held - v_held, version = version + 1
    WHERE id = p_source RETURNING balance, version INTO v_account;
    INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after)
    VALUES (p_source, v_account.version, p_id, -p_amount, v_account.balance);

    UPDATE ledger_account SET balance = balance + p_amount, version = version + 1
    WHERE id = p_target RETURNING balance, version INTO v_account;
    INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after)
    VALUES (p_target, v_account.version, p_id, p_amount, v_account.balance);

    RETURN v_transfer;
END $$;

-- At commit, every account that was touched must agree with its last entry and its open holds. So nobody can
-- write a balance without the line that explains it.
CREATE FUNCTION ledger_account_agrees() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    v_account record;
    v_last record;
    v_held bigint;
BEGIN
    SELECT id, balance, held, version INTO v_account FROM ledger_account WHERE id = NEW.id;
    SELECT sequence, balance_after INTO v_last FROM ledger_entry
    WHERE account_id = NEW.id ORDER BY sequence DESC LIMIT 1;
    SELECT coalesce(sum(amount), 0) INTO v_held FROM ledger_hold WHERE account_id = NEW.id AND status = 'HELD';
    IF v_account.balance <> coalesce(v_last.balance_after, 0) OR v_account.version <> coalesce(v_last.sequence, 0)
       OR v_account.held <> v_held THEN
        RAISE EXCEPTION 'account % does not agree with its entries and holds', NEW.id USING ERRCODE = 'TB005';
    END IF;
    RETURN NULL;
END $$;

CREATE CONSTRAINT TRIGGER ledger_account_agrees AFTER INSERT OR UPDATE ON ledger_account
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION ledger_account_agrees();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_agrees;

CREATE TRIGGER never_deleted_row BEFORE DELETE ON ledger_account FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON ledger_account FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_row BEFORE DELETE ON ledger_hold FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER never_deleted_table BEFORE TRUNCATE ON ledger_hold FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_table;
ALTER TABLE ledger_hold ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_hold ENABLE ALWAYS TRIGGER never_deleted_table;

CALL make_append_only('ledger_transfer');
CALL make_append_only('ledger_entry');
