"""Who hears of meals: the elder's side of one that was not eaten, the kitchen of its count, a carrier of the round."""

from django.db.models import Q
from django.utils import timezone

from accounts.access.queries import dispatchers_of
from accounts.elders.enums import Power
from accounts.elders.queries import standing_mandates
from accounts.journal.models import Event
from accounts.people.models import User
from services.meals.models import DeliveryRound, Meal, Menu


def meal_audience(event: Event) -> list[User]:
    """Logins to tell, but not whoever did it."""
    who = Q(pk__in=[])
    if event.name.startswith("services.meal."):
        who = _side_of(event)
    elif event.name == "services.menu.counted":
        operators = Menu.objects.filter(id=event.subject_id).values_list("canteen__operator", flat=True)
        who = Q(person__in=dispatchers_of([one for one in operators if one is not None]))
    elif event.name == "services.meals_round.published":
        who = Q(person__in=DeliveryRound.objects.filter(id=event.subject_id).values("carrier"))
    hearers = User.objects.filter(who, is_active=True).order_by("id")
    return list(hearers.exclude(id=event.by_id) if event.by_id else hearers)


def _side_of(event: Event) -> Q:
    """Who may see the elder by a mandate, whoever pays, and the elder."""
    meal = Meal.objects.filter(id=event.subject_id).select_related("elder").first()
    if meal is None:
        return Q(pk__in=[])
    mandates = standing_mandates(on=timezone.localdate(event.at)).filter(
        elder=meal.elder_id, powers__contains=[Power.VIEW]
    )
    return Q(person__in=mandates.values("proxy")) | Q(person__in=[meal.payer_id, meal.elder.person_id])
