"""Pages of somebody who helps neighbours."""

from django.urls import path
from django.views.generic import RedirectView

from frontend.volunteer import afterwards, asked, board, certificates, mine, records, task, timesheet

app_name = "volunteer"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("tasks/<uuid:order_id>/", task.show_task, name="task"),
    path("tasks/<uuid:order_id>/claim/", task.claim, name="claim"),
    path("tasks/<uuid:order_id>/check-in/", task.enter, name="check_in"),
    path("tasks/<uuid:order_id>/check-out/", task.leave, name="check_out"),
    path("tasks/<uuid:order_id>/withdraw/", task.withdraw, name="withdraw"),
    path("tasks/<uuid:order_id>/answer/", asked.answer, name="answer"),
    path("tasks/<uuid:order_id>/line/", asked.wait, name="line"),
    path("tasks/<uuid:order_id>/missed/", afterwards.answer_missed, name="answer_missed"),
    path("tasks/<uuid:order_id>/left/", afterwards.tell_left, name="forgotten"),
    path("mine/", mine.show_tasks, name="tasks"),
    path("timesheets/", timesheet.print_coming, name="print_timesheet"),
    path("timesheets/<uuid:sheet_id>/", timesheet.type_in, name="timesheet"),
    path("records/", records.show_records, name="records"),
    path("records/sheet/", records.download_records, name="records_sheet"),
    path("records/consent/", records.consent, name="consent"),
    path("records/<uuid:assignment_id>/report/", records.report, name="report_error"),
    path("corrections/<uuid:ticket_id>/", records.show_correction, name="correction"),
    path("corrections/<uuid:ticket_id>/withdraw/", records.withdraw_correction, name="withdraw_correction"),
    path("certificates/", certificates.show_certificates, name="certificates"),
    path("certificates/<uuid:certificate_id>/", certificates.show_certificate, name="certificate"),
    path("certificates/<uuid:certificate_id>/paper.pdf", certificates.download_pdf, name="certificate_pdf"),
    path("certificates/<uuid:certificate_id>/paper.png", certificates.show_page, name="certificate_page"),
    path("certificates/<uuid:certificate_id>/picture.png", certificates.download_picture, name="certificate_picture"),
    path("passbook/", RedirectView.as_view(pattern_name="bank:book", query_string=True), name="passbook"),
]
