"""What honours do beside the pages: lists are drawn; who objected is forgotten after a while."""

from uuid import UUID

from django.utils import timezone
from procrastinate.contrib.django import app

from accounts.people.models import User
from services.honours.actions import begin_drawing
from services.honours.actions.draw_candidates import draw_candidates
from services.honours.actions.forget_objectors import forget_objectors


@app.task(name=begin_drawing.TASK, pass_context=False)
def draw(round_id: str, by_id: str) -> None:
    """Draw the list of a round for whoever asked."""
    draw_candidates(by=User.objects.get(id=by_id), at=timezone.now(), round_id=UUID(round_id))


@app.periodic(cron="20 18 * * *")  # 2:20 in China: cron counts in UTC
@app.task(name="services.honours.forget", queueing_lock="services.honours.forget", pass_context=False)
def forget(timestamp: int) -> None:
    """Every night."""
    forget_objectors(at=timezone.now())
