-- One posting in one round trip, chained. Locks both accounts in id order, so that two postings can never wait for
-- each other in a ring. A check constraint, not this function, refuses what the source cannot pay.
-- Whether two postings say the same: what a key stands for.
CREATE FUNCTION ledger_same_posting(a ledger_transfer, b ledger_transfer) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT (a.kind, a.source_id, a.target_id, a.amount, a.reference_kind, a.reference_id, a.reverses_id)
        IS NOT DISTINCT FROM (b.kind, b.source_id, b.target_id, b.amount, b.reference_kind, b.reference_id, b.reverses_id)
$$;

CREATE FUNCTION ledger_post(
    p_id uuid, p_key text, p_kind text, p_source uuid, p_target uuid, p_amount bigint,
    p_hold uuid, p_reference_kind text, p_reference_id uuid, p_memo text, p_rule text,
    p_happened_at timestamptz, p_by uuid, p_reverses uuid
) RETURNS ledger_transfer LANGUAGE plpgsql AS $$
DECLARE
    t ledger_transfer;
    v_first ledger_transfer;
    v_held bigint := 0;
    v_account record;
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
    FOR v_account IN SELECT id, unit, balance, version, head FROM ledger_account
                     WHERE id IN (p_source, p_target) ORDER BY id FOR NO KEY UPDATE LOOP
        IF v_account.id = p_source THEN
            v_source := v_account;
        ELSE
            v_target := v_account;
        END IF;
    END LOOP;
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
                 (p_target, v_target.balance, 0, v_target.version, v_target.head)) AS n(id, balance, held, version, head)
    WHERE a.id = n.id;
    RETURN t;
END $$;

-- A reversal mirrors what it takes back, and names the request that somebody else than its author approved.
CREATE PROCEDURE ledger_check_reversal(r ledger_transfer) LANGUAGE plpgsql AS $$
BEGIN
    PERFORM 1 FROM ledger_transfer o JOIN ledger_reversalrequest q ON q.transfer_id = o.id
    WHERE o.id = r.reverses_id AND o.source_id = r.target_id AND o.target_id = r.source_id AND o.amount = r.amount
      AND o.kind <> 'REVERSE' AND q.id = r.reference_id AND q.status = 'APPROVED' AND q.decided_by_id <> q.requested_by_id;
    IF NOT FOUND THEN
        RAISE EXCEPTION 'this is not the approved reversal of transfer %', r.reverses_id USING ERRCODE = 'TB006';
    END IF;
END $$;

-- The running hash of several lines of one account: each line's hash is the state of the next.
CREATE FUNCTION ledger_chain_step(
    state bytea, head bytea, account uuid, sequence bigint, amount bigint, balance bigint, digest bytea
) RETURNS bytea LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
    RETURN sha256(convert_to(concat_ws(E'\n', 'timebank entry 1', account, sequence, amount, balance,
                                       encode(digest, 'hex'), encode(coalesce(state, head), 'hex')), 'UTF8'));
END $$;
CREATE AGGREGATE ledger_chain(bytea, uuid, bigint, bigint, bigint, bytea) (
    SFUNC = ledger_chain_step, STYPE = bytea, PARALLEL = SAFE
);

-- Many postings as one: all or none, set-based, in the given order. Postings whose key was used before with the same
-- content are left out. Accounts are netted: an account must stand above its floor at the end, not in between.
-- The arrays are columns: one element a posting. ``p_texts`` holds the memos and rules, each once; a posting names them
-- by their place (from 1).
CREATE FUNCTION ledger_post_batch(
    p_ids uuid[], p_keys text[], p_kinds text[], p_sources uuid[], p_targets uuid[], p_amounts bigint[],
    p_reference_kinds text[], p_reference_ids uuid[], p_memos int[], p_rules int[], p_happened timestamptz[],
    p_reverses uuid[], p_texts text[], p_by uuid
) RETURNS bigint LANGUAGE plpgsql SET work_mem = '64MB' AS $$
DECLARE
    v_asked bigint := cardinality(p_ids);
    v_posted bigint;
    v_bad text;
    v_end text := E'\n' || ledger_moment(now()) || E'\n' || coalesce(p_by::text, '') || E'\n';
    r ledger_transfer;
BEGIN
    DROP TABLE IF EXISTS pg_temp.ledger_batch, pg_temp.ledger_batch_book;
    CREATE TEMP TABLE ledger_batch ON COMMIT DROP AS
    SELECT p.ord, p.id, p.key, p.kind, p.source_id, p.target_id, p.amount, p.reference_kind, p.reference_id,
           p_texts[p.memo] AS memo, p_texts[p.rule] AS rule, p.happened_at, p.reverses_id,
           sha256(convert_to(
               E'timebank transfer 1\n' || p.id || E'\n' || p.key || E'\n' || p.kind || E'\n' ||
               p.source_id || E'\n' || p.target_id || E'\n' || p.amount || E'\n' || p.reference_kind || E'\n' ||
               coalesce(p.reference_id::text, '') || E'\n' || p_texts[p.memo] || E'\n' || p_texts[p.rule] || E'\n' ||
               ledger_moment(p.happened_at) || v_end || coalesce(p.reverses_id::text, ''), 'UTF8')) AS digest
    FROM unnest(p_ids, p_keys, p_kinds, p_sources, p_targets, p_amounts, p_reference_kinds, p_reference_ids, p_memos,
                p_rules, p_happened, p_reverses) WITH ORDINALITY
        AS p(id, key, kind, source_id, target_id, amount, reference_kind, reference_id, memo, rule, happened_at,
             reverses_id, ord);
    -- In the order of the keys, so that two batches with common keys cannot wait for each other in a ring.
    INSERT INTO ledger_transfer (id, key, kind, source_id, target_id, amount, reference_kind, reference_id,
                                 memo, rule, happened_at, posted_at, by_id, reverses_id, digest)
    SELECT id, key, kind, source_id, target_id, amount, reference_kind, reference_id,
           memo, rule, happened_at, now(), p_by, reverses_id, digest
    FROM ledger_batch ORDER BY key COLLATE "C"
    ON CONFLICT (key) DO NOTHING;
    GET DIAGNOSTICS v_posted = ROW_COUNT;
    IF v_posted < v_asked THEN
        SELECT b.key INTO v_bad FROM ledger_batch b JOIN ledger_transfer t USING (key)
        WHERE (t.kind, t.source_id, t.target_id, t.amount, t.reference_kind, t.reference_id, t.reverses_id)
            IS DISTINCT FROM
            (b.kind, b.source_id, b.target_id, b.amount, b.reference_kind, b.reference_id, b.reverses_id) LIMIT 1;
        IF FOUND THEN
            RAISE EXCEPTION 'key % stands for another posting', v_bad USING ERRCODE = 'TB002';
        END IF;
        DELETE FROM ledger_batch b WHERE NOT EXISTS (SELECT 1 FROM ledger_transfer t WHERE t.id = b.id);
    END IF;

    -- In id order; then all these books are ours until commit.
    CREATE TEMP TABLE ledger_batch_book ON COMMIT DROP AS
    SELECT id, unit, balance, version, head FROM ledger_account
    WHERE id IN (SELECT source_id FROM ledger_batch UNION SELECT target_id FROM ledger_batch)
    ORDER BY id FOR NO KEY UPDATE;
    PERFORM 1 FROM ledger_batch b JOIN ledger_batch_book s ON s.id = b.source_id
    JOIN ledger_batch_book t ON t.id = b.target_id WHERE s.unit <> t.unit;
    IF FOUND THEN
        RAISE EXCEPTION 'minutes and fen never mix' USING ERRCODE = 'TB003';
    END IF;
    FOR r IN SELECT t.* FROM ledger_transfer t JOIN ledger_batch b ON b.id = t.id WHERE b.reverses_id IS NOT NULL LOOP
        CALL ledger_check_reversal(r);
    END LOOP;

    WITH side AS (
        SELECT ord, 0 AS half, source_id AS account_id, -amount AS amount, id AS transfer_id, digest FROM ledger_batch
        UNION ALL
        SELECT ord, 1, target_id, amount, id, digest FROM ledger_batch
    ), line AS (
        SELECT s.*, b.head, b.version + row_number() OVER book AS sequence,
               (b.balance + sum(s.amount) OVER book)::bigint AS balance_after,
               lead(s.ord) OVER book IS NULL AS is_last
        FROM side s JOIN ledger_batch_book b ON b.id = s.account_id
        WINDOW book AS (PARTITION BY s.account_id ORDER BY s.ord, s.half)
    ), chained AS MATERIALIZED (
        SELECT account_id, sequence, transfer_id, amount, balance_after, is_last,
               ledger_chain(head, account_id, sequence, amount, balance_after, digest)
                   OVER (PARTITION BY account_id ORDER BY ord, half) AS hash
        FROM line
    ), entered AS (
        INSERT INTO ledger_entry (account_id, sequence, transfer_id, amount, balance_after, hash)
        SELECT account_id, sequence, transfer_id, amount, balance_after, hash FROM chained
    )
    UPDATE ledger_account a SET balance = c.balance_after, version = c.sequence, head = c.hash
    FROM chained c WHERE a.id = c.account_id AND c.is_last;
    RETURN v_posted;
END $$;

-- The lines of a statement are whole transfers: both sides of each, minus and plus its amount, on accounts that exist.
-- Foreign keys would ask four times a posting and not know the amounts; this asks once a statement. The plan is kept
-- for statements of two lines and of forty thousand alike, so it must go by the keys, never through the whole book.
CREATE FUNCTION ledger_entry_belongs() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    v_bad uuid;
BEGIN
    SELECT e.transfer_id INTO v_bad FROM (
        SELECT w.transfer_id, count(*) AS lines, min(w.amount) AS taken, max(w.amount) AS given,
               (array_agg(w.account_id) FILTER (WHERE w.amount < 0))[1] AS source_id,
               (array_agg(w.account_id) FILTER (WHERE w.amount > 0))[1] AS target_id
        FROM written w GROUP BY w.transfer_id) e
    LEFT JOIN ledger_transfer t ON t.id = e.transfer_id
    WHERE (e.lines = 2 AND e.taken = -t.amount AND e.given = t.amount
           AND e.source_id = t.source_id AND e.target_id = t.target_id
           AND EXISTS (SELECT FROM ledger_account WHERE id = e.source_id)
           AND EXISTS (SELECT FROM ledger_account WHERE id = e.target_id)) IS NOT TRUE
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'the lines of transfer % are not its two sides', v_bad USING ERRCODE = 'TB005';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_entry_belongs AFTER INSERT ON ledger_entry REFERENCING NEW TABLE AS written
    FOR EACH STATEMENT EXECUTE FUNCTION ledger_entry_belongs();
ALTER TABLE ledger_entry ENABLE ALWAYS TRIGGER ledger_entry_belongs;

-- Every account that was touched must agree with its last entry and its open holds, statement by statement: lines and
-- holds are written first. So nobody can write a balance without the line that explains it.
CREATE FUNCTION ledger_account_agrees() RETURNS trigger LANGUAGE plpgsql
SET enable_hashjoin = off SET enable_mergejoin = off AS $$
DECLARE
    v_bad uuid;
BEGIN
    SELECT a.id INTO v_bad FROM changed a
    WHERE (CASE WHEN a.version > 0
           THEN (SELECT e.sequence = a.version AND e.balance_after = a.balance AND e.hash = a.head FROM ledger_entry e
                 WHERE e.account_id = a.id ORDER BY e.sequence DESC LIMIT 1)
           ELSE a.version = 0 AND a.balance = 0 AND a.head = ledger_first_hash(a)
                AND NOT EXISTS (SELECT FROM ledger_entry e WHERE e.account_id = a.id) END) IS NOT TRUE
       OR a.held <> (
            SELECT coalesce(sum(h.amount), 0) FROM ledger_hold h WHERE h.account_id = a.id AND h.status = 'HELD')
    LIMIT 1;
    IF FOUND THEN
        RAISE EXCEPTION 'account % does not agree with its entries and holds', v_bad USING ERRCODE = 'TB005';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ledger_account_agrees AFTER UPDATE ON ledger_account
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION ledger_account_agrees();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_agrees;
CREATE TRIGGER ledger_account_opened BEFORE INSERT ON ledger_account
    FOR EACH ROW EXECUTE FUNCTION ledger_account_opened();
CREATE TRIGGER ledger_account_kept BEFORE UPDATE ON ledger_account FOR EACH ROW
    WHEN ((NEW.id, NEW.unit, NEW.kind, NEW.person_id, NEW.organisation_id, NEW.region_id)
          IS DISTINCT FROM (OLD.id, OLD.unit, OLD.kind, OLD.person_id, OLD.organisation_id, OLD.region_id))
    EXECUTE FUNCTION refuse_change();
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_opened;
ALTER TABLE ledger_account ENABLE ALWAYS TRIGGER ledger_account_kept;
-- Room on each page: a balance changes without touching the indexes.
ALTER TABLE ledger_account SET (fillfactor = 45);

-- Exactly the bytes that are hashed: composed characters, no line breaks, whatever wrote them.
ALTER TABLE ledger_transfer ADD CONSTRAINT transfer_texts_are_clean CHECK (
    memo IS JSON OBJECT AND rule IS JSON ARRAY AND memo IS NFC NORMALIZED AND rule IS NFC NORMALIZED
    AND key IS NFC NORMALIZED AND (key || reference_kind || memo || rule) !~ '[\x01-\x1f]'
);
ALTER TABLE ledger_transfer ADD CONSTRAINT transfer_moments_are_plain CHECK (
    happened_at BETWEEN '0001-01-01 00:00+00' AND '9999-12-31 23:59:59.999999+00'
    AND posted_at BETWEEN '0001-01-01 00:00+00' AND '9999-12-31 23:59:59.999999+00'
);
ALTER TABLE ledger_transfer ADD CONSTRAINT transfer_digest_is_sha256 CHECK (octet_length(digest) = 32);
ALTER TABLE ledger_entry ADD CONSTRAINT entry_hash_is_sha256 CHECK (octet_length(hash) = 32);
