"""底数不清: elders whose dossier is whole, and was looked at not long ago."""

SQL = """
SELECT p.home_id AS region_code, 'ELDER' AS subject, e.id AS subject_id, e.id AS elder_id,
       coalesce(e.complete_percent >= %(complete)s AND e.checked_on >= %(fresh_since)s, false) AS reached,
       jsonb_build_object('complete', e.complete_percent, 'checked_on', e.checked_on) AS facts
FROM elders_elder e
JOIN people_person p ON p.id = e.person_id
WHERE p.home_id LIKE %(inside)s AND e.registered_at < %(until)s AND e.merged_into_id IS NULL
  AND (e.left_on IS NULL OR e.left_on > %(day)s)
"""
