"""The bank counter: one's own passbook and those of the elders one helps."""

from django.urls import path

from frontend.bank import give, line, passbook, plan_page, redeem, sheets

app_name = "bank"
urlpatterns = [
    path("", passbook.show_book, name="book"),
    path("lines/<int:number>/", line.show_line, name="line"),
    path("print/", sheets.show_print, name="print"),
    path("passbook.pdf", sheets.show_pdf, name="pdf"),
    path("statement.json", sheets.show_statement, name="statement"),
    path("give/", give.give, name="give"),
    path("donate/", give.donate, name="donate"),
    path("given/<int:number>/", give.show_given, name="given"),
    path("plan/", plan_page.show_plan, name="plan"),
    path("redeem/", redeem.show_ways, name="redeem"),
    path("elders/<uuid:id>/", passbook.show_book, name="elder_book"),
    path("elders/<uuid:id>/lines/<int:number>/", line.show_line, name="elder_line"),
    path("elders/<uuid:id>/print/", sheets.show_print, name="elder_print"),
    path("elders/<uuid:id>/passbook.pdf", sheets.show_pdf, name="elder_pdf"),
    path("elders/<uuid:id>/statement.json", sheets.show_statement, name="elder_statement"),
]
