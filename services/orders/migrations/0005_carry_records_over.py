"""Every record becomes the first version of itself. What it said about the person goes: nobody had consented to it."""

from typing import Any

from django.db import migrations

from accounts.keys import new_key
from accounts.working_days import due

WORKING_DAYS = 10  # the law's limit, in force when they were written


def carry_over(apps: Any, schema: Any) -> None:
    old, new = apps.get_model("orders", "OldServiceRecord"), apps.get_model("orders", "ServiceRecord")
    rows = []
    for row in old.objects.select_related("assignment__order").iterator(chunk_size=2000):
        limit, order = due(row.served_on, WORKING_DAYS), row.assignment.order
        rows.append(
            new(
                id=new_key(),
                assignment_id=row.assignment_id,
                person_id=row.assignment.person_id,
                activity=row.activity,
                served_on=row.served_on,
                place=row.place,
                content=row.content,
                minutes=row.minutes,
                organiser=row.organiser,
                person_in_charge=row.person_in_charge,
                rating=order.rating,
                rated_on=order.closed_at.date() if order.rating and order.closed_at else None,
                due_on=limit.on,
                due_is_provisional=limit.provisional,
                recorded_at=row.recorded_at,
                recorded_by_id=order.confirmed_by_id,
            )
        )
    new.objects.bulk_create(rows, batch_size=1000)


class Migration(migrations.Migration):
    dependencies = [("orders", "0004_records_in_versions")]
    operations = [
        migrations.RunPython(carry_over, migrations.RunPython.noop),
        migrations.DeleteModel("OldServiceRecord"),
    ]
