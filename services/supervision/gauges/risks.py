"""风险隐患排查不扎实: elders at high risk whom somebody met at the door in time."""

_SEEN = """
WITH seen AS (
    SELECT v.elder_id, max(v.happened_at) AS last
    FROM visits_visit v
    LEFT JOIN visits_samplecheck c ON c.visit_id = v.id AND c.at < %(known)s
    WHERE v.outcome = 'VISITED' AND v.mode IN ('HOME', 'ROUND') AND NOT v.doubtful
      AND v.happened_at >= %(since)s AND v.happened_at < %(until)s AND v.recorded_at < %(known)s
      AND c.answer IS DISTINCT FROM 'WAS_NOT'
    GROUP BY v.elder_id
)
"""
SQL = (
    _SEEN
    + """
SELECT p.home_id AS region_code, 'ELDER' AS subject, e.id AS subject_id, e.id AS elder_id,
       seen.last IS NOT NULL AS reached,
       jsonb_build_object('tier', e.tier, 'met_on', (seen.last AT TIME ZONE %(zone)s)::date) AS facts
FROM elders_elder e
JOIN people_person p ON p.id = e.person_id
LEFT JOIN seen ON seen.elder_id = e.id
WHERE p.home_id LIKE %(inside)s AND e.tier = 'HIGH' AND e.registered_at < %(until)s AND e.merged_into_id IS NULL
  AND (e.left_on IS NULL OR e.left_on > %(day)s)
"""
)
# Of whom the reading spoke stays as it was frozen; what became known of them since may differ.
LATE_SQL = (
    _SEEN
    + """
SELECT k.region_code, k.subject, k.subject_id, k.elder_id, seen.last IS NOT NULL AS reached,
       jsonb_build_object('tier', k.facts->'tier', 'met_on', (seen.last AT TIME ZONE %(zone)s)::date) AS facts
FROM supervision_case k
LEFT JOIN seen ON seen.elder_id = k.subject_id
WHERE k.gauge = 'RISKS' AND k.region_code LIKE %(inside)s
  AND k.since <= %(day)s AND (k.until IS NULL OR k.until > %(day)s)
"""
)
