"""Addresses of programmes, months, budgets and statements."""

from django.urls import path

from frontend.subsidies import budgets, editions, overview, people, programme, receipts, roster, run, statements

app_name = "subsidies"
urlpatterns = [
    path("", overview.show_overview, name="overview"),
    path("load/", overview.load, name="load"),
    path("programmes/new/", programme.open_new, name="new"),
    path("programmes/<uuid:programme_id>/", programme.show_programme, name="programme"),
    path("programmes/<uuid:programme_id>/draw/", run.draw, name="draw"),
    path("programmes/<uuid:programme_id>/edition/", editions.write, name="edition"),
    path("programmes/<uuid:programme_id>/people/", people.show_people, name="people"),
    path("programmes/<uuid:programme_id>/eligible/", people.show_eligible, name="eligible"),
    path("enrolments/<uuid:enrolment_id>/", people.show_enrolment, name="enrolment"),
    path("runs/<uuid:run_id>/", run.show_run, name="run"),
    path("runs/<uuid:run_id>/<slug:step>/", run.act, name="run_act"),
    path("runs/<uuid:run_id>/roster.xlsx", roster.download, name="roster"),
    path("rows/<uuid:row_id>/", run.change, name="row"),
    path("budgets/", budgets.show_budgets, name="budgets"),
    path("budgets/<uuid:budget_id>/", budgets.show_budget, name="budget"),
    path("receipts/<uuid:movement_id>/", budgets.show_receipt, name="receipt"),
    path("receipts/<uuid:movement_id>/receipt.pdf", receipts.gift_pdf, name="receipt_pdf"),
    path("statements/<uuid:statement_id>/receipt.pdf", receipts.payment_pdf, name="payment_pdf"),
    path("statements/", statements.show_statements, name="statements"),
    path("statements/<uuid:statement_id>/", statements.show_statement, name="statement"),
    path("statements/<uuid:statement_id>/sheet.xlsx", statements.download, name="statement_sheet"),
]
