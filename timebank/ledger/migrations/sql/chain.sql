-- Books that show when they were changed: every transfer has the digest of its own bytes, every entry the hash of its
-- line, its transfer's digest and the line before it. timebank/ledger/canon.py says the same in Python.

CREATE FUNCTION ledger_moment(p_at timestamptz) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
$$;

CREATE FUNCTION ledger_transfer_digest(t ledger_transfer) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(
        E'timebank transfer 1\n' || t.id || E'\n' || t.key || E'\n' || t.kind || E'\n' ||
        t.source_id || E'\n' || t.target_id || E'\n' || t.amount || E'\n' || t.reference_kind || E'\n' ||
        coalesce(t.reference_id::text, '') || E'\n' || t.memo || E'\n' || t.rule || E'\n' ||
        ledger_moment(t.happened_at) || E'\n' || ledger_moment(t.posted_at) || E'\n' ||
        coalesce(t.by_id::text, '') || E'\n' || coalesce(t.reverses_id::text, ''), 'UTF8'))
$$;

CREATE FUNCTION ledger_first_hash(a ledger_account) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(
        E'timebank account 1\n' || a.id || E'\n' || a.unit || E'\n' || a.kind || E'\n' ||
        coalesce(a.person_id::text, '') || E'\n' || coalesce(a.organisation_id::text, '') || E'\n' ||
        coalesce(a.region_id, ''), 'UTF8'))
$$;

CREATE FUNCTION ledger_entry_hash(
    p_before bytea, p_account uuid, p_sequence bigint, p_amount bigint, p_balance bigint, p_digest bytea
) RETURNS bytea LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT sha256(convert_to(
        E'timebank entry 1\n' || p_account || E'\n' || p_sequence || E'\n' || p_amount || E'\n' || p_balance || E'\n' ||
        encode(p_digest, 'hex') || E'\n' || encode(p_before, 'hex'), 'UTF8'))
$$;

-- An account's first hash binds who holds it. What it binds never changes afterwards.
CREATE FUNCTION ledger_account_opened() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.balance <> 0 OR NEW.held <> 0 OR NEW.version <> 0 THEN
        RAISE EXCEPTION 'account % opens with more than nothing', NEW.id USING ERRCODE = 'TB005';
    END IF;
    NEW.head := ledger_first_hash(NEW);
    RETURN NEW;
END $$;

-- What was posted before this migration: write its texts as they stand, then chain them.
DO $$
DECLARE
    r record;
    v_account uuid;
    v_head bytea;
BEGIN
    ALTER TABLE ledger_transfer DISABLE TRIGGER USER;
    ALTER TABLE ledger_entry DISABLE TRIGGER USER;
    ALTER TABLE ledger_account DISABLE TRIGGER USER;
    UPDATE ledger_transfer t SET digest = ledger_transfer_digest(t);
    UPDATE ledger_account a SET head = ledger_first_hash(a);
    FOR r IN SELECT e.id, e.account_id, e.sequence, e.amount, e.balance_after, t.digest, a.head
             FROM ledger_entry e JOIN ledger_transfer t ON t.id = e.transfer_id JOIN ledger_account a ON a.id = e.account_id
             ORDER BY e.account_id, e.sequence LOOP
        IF v_account IS DISTINCT FROM r.account_id THEN
            v_head := r.head;
            v_account := r.account_id;
        END IF;
        v_head := ledger_entry_hash(v_head, r.account_id, r.sequence, r.amount, r.balance_after, r.digest);
        UPDATE ledger_entry SET hash = v_head WHERE id = r.id;
    END LOOP;
    UPDATE ledger_account a SET head = e.hash FROM ledger_entry e WHERE e.account_id = a.id AND e.sequence = a.version;
    ALTER TABLE ledger_transfer ENABLE TRIGGER USER;
    ALTER TABLE ledger_entry ENABLE TRIGGER USER;
    ALTER TABLE ledger_account ENABLE TRIGGER USER;
END $$;
-- ENABLE TRIGGER USER made them ordinary again.
ALTER TABLE ledger_transfer ENABLE ALWAYS TRIGGER append_only_row;
ALTER TABLE ledger_transfer ENABLE ALWAYS TRIGGER append_only_table;
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER append_only_row;
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER append_only_table;
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_row;
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER never_deleted_table;
