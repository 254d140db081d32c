"""Addresses of supervision."""

from django.urls import path

from frontend.supervision import (
    board,
    bulletin_desk,
    bulletin_paper,
    bulletins,
    cases,
    inspections,
    lights,
    matters,
    sheets,
    solvency,
    tasks,
    years,
)

app_name = "supervision"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("cases/", cases.show_cases, name="cases"),
    path("rows/", sheets.take_rows, name="rows"),
    path("lights/", lights.show_lights, name="lights"),
    path("bulletins/", bulletins.show_bulletins, name="bulletins"),
    path("bulletins/write/", bulletin_desk.write, name="bulletin_write"),
    path("bulletins/<uuid:bulletin_id>/", bulletins.show_bulletin, name="bulletin"),
    path("bulletins/<uuid:bulletin_id>/paper/", bulletin_paper.print_bulletin, name="bulletin_paper"),
    path("bulletins/<uuid:bulletin_id>/sheet/", bulletin_paper.take_sheet, name="bulletin_sheet"),
    path("bulletins/<uuid:bulletin_id>/submit/", bulletin_desk.submit, name="bulletin_submit"),
    path("bulletins/<uuid:bulletin_id>/decide/", bulletin_desk.decide, name="bulletin_decide"),
    path("bulletins/<uuid:bulletin_id>/drop/", bulletin_desk.drop, name="bulletin_drop"),
    path("solvency/", solvency.show_solvency, name="solvency"),
    path("tasks/", tasks.show_tasks, name="tasks"),
    path("tasks/give/", tasks.give, name="task_give"),
    path("tasks/<uuid:task_id>/", tasks.show_task, name="task"),
    path("tasks/<uuid:task_id>/act/", tasks.act, name="task_act"),
    path("inspections/", inspections.show_inspections, name="inspections"),
    path("inspections/begin/", inspections.begin, name="inspection_begin"),
    path("inspections/<uuid:inspection_id>/", inspections.show_inspection, name="inspection"),
    path("inspections/<uuid:inspection_id>/close/", inspections.close, name="inspection_close"),
    path("inspections/doors/<uuid:sampled_id>/", inspections.look, name="look"),
    path("matters/", matters.show_matters, name="matters"),
    path("matters/raise/", matters.send_up, name="matter_raise"),
    path("matters/<uuid:matter_id>/", matters.show_matter, name="matter"),
    path("matters/<uuid:matter_id>/act/", matters.act, name="matter_act"),
    path("years/", years.show_years, name="years"),
    path("years/freeze/", years.freeze, name="year_freeze"),
    path("years/<uuid:figures_id>/sign/", years.sign, name="year_sign"),
]
