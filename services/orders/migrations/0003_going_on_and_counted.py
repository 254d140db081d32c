"""Orders that go on are found by their state, and a county counts its orders from an index alone."""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0001_initial'),
        ('elders', '0002_keeps_history'),
        ('orders', '0002_guards'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveIndex(
            model_name='order',
            name='order_by_village',
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(fields=['village_code', 'starts_at'], include=('status',), name='order_by_village_and_state'),
        ),
        migrations.AddIndex(
            model_name='order',
            index=models.Index(condition=models.Q(('status__in', ['DRAFT', 'OPEN', 'CLAIMED', 'IN_SERVICE', 'SERVED', 'DISPUTED'])), fields=['status', 'village_code'], name='order_going_on'),
        ),
    ]
