"""关爱服务流于形式: visits and services that were made as they are written down, as far as the proof shows."""

SQL = """
WITH made AS (
    SELECT v.id, v.elder_id, v.region_code, v.happened_at, v.doubtful, v.mode = 'HOME' AND NOT v.on_paper AS at_door,
           coalesce(v.visitor_id, u.person_id, v.by_id) AS who
    FROM visits_visit v
    JOIN people_user u ON u.id = v.by_id
    WHERE v.outcome = 'VISITED' AND v.region_code LIKE %(inside)s AND v.recorded_at < %(known)s
      AND v.happened_at >= %(since)s::timestamptz - interval '10 minutes' AND v.happened_at < %(until)s
), doors AS (
    SELECT id, who, happened_at, count(*) OVER (
        PARTITION BY who ORDER BY happened_at RANGE BETWEEN interval '10 minutes' PRECEDING AND CURRENT ROW
    ) AS before FROM made WHERE at_door
), hasty AS (
    SELECT id, max(before) OVER (
        PARTITION BY who ORDER BY happened_at RANGE BETWEEN CURRENT ROW AND interval '10 minutes' FOLLOWING
    ) AS doors FROM doors
), visits AS (
    SELECT m.region_code, 'VISIT' AS subject, m.id AS subject_id, m.elder_id, m.happened_at, m.doubtful,
           coalesce(h.doors, 0) AS doors, coalesce(c.answer, '') AS answer,
           EXISTS (SELECT FROM visits_visitphoto f JOIN photos_photograph p ON p.id = f.photograph_id
                   WHERE f.visit_id = m.id AND p.same_as_id IS NOT NULL) AS picture_used
    FROM made m
    LEFT JOIN hasty h ON h.id = m.id
    LEFT JOIN visits_samplecheck c ON c.visit_id = m.id AND c.at < %(known)s
    WHERE m.happened_at >= %(since)s
), seats AS (
    SELECT o.village_code AS region_code, a.id, o.id AS order_id, o.elder_id, a.checked_out_at, a.doubtful,
           a.left_by_house AS forgotten,
           coalesce((SELECT sum(e.weight) FROM orders_evidence e
                     WHERE e.assignment_id = a.id AND e.recorded_at < %(known)s), 0) AS weight,
           coalesce(o.confirmed_by_id IS NOT NULL AND o.closed_at < %(known)s AND o.status = 'CONFIRMED', false)
               AS confirmed,
           coalesce(o.closed_at < %(known)s AND o.status = 'VOIDED', false) AS voided
    FROM orders_assignment a
    JOIN orders_order o ON o.id = a.order_id
    WHERE o.village_code LIKE %(inside)s AND a.checked_out_at >= %(since)s AND a.checked_out_at < %(until)s
      AND coalesce(a.left_recorded_at, a.checked_out_at) < %(known)s
      AND a.status IN ('CHECKED_OUT', 'CONFIRMED')
)
SELECT region_code, subject, subject_id, elder_id,
       NOT doubtful AND answer <> 'WAS_NOT' AND doors < %(burst)s AND NOT picture_used AS reached,
       jsonb_build_object('on', (happened_at AT TIME ZONE %(zone)s)::date, 'clocks_differ', doubtful,
                          'answer', answer, 'doors', doors, 'picture_used', picture_used) AS facts
FROM visits
UNION ALL
SELECT region_code, 'ORDER', id, elder_id,
       (weight >= %(strong)s OR confirmed) AND NOT doubtful AND NOT forgotten AND NOT voided,
       jsonb_build_object('on', (checked_out_at AT TIME ZONE %(zone)s)::date, 'order', order_id,
                          'clocks_differ', doubtful, 'weight', weight, 'confirmed', confirmed,
                          'forgotten', forgotten, 'voided', voided)
FROM seats
"""
