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
