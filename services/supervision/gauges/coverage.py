"""关爱服务全面开展: elders to whom somebody came, or did a service, not long ago. The others got nothing."""

SQL = """
WITH came AS (
    SELECT elder_id, max(at) AS last FROM (
        SELECT elder_id, happened_at AS at FROM visits_visit
        WHERE outcome = 'VISITED' AND happened_at >= %(since)s AND happened_at < %(until)s AND recorded_at < %(known)s
        UNION ALL
        SELECT elder_id, served_at FROM orders_order
        WHERE served_at >= %(since)s AND served_at < %(until)s AND status IN ('SERVED', 'CONFIRMED', 'DISPUTED')
    ) both_kinds GROUP BY elder_id
)
SELECT p.home_id AS region_code, 'ELDER' AS subject, e.id AS subject_id, e.id AS elder_id,
       came.last IS NOT NULL AS reached,
       jsonb_build_object('last_on', (came.last AT TIME ZONE %(zone)s)::date) AS facts
FROM elders_elder e
JOIN people_person p ON p.id = e.person_id
LEFT JOIN came ON came.elder_id = e.id
WHERE p.home_id LIKE %(inside)s AND e.registered_at < %(until)s AND e.merged_into_id IS NULL
  AND (e.left_on IS NULL OR e.left_on > %(day)s)
"""
