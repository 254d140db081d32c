-- The same books, digests and guards as before, said so that the database has less to prepare for each posting:
-- functions in plpgsql keep their expressions from one posting to the next, those in SQL are set up at every call.

CREATE OR REPLACE FUNCTION ledger_moment(p_at timestamptz) RETURNS text LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN to_char(p_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"');
END $$;

CREATE OR REPLACE FUNCTION ledger_transfer_digest(t ledger_transfer) RETURNS bytea
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(convert_to(
        E'timebank transfer 1\n' || t.id || E'\n' || t.key || E'\n' || t.kind || E'\n' ||
        t.source_id || E'\n' || t.target_id || E'\n' || t.amount || E'\n' || t.reference_kind || E'\n' ||
        coalesce(t.reference_id::text, '') || E'\n' || t.memo || E'\n' || t.rule || E'\n' ||
        ledger_moment(t.happened_at) || E'\n' || ledger_moment(t.posted_at) || E'\n' ||
        coalesce(t.by_id::text, '') || E'\n' || coalesce(t.reverses_id::text, ''), 'UTF8'));
END $$;

CREATE OR REPLACE FUNCTION ledger_entry_hash(
    p_before bytea, p_account uuid, p_sequence bigint, p_amount bigint, p_balance bigint, p_digest bytea
) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(convert_to(
        E'timebank entry 1\n' || p_account || E'\n' || p_sequence || E'\n' || p_amount || E'\n' || p_balance || E'\n' ||
        encode(p_digest, 'hex') || E'\n' || encode(p_before, 'hex'), 'UTF8'));
END $$;

-- One posting in one round trip, chained. Locks both accounts in id order, so that two postings can never wait for
-- each other in a ring. A check constraint, not this function, refuses what the source cannot pay.
CREATE OR REPLACE FUNCTION ledger_post(
    p_id uuid, p_key text, p_kind text, p_source uuid, p_target uuid, p_amount bigint,
    p_hold uuid, p_reference_kind text, p_reference_id uuid, p_memo text, p_rule text,
    p_happened_at timestamptz, p_by uuid, p_reverses uuid
) RETURNS ledger_transfer LANGUAGE plpgsql AS $$
DECLARE
    t ledger_transfer;
    v_first ledger_transfer;
    v_held bigint := 0;
    v_source record;
    v_target record;
BEGIN
    t.id := p_id; t.key := p_key; t.kind := p_kind; t.source_id := p_source;
    t.target_id := p_target; t.amount := p_amount; t.reference_kind := p_reference_kind;
    t.reference_id := p_reference_id; t.memo := p_memo; t.rule := p_rule; t.happened_at := p_happened_at;
    t.posted_at := now(); t.by_id := p_by; t.reverses_id := p_reverses;
    t.digest := ledger_transfer_digest(t);
    INSERT INTO ledger_transfer (id, key, kind, source_id, target_id, amount, reference_kind, reference_id,
                                 memo, rule, happened_at, posted_at, by_id, reverses_id, digest)
    VALUES (t.id, t.key, t.kind, t.source_id, t.target_id, t.amount, t.reference_kind, t.reference_id,
            t.memo, t.rule, t.happened_at, t.posted_at, t.by_id, t.reverses_id, t.digest)
    ON CONFLICT (key) DO NOTHING;
    IF NOT FOUND THEN
        SELECT * INTO v_first FROM ledger_transfer WHERE key = p_key;
        IF NOT ledger_same_posting(v_first, t) THEN
            RAISE EXCEPTION 'key % stands for another posting', p_key USING ERRCODE = 'TB002';
        END IF;
        RETURN v_first;
    END IF;

    -- In id order; then both rows are ours until commit.
    IF p_source < p_target THEN
        SELECT unit, balance, version, head INTO v_source FROM ledger_account WHERE id = p_source FOR NO KEY UPDATE;
        SELECT unit, balance, version, head INTO v_target FROM ledger_account WHERE id = p_target FOR NO KEY UPDATE;
    ELSE
        SELECT unit, balance, version, head INTO v_target FROM ledger_account WHERE id = p_target FOR NO KEY UPDATE;
        SELECT unit, balance, version, head INTO v_source FROM ledger_account WHERE id = p_source FOR NO KEY UPDATE;
    END IF;
    IF v_source.unit IS DISTINCT FROM v_target.unit THEN
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
    IF p_reverses IS NOT NULL THEN
        CALL ledger_check_reversal(t);
    END IF;

    v_source.balance := v_source.balance - p_amount;
    v_source.version := v_source.version + 1;
    v_source.head := ledger_entry_hash(
        v_source.head, p_source, v_source.version, -p_amount, v_source.balance, t.digest);
    v_target.balance := v_target.balance + p_amount;
    v_target.version := v_target.version + 1;
    v_target.head := ledger_entry_hash(
        v_target.head, p_target, v_target.version, p_amount, v_target.balance, t.digest);
    INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash)
    VALUES (p_source, v_source.version, p_id, -p_amount, v_source.balance, v_source.head),
           (p_target, v_target.version, p_id, p_amount, v_target.balance, v_target.head);
    UPDATE ledger_account a SET balance = n.balance, held = a.held - n.held, version = n.version, head = n.head
    FROM (VALUES (p_source, v_source.balance, v_held, v_source.version, v_source.head),
                 (p_target, v_target.balance, 0, v_target.version, v_target.head))
        AS n(id, balance, held, version, head)
    WHERE a.id = n.id;
    RETURN t;
END $$;

-- The lines of a statement are whole transfers: both sides of each, minus and plus its amount, on accounts that exist.
-- A line is one side of its transfer, and no side is written twice (entry_one_per_side): so there are twice as many
-- lines as transfers only where none is half. The plan is kept for statements of two lines and of forty thousand alike,
-- so it must go by the keys, never through the whole book.
CREATE OR REPLACE FUNCTION ledger_entry_belongs() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    v_whole boolean;
BEGIN
    SELECT count(*) = 2 * count(DISTINCT w.transfer_id) AND bool_and((
               a.id IS NOT NULL AND
               (w.account_id = t.source_id AND w.amount = -t.amount OR
                w.account_id = t.target_id AND w.amount = t.amount)) IS TRUE)
    INTO v_whole FROM written w
    LEFT JOIN ledger_transfer t ON t.id = w.transfer_id LEFT JOIN ledger_account a ON a.id = w.account_id;
    IF NOT v_whole THEN
        RAISE EXCEPTION 'these lines are not the two sides of their transfers' USING ERRCODE = 'TB005';
    END IF;
    RETURN NULL;
END $$;

-- Every account that was touched must agree with its last entry and its open holds, statement by statement: lines and
-- holds are written first. So nobody can write a balance without the line that explains it.
CREATE OR REPLACE FUNCTION ledger_account_agrees() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    v_bad uuid;
BEGIN
    SELECT a.id INTO v_bad FROM changed a
    WHERE coalesce((SELECT e.sequence = a.version AND e.balance_after = a.balance AND e.hash = a.head
                    FROM ledger_entry e WHERE e.account_id = a.id ORDER BY e.sequence DESC LIMIT 1),
                   a.version = 0 AND a.balance = 0 AND a.head = ledger_first_hash(a)) IS NOT TRUE
       OR a.held <> (
            SELECT coalesce(sum(h.amount), 0) FROM ledger_hold h WHERE h.account_id = a.id AND h.status = 'HELD')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % does not agree with its entries and holds', v_bad USING ERRCODE = 'TB005';
    END IF;
    RETURN NULL;
END $$;
