-- Many postings as one: all or none, set-based, in the given order. Postings whose key was used before with the same
-- content are left out. Accounts are netted: an account must stand above its floor at the end, not in between.
-- The arrays are columns: one element a posting. ``p_texts`` holds the memos and rules, each once; a posting names them
-- by their place (from 1).
CREATE OR REPLACE FUNCTION ledger_post_batch(
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
    -- Joined, not looked up by place: each look into an array of texts walks over all before it.
    CREATE TEMP TABLE ledger_batch ON COMMIT DROP AS
    WITH said AS MATERIALIZED (SELECT place, text FROM unnest(p_texts) WITH ORDINALITY AS t(text, place))
    SELECT p.ord, p.id, p.key, p.kind, p.source_id, p.target_id, p.amount, p.reference_kind, p.reference_id,
           m.text AS memo, u.text AS rule, p.happened_at, p.reverses_id,
           sha256(convert_to(
               E'timebank transfer 1\n' || p.id || E'\n' || p.key || E'\n' || p.kind || E'\n' ||
               p.source_id || E'\n' || p.target_id || E'\n' || p.amount || E'\n' || p.reference_kind || E'\n' ||
               coalesce(p.reference_id::text, '') || E'\n' || m.text || E'\n' || u.text || E'\n' ||
               ledger_moment(p.happened_at) || v_end || coalesce(p.reverses_id::text, ''), 'UTF8')) AS digest
    FROM unnest(p_ids, p_keys, p_kinds, p_sources, p_targets, p_amounts, p_reference_kinds, p_reference_ids, p_memos,
                p_rules, p_happened, p_reverses) WITH ORDINALITY
        AS p(id, key, kind, source_id, target_id, amount, reference_kind, reference_id, memo, rule, happened_at,
             reverses_id, ord)
    LEFT JOIN said m ON m.place = p.memo LEFT JOIN said u ON u.place = p.rule;
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
