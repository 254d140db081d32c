"""A year of a county as statements over whole days: the shape of ``county_year``, a hundred times faster.

What is by chance is taken from bits of a hash of village and turn, so the same seed makes the same year whatever the
plan of the database. What a service earns is worked out beforehand by the rules themselves (``demo_outcome``).
"""

GROUND = """
    DISCARD TEMP;  -- of the county before, when a pool gave the same connection
    CREATE TEMP TABLE demo_place (
        village text PRIMARY KEY, elders int, hands int, a_day float8, orderer uuid, orderer_name text,
        place text, organiser text, latitude float8, longitude float8);
    CREATE TEMP TABLE demo_elder (village text, number int, elder uuid, account uuid, PRIMARY KEY (village, number));
    CREATE TEMP TABLE demo_hand (
        village text, number int, person uuid, claimed_by uuid, organisation uuid, organiser text, account uuid,
        paid boolean, PRIMARY KEY (village, number));
    CREATE TEMP TABLE demo_day (number int PRIMARY KEY, day date, due_on date, provisional boolean);
    CREATE TEMP TABLE demo_service (
        number int PRIMARY KEY, version uuid, category text, activity text, name_zh text, name_en text, minutes int,
        fen int, typical int, lasts int);
    CREATE TEMP TABLE demo_outcome (
        service int, spent int, worked int, earned int, rule text, PRIMARY KEY (service, spent));
    -- A UUIDv7 as if made at that moment (RFC 9562). In plpgsql, which keeps its expressions from row to row.
    CREATE OR REPLACE FUNCTION pg_temp.key_at(moment timestamptz, salt text) RETURNS uuid
    LANGUAGE plpgsql IMMUTABLE AS $$
    DECLARE
        mixed text := md5(salt);
    BEGIN
        RETURN (lpad(to_hex((extract(epoch FROM moment) * 1000)::bigint), 12, '0') || '7' ||
                substr(mixed, 1, 3) || '8' || substr(mixed, 4, 15))::uuid;
    END
    $$"""

ELDERS = """
    INSERT INTO demo_elder
    SELECT p.home_id, row_number() OVER (PARTITION BY p.home_id ORDER BY e.id) - 1, e.id, a.id
    FROM people_person p JOIN elders_elder e ON e.person_id = p.id
    JOIN ledger_account a ON a.person_id = p.id AND a.kind = 'PERSON' AND a.unit = 'MINUTE'
    WHERE p.home_id LIKE %(within)s || '%%'"""

# Volunteers by their own login, members by that of whoever runs their organisation: each belongs to one village. Each
# way to an account has an index of its own; asked for both at once, every account of the province was looked at.
HANDS = """
    INSERT INTO demo_hand
    SELECT village, row_number() OVER (PARTITION BY village ORDER BY mixed) - 1, person, claimed_by, organisation,
           organiser, account, paid
    FROM (
        SELECT p.home_id AS village, md5(p.id::text) AS mixed, p.id AS person, u.id AS claimed_by,
               NULL::uuid AS organisation, NULL::text AS organiser, a.id AS account, false AS paid
        FROM people_person p JOIN people_user u ON u.person_id = p.id
        JOIN ledger_account a ON a.person_id = p.id AND a.kind = 'PERSON' AND a.unit = 'MINUTE'
        WHERE p.home_id LIKE %(within)s || '%%' AND u.username LIKE %(prefix)s || 'volunteer%%'
        UNION ALL
        SELECT p.home_id, md5(p.id::text), p.id, g.user_id, o.id, o.name, a.id, a.organisation_id IS NOT NULL
        FROM organisations_member m JOIN organisations_organisation o ON o.id = m.organisation_id
        JOIN access_grant g ON g.organisation_id = o.id AND g.role = 'ORGANISATION_MANAGER'
        JOIN people_user u ON u.id = g.user_id AND u.username LIKE %(prefix)s || '%%'
        JOIN people_person p ON p.id = m.person_id AND p.home_id LIKE %(within)s || '%%'
        CROSS JOIN LATERAL (
            SELECT paid.id, paid.organisation_id FROM ledger_account paid
            WHERE o.kind = ANY(%(paid)s) AND paid.organisation_id = o.id
              AND paid.kind = 'ORGANISATION' AND paid.unit = 'MINUTE'
            UNION ALL
            SELECT own.id, NULL FROM ledger_account own
            WHERE NOT o.kind = ANY(%(paid)s) AND own.person_id = p.id AND own.kind = 'PERSON' AND own.unit = 'MINUTE'
        ) a
    ) serving"""

COUNT = (
    """
    UPDATE demo_place v SET
        elders = (SELECT count(*) FROM demo_elder e WHERE e.village = v.village),
        hands = (SELECT count(*) FROM demo_hand h WHERE h.village = v.village)""",
    "UPDATE demo_place SET a_day = least(elders * %(yearly)s / %(days)s::float8, elders, hands)",
    "ANALYZE demo_place, demo_elder, demo_hand",
)

# Everybody has a turn: nobody is served or serves twice on a day, for no village has more orders a day than either.
MADE = """
    CREATE TEMP TABLE made ON COMMIT DROP AS
    WITH turn AS (
        SELECT v.*, d.number AS day_number, d.day, d.due_on, d.provisional, t AS turn,
               hashtextextended(v.village || t, %(seed)s) AS a, hashtextextended(v.village || t, %(seed)s + 1) AS b
        FROM demo_place v JOIN demo_day d ON d.number >= %(first)s AND d.number < %(end)s
        CROSS JOIN LATERAL generate_series(
            floor(d.number * v.a_day)::bigint, floor((d.number + 1) * v.a_day)::bigint - 1) AS t
    ), thrown AS (
        SELECT turn.*, (a & 1023) %% %(services)s AS service,
               (day + make_interval(hours => (ARRAY[8, 9, 10, 11, 14, 15, 16])[1 + (a >> 10 & 1023) %% 7],
                                    mins => (ARRAY[0, 15, 30])[1 + (a >> 20 & 1023) %% 3])
               ) AT TIME ZONE 'Asia/Shanghai' AS starts_at,
               make_interval(hours => (14 + (a >> 30 & 1023) %% 77)::int) AS ahead,
               make_interval(mins => ((a >> 40 & 1023) %% 23 - 10)::int) AS late,
               (a >> 50 & 1023) %% 24 - 8 AS longer,
               (b & 1023) < 51 AS cancelled,
               make_interval(hours => (1 + (b >> 10 & 1023) %% 40)::int) AS after,
               make_interval(hours => (1 + (b >> 20 & 1023) %% 12)::int) AS taken,
               (ARRAY[5, 5, 5, 5, 4, 4, 3])[1 + (b >> 30 & 1023) %% 7] AS rating,
               (b >> 40 & 1023) < 614 AS by_card
        FROM turn
    ), timed AS (
        SELECT thrown.*, s.version, s.category, s.activity, s.name_zh, s.name_en, s.minutes, s.fen,
               starts_at + make_interval(mins => s.lasts) AS ends_at, starts_at - ahead AS placed_at,
               starts_at + late AS came, greatest(10, s.typical + longer)::int AS spent
        FROM thrown JOIN demo_service s ON s.number = thrown.service
    )
    SELECT timed.*, e.elder, e.account AS spender, h.person, h.claimed_by, h.organisation, h.account AS earner, h.paid,
           coalesce(h.organiser, timed.organiser) AS runs_it, o.worked, least(o.earned, timed.minutes) AS earned,
           o.rule, came + make_interval(mins => timed.spent) AS left_at,
           pg_temp.key_at(placed_at, timed.village || turn || 'order') AS order_id,
           pg_temp.key_at(placed_at, timed.village || turn || 'seat') AS seat_id
    FROM timed
    JOIN demo_elder e ON e.village = timed.village AND e.number = turn %% elders
    JOIN demo_hand h ON h.village = timed.village AND h.number = turn %% hands
    JOIN demo_outcome o ON o.service = timed.service AND o.spent = timed.spent"""

ORDERS = """
    INSERT INTO orders_order (id, elder_id, placed_by_id, consent, untold, status, starts_at, ends_at, seats, note,
        planned_minutes, price_fen, category_id, village_code, latitude, longitude, gender_wanted, credential_wanted,
        volunteers_may, created_at, served_at, closed_at, confirmed_by_id, rating, comment)
    SELECT order_id, elder, orderer, 'IN_PERSON', false, CASE WHEN cancelled THEN 'CANCELLED' ELSE 'CONFIRMED' END,
           starts_at, ends_at, 1, '', minutes, fen, category, village, latitude, longitude, '', '', true, placed_at,
           CASE WHEN NOT cancelled THEN left_at END,
           CASE WHEN cancelled THEN starts_at - interval '6 hours' ELSE left_at + after END,
           CASE WHEN NOT cancelled THEN orderer END, CASE WHEN NOT cancelled THEN rating END, ''
    FROM made ORDER BY order_id"""

LINES = """
    INSERT INTO orders_orderline (order_id, version_id, quantity, minutes, fen, funding)
    SELECT order_id, version, 1, minutes, fen, 'OWN_MINUTES' FROM made ORDER BY order_id"""

SEATS = """
    INSERT INTO orders_assignment (id, order_id, seat, status, person_id, organisation_id, claimed_by_id, claimed_at,
        asked_by, planned, checked_in_at, checked_out_at, left_recorded_at, left_by_house, doubtful, worked, confidence,
        wrong_codes, minutes_worked, minutes_credited, ended_late, reason)
    SELECT seat_id, order_id, 1, 'CONFIRMED', person, organisation, claimed_by, placed_at + taken, '',
           tstzrange(starts_at, ends_at), came, left_at, left_at, false, false, tstzrange(came, left_at),
           CASE WHEN by_card THEN %(card)s ELSE %(code)s END, 0, worked, CASE WHEN paid THEN 0 ELSE earned END,
           false, ''
    FROM made WHERE NOT cancelled ORDER BY seat_id"""

PROOFS = """
    INSERT INTO orders_evidence (id, assignment_id, kind, weight, recorded_at, on_paper)
    SELECT pg_temp.key_at(came, village || turn || 'proof'), seat_id, CASE WHEN by_card THEN 'card' ELSE 'code' END,
           CASE WHEN by_card THEN %(card)s ELSE %(code)s END, came, false
    FROM made WHERE NOT cancelled ORDER BY seat_id"""

# The record of order no. 67, as ``record_service`` writes it.
RECORDS = """
    INSERT INTO orders_servicerecord (id, assignment_id, person_id, version, reason, activity, served_on, place,
        content, content_en, minutes, organiser, person_in_charge, rating, rated_on, due_on, due_is_provisional,
        recorded_at, recorded_by_id)
    SELECT pg_temp.key_at(left_at + after, village || turn || 'record'), seat_id, person, 1, '', activity, day, place,
           name_zh, name_en, worked, runs_it, orderer_name, rating,
           ((left_at + after) AT TIME ZONE 'Asia/Shanghai')::date, due_on, provisional, left_at + after, orderer
    FROM made WHERE NOT cancelled AND NOT paid ORDER BY seat_id"""

POSTINGS = """
    WITH posting AS (
        SELECT made.*, row_number() OVER (ORDER BY left_at, seat_id) AS nth,
               '{"items":[{"en":' || to_json(name_en) || ',"quantity":1,"zh":' || to_json(name_zh) || '}],"order":"' ||
               order_id || '","worked":' || worked || '}' AS memo
        FROM made WHERE NOT cancelled AND earned > 0
    ), rules AS (SELECT rule, row_number() OVER () AS nth FROM (SELECT DISTINCT rule FROM posting) said)
    SELECT ledger_post_batch(
        array_agg(pg_temp.key_at(now(), seat_id || random()::text) ORDER BY p.nth),
        array_agg(CASE WHEN paid THEN 'spend:' ELSE 'earn:' END || seat_id ORDER BY p.nth),
        array_agg(CASE WHEN paid THEN 'SPEND' ELSE 'EARN' END ORDER BY p.nth),
        array_agg(spender ORDER BY p.nth), array_agg(earner ORDER BY p.nth),
        array_agg(earned::bigint ORDER BY p.nth), array_agg('assignment'::text ORDER BY p.nth),
        array_agg(seat_id ORDER BY p.nth),
        array_agg(((SELECT count(*) FROM rules) + p.nth)::int ORDER BY p.nth),
        array_agg(r.nth::int ORDER BY p.nth), array_agg(left_at ORDER BY p.nth),
        array_agg(NULL::uuid ORDER BY p.nth),
        (SELECT array_agg(rule ORDER BY nth) FROM rules) || array_agg(memo ORDER BY p.nth), NULL)
    FROM posting p JOIN rules r USING (rule)"""

GRANTS = """
    SELECT coalesce(ledger_post_batch(
        array_agg(pg_temp.key_at(%(at)s, account || random()::text) ORDER BY account),
        array_agg('grant:year:' || elder ORDER BY account),
        array_agg('GRANT'::text), array_agg(%(source)s::uuid), array_agg(account ORDER BY account),
        array_agg(%(amount)s::bigint), array_agg(''::text), array_agg(NULL::uuid), array_agg(1), array_agg(2),
        array_agg(%(at)s::timestamptz), array_agg(NULL::uuid), ARRAY[%(memo)s, '[]'], NULL), 0)
    FROM demo_elder WHERE number >= %(first)s AND number < %(end)s"""

WHAT_FOLLOWS = (LINES, SEATS, PROOFS, RECORDS, POSTINGS)
