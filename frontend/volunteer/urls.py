"""Pages of somebody who helps neighbours."""

from django.urls import path

from frontend.volunteer import board, mine, passbook, task

app_name = "volunteer"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("tasks/<uuid:order_id>/", task.show_task, name="task"),
    path("tasks/<uuid:order_id>/claim/", task.claim, name="claim"),
    path("tasks/<uuid:order_id>/check-in/", task.enter, name="check_in"),
    path("tasks/<uuid:order_id>/check-out/", task.leave, name="check_out"),
    path("tasks/<uuid:order_id>/withdraw/", task.withdraw, name="withdraw"),
    path("mine/", mine.show_tasks, name="tasks"),
    path("passbook/", passbook.show_passbook, name="passbook"),
]
