"""Programmes, enrolment, the month's run, budgets and statements over HTTP."""

from django.urls import path

from timebank.subsidies.api import money, programmes, runs

urlpatterns = [
    path("subsidies/programmes/", programmes.Programmes.as_view(), name="api_programmes"),
    path("subsidies/programmes/<uuid:id>/editions/", programmes.Editions.as_view(), name="api_editions"),
    path("subsidies/programmes/<uuid:id>/editions/try/", programmes.TryEdition.as_view(), name="api_try_edition"),
    path("subsidies/programmes/<uuid:id>/enrolments/", programmes.Enrolments.as_view(), name="api_enrolments"),
    path("subsidies/programmes/<uuid:id>/eligible/", programmes.Eligible.as_view(), name="api_eligible"),
    path("subsidies/programmes/<uuid:id>/lapsed/", programmes.Lapsed.as_view(), name="api_lapsed"),
    path("subsidies/enrolments/<uuid:id>/stop/", programmes.Stop.as_view(), name="api_stop_enrolment"),
    path("subsidies/enrolments/<uuid:id>/bank/", programmes.Bank.as_view(), name="api_keep_bank"),
    path("subsidies/runs/", runs.Runs.as_view(), name="api_runs"),
    path("subsidies/runs/<uuid:id>/", runs.OneRun.as_view(), name="api_run"),
    path("subsidies/runs/<uuid:id>/rows/", runs.Rows.as_view(), name="api_run_rows"),
    path("subsidies/runs/<uuid:id>/propose/", runs.Propose.as_view(), name="api_propose_run"),
    path("subsidies/runs/<uuid:id>/decide/", runs.Decide.as_view(), name="api_decide_run"),
    path("subsidies/runs/<uuid:id>/drop/", runs.Drop.as_view(), name="api_drop_run"),
    path("subsidies/runs/<uuid:id>/paid/", runs.Paid.as_view(), name="api_report_paid"),
    path("subsidies/rows/<uuid:id>/", runs.ChangeRow.as_view(), name="api_change_row"),
    path("subsidies/budgets/", money.Budgets.as_view(), name="api_budgets"),
    path("subsidies/budgets/<uuid:id>/in/", money.PutIn.as_view(), name="api_put_in"),
    path("subsidies/budgets/<uuid:id>/out/", money.Spend.as_view(), name="api_spend"),
    path("subsidies/statements/", money.Statements.as_view(), name="api_settlements"),
    path("subsidies/statements/<uuid:id>/", money.OneStatement.as_view(), name="api_settlement"),
    path("subsidies/statements/<uuid:id>/approve/", money.Approve.as_view(), name="api_approve_statement"),
    path("subsidies/statements/<uuid:id>/pay/", money.Pay.as_view(), name="api_pay_statement"),
]
