import accounts.keys
import accounts.sealed_fields
import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('elders', '0001_initial'),
        ('incidents', '0001_initial'),
        ('orders', '0001_initial'),
        ('organisations', '0001_initial'),
        ('people', '0001_initial'),
        ('places', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Dish',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('canteen', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='dishes', to='places.place')),
                ('name', models.CharField(max_length=40)),
                ('price_fen', models.PositiveIntegerField()),
                ('allergens', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('diets', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), blank=True, default=list, size=None)),
                ('retired_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('retired_at', None)), fields=('canteen', 'name'), name='dish_name_once'), models.CheckConstraint(condition=models.Q(('allergens__contained_by', ['GLUTEN', 'CRUSTACEAN', 'FISH', 'EGG', 'PEANUT', 'SOY', 'MILK', 'NUT'])), name='dish_allergens_known'), models.CheckConstraint(condition=models.Q(('diets__contained_by', ['HALAL', 'VEGETARIAN', 'NO_PORK', 'SOFT', 'LOW_SALT', 'LOW_SUGAR', 'LOW_FAT', 'MILD'])), name='dish_diets_known')],
            },
        ),
        migrations.CreateModel(
            name='Menu',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('canteen', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='menus', to='places.place')),
                ('on', models.DateField()),
                ('sitting', models.CharField(choices=[('BREAKFAST', 'Breakfast'), ('LUNCH', 'Lunch'), ('SUPPER', 'Supper')], max_length=9)),
                ('cut_off_at', models.DateTimeField()),
                ('starts_at', models.DateTimeField()),
                ('ends_at', models.DateTimeField()),
                ('most', models.PositiveSmallIntegerField(null=True)),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('counted_at', models.DateTimeField(null=True)),
                ('counted', models.JSONField(null=True)),
                ('closed_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['on', 'starts_at'],
                'indexes': [models.Index(condition=models.Q(('counted_at', None)), fields=['cut_off_at'], name='menu_to_count'), models.Index(condition=models.Q(('closed_at', None)), fields=['ends_at'], name='menu_to_close'), models.Index(fields=['on', 'canteen'], name='menu_by_day')],
                'constraints': [models.UniqueConstraint(fields=('canteen', 'on', 'sitting'), name='menu_once_a_sitting'), models.UniqueConstraint(fields=('id', 'on', 'sitting'), name='menu_and_its_day'), models.CheckConstraint(condition=models.Q(('sitting__in', ['BREAKFAST', 'LUNCH', 'SUPPER'])), name='menu_sitting_known'), models.CheckConstraint(condition=models.Q(('cut_off_at__lte', models.F('starts_at')), ('ends_at__gt', models.F('starts_at'))), name='menu_in_order'), models.CheckConstraint(condition=models.Q(models.Q(('counted', None), ('counted_at', None)), models.Q(('counted__isnull', False), ('counted_at__isnull', False)), _connector='OR'), name='menu_counted_whole')],
            },
        ),
        migrations.CreateModel(
            name='MenuDish',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('menu', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='dishes', to='meals.menu')),
                ('dish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meals.dish')),
                ('price_fen', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('menu', 'dish'), name='menudish_once')],
            },
        ),
        migrations.CreateModel(
            name='DeliveryRound',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('menu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rounds', to='meals.menu')),
                ('name', models.CharField(max_length=20)),
                ('carrier', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('published_at', models.DateTimeField(null=True)),
                ('published_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name'],
                'indexes': [models.Index(fields=['carrier'], name='deliveryround_by_carrier')],
                'constraints': [models.UniqueConstraint(fields=('menu', 'name'), name='deliveryround_name_once'), models.CheckConstraint(condition=models.Q(('published_at', None), ('carrier__isnull', False), _connector='OR'), name='deliveryround_published_has_carrier')],
            },
        ),
        migrations.CreateModel(
            name='Meal',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meals', to='elders.elder')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('menu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meals', to='meals.menu')),
                ('on', models.DateField()),
                ('sitting', models.CharField(choices=[('BREAKFAST', 'Breakfast'), ('LUNCH', 'Lunch'), ('SUPPER', 'Supper')], max_length=9)),
                ('way', models.CharField(choices=[('EAT_IN', 'Eats there'), ('FETCH', 'Fetched'), ('DELIVER', 'Brought home')], max_length=7)),
                ('status', models.CharField(choices=[('BOOKED', 'Ordered'), ('SERVED', 'Eaten'), ('DECLINED', 'Not wanted'), ('MISSED', 'Nobody took it'), ('CANCELLED', 'Called off')], default='BOOKED', max_length=9)),
                ('fen', models.PositiveIntegerField()),
                ('programme_fen', models.PositiveIntegerField(default=0)),
                ('paid_fen', models.PositiveIntegerField(default=0)),
                ('charge_percent', models.PositiveSmallIntegerField(default=100)),
                ('clashes', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), default=list, size=None)),
                ('note', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('consent', models.CharField(choices=[('IN_PERSON', 'In person'), ('BY_PHONE', 'By phone'), ('SIGNED', 'Signed on paper'), ('VOICE_NOTE', 'Voice note')], default='IN_PERSON', max_length=12)),
                ('booked_at', models.DateTimeField()),
                ('booked_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('late', models.BooleanField(default=False)),
                ('closed_at', models.DateTimeField(null=True)),
                ('closed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('device_at', models.DateTimeField(null=True)),
                ('doubtful', models.BooleanField(default=False)),
                ('proof', models.CharField(blank=True, choices=[('CARD', 'The elder’s card'), ('CODE', 'The spoken code'), ('SEEN', 'Knows the elder')], max_length=4)),
                ('because', models.CharField(blank=True, choices=[('NO_APPETITE', 'No appetite'), ('ILL', 'Does not feel well'), ('TASTE', 'Did not like it'), ('ATE', 'Has eaten already'), ('AWAY', 'Is away'), ('NOBODY_OPENED', 'Nobody opened'), ('DID_NOT_COME', 'Did not come'), ('OTHER', 'Another reason')], max_length=13)),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('round', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='meals', to='meals.deliveryround')),
                ('stop', models.PositiveSmallIntegerField(null=True)),
                ('incident', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incidents.incident')),
                ('order', models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='orders.order')),
            ],
            options={
                'indexes': [models.Index(fields=['menu', 'status'], name='meal_by_menu'), models.Index(fields=['elder', '-on'], name='meal_by_elder'), models.Index(fields=['payer', 'on'], name='meal_by_payer')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('status', 'CANCELLED'), _negated=True), fields=('elder', 'on', 'sitting'), name='meal_one_a_sitting'), models.CheckConstraint(condition=models.Q(('status__in', ['BOOKED', 'SERVED', 'DECLINED', 'MISSED', 'CANCELLED'])), name='meal_status_known'), models.CheckConstraint(condition=models.Q(models.Q(('closed_at', None), ('status', 'BOOKED')), models.Q(models.Q(('status', 'BOOKED'), _negated=True), ('closed_at__isnull', False)), _connector='OR'), name='meal_closed_at_a_time'), models.CheckConstraint(condition=models.Q(('charge_percent__lte', 100), ('paid_fen__lte', models.F('fen')), ('programme_fen__lte', models.F('fen'))), name='meal_programme_pays_a_part'), models.CheckConstraint(condition=models.Q(('late', False), ('status', 'CANCELLED'), _connector='OR'), name='meal_late_when_called_off'), models.CheckConstraint(condition=models.Q(('round', None), ('way', 'DELIVER'), _connector='OR'), name='meal_on_a_round_is_brought')],
            },
        ),
        migrations.CreateModel(
            name='MealLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('meal', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='meals.meal')),
                ('menu_dish', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='meals.menudish')),
                ('fen', models.PositiveIntegerField()),
            ],
            options={
                'ordering': ['id'],
                'constraints': [models.UniqueConstraint(fields=('meal', 'menu_dish'), name='mealline_once')],
            },
        ),
        migrations.CreateModel(
            name='Paying',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meals_paid_by', to='elders.elder')),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.person')),
                ('since_on', models.DateField()),
                ('said_at', models.DateTimeField()),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('ended_at', models.DateTimeField(null=True)),
                ('ended_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'constraints': [models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('elder',), name='paying_one_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Away',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('elder', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='away', to='elders.elder')),
                ('days', django.contrib.postgres.fields.ranges.DateRangeField()),
                ('words', accounts.sealed_fields.SealedTextField(blank=True, default='')),
                ('said_at', models.DateTimeField()),
                ('said_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('cancelled_at', models.DateTimeField(null=True)),
            ],
            options={
                'constraints': [django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('cancelled_at', None)), expressions=[('elder', '='), ('days', '&&')], name='away_once_a_day'), models.CheckConstraint(condition=models.Q(('days__isempty', False)), name='away_forward')],
            },
        ),
        migrations.CreateModel(
            name='Bill',
            fields=[
                ('id', models.UUIDField(default=accounts.keys.new_key, editable=False, primary_key=True, serialize=False)),
                ('payer', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meal_bills', to='people.person')),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='meal_bills', to='organisations.organisation')),
                ('month', models.DateField()),
                ('status', models.CharField(choices=[('OPEN', 'To be paid'), ('PAID', 'Paid')], default='OPEN', max_length=4)),
                ('meals', models.PositiveIntegerField(default=0)),
                ('fen', models.BigIntegerField(default=0)),
                ('made_at', models.DateTimeField()),
                ('paid_on', models.DateField(null=True)),
                ('paid_at', models.DateTimeField(null=True)),
                ('paid_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('receipt', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'indexes': [models.Index(fields=['organisation', '-month'], name='bill_by_organisation')],
                'constraints': [models.UniqueConstraint(fields=('payer', 'organisation', 'month'), name='bill_once_a_month'), models.CheckConstraint(condition=models.Q(('month__day', 1)), name='bill_month_begins_on_first'), models.CheckConstraint(condition=models.Q(models.Q(('paid_at', None), ('paid_on', None), ('status', 'OPEN')), models.Q(('paid_at__isnull', False), ('paid_on__isnull', False), ('status', 'PAID'), models.Q(('receipt', ''), _negated=True)), _connector='OR'), name='bill_paid_has_receipt')],
            },
        ),
        migrations.CreateModel(
            name='BillLine',
            fields=[
                ('id', models.BigAutoField(primary_key=True, serialize=False)),
                ('bill', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lines', to='meals.bill')),
                ('meal', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bill_lines', to='meals.meal')),
                ('price_fen', models.PositiveIntegerField()),
                ('programme_fen', models.PositiveIntegerField()),
                ('waived_fen', models.PositiveIntegerField()),
                ('before_fen', models.IntegerField(default=0)),
                ('fen', models.IntegerField()),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('bill', 'meal'), name='billline_meal_once'), models.CheckConstraint(condition=models.Q(('fen', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('price_fen'), '-', models.F('programme_fen')), '-', models.F('waived_fen')), '-', models.F('before_fen')))), name='billline_adds_up')],
            },
        ),
    ]
