"""突发事件处置不及时: emergencies that somebody took on in time. Told past the village, they count for the township."""

SQL = """
SELECT CASE WHEN i.discreet THEN left(i.region_id, 9) ELSE i.region_id END AS region_code,
       'INCIDENT' AS subject, i.id AS subject_id, i.elder_id,
       coalesce(i.first_at < %(until)s AND i.first_at <= i.reported_at + %(minutes)s * interval '1 minute', false)
           AS reached,
       jsonb_build_object(
           'reported_at', to_char(i.reported_at AT TIME ZONE %(zone)s, 'YYYY-MM-DD HH24:MI:SS'),
           'first_at', CASE WHEN i.first_at < %(until)s
                            THEN to_char(i.first_at AT TIME ZONE %(zone)s, 'YYYY-MM-DD HH24:MI:SS') END
       ) AS facts
FROM incidents_incident i
WHERE i.region_id LIKE %(inside)s AND i.reported_at >= %(since)s AND i.reported_at < %(until)s
  AND (i.first_at < %(until)s OR i.reported_at + %(minutes)s * interval '1 minute' <= %(until)s)
  AND NOT (i.state IN ('DUPLICATE', 'TAKEN_BACK') AND i.closed_at < %(until)s)
"""
