"""Unmet need: what elders ordered and nobody did. Orders that the elder's side took back in good time do not count."""

SQL = """
SELECT o.village_code AS region_code, 'ORDER' AS subject, o.id AS subject_id, o.elder_id,
       coalesce(o.served_at < %(until)s, false) AS reached,
       jsonb_build_object(
           'order', o.id, 'on', (o.starts_at AT TIME ZONE %(zone)s)::date, 'category', o.category_id,
           'how', CASE WHEN o.served_at < %(until)s THEN 'SERVED'
                       WHEN o.status = 'CANCELLED' AND o.closed_at < %(until)s THEN 'CANCELLED'
                       ELSE 'NOBODY' END
       ) AS facts
FROM orders_order o
WHERE o.village_code LIKE %(inside)s AND o.status <> 'DRAFT' AND o.starts_at >= %(since)s
  AND o.ends_at < %(until)s
  AND NOT (
      o.status = 'CANCELLED' AND o.closed_at < %(until)s
      AND (o.closed_at < o.starts_at - interval '1 day'
           OR EXISTS (SELECT FROM orders_assignment a WHERE a.order_id = o.id AND a.status <> 'DECLINED'
                     AND (a.ended_at IS NULL OR a.ended_at >= o.closed_at)))
  )
"""
