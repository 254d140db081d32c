"""Referrals: what is sent to an office, what an office answers, who goes without."""

from django.urls import path

from frontend.referrals import absent, acts, board, case, outreach, refer

app_name = "referrals"
urlpatterns = [
    path("", board.show_board, name="board"),
    path("list.xlsx", board.take_list, name="list"),
    path("outreach/", outreach.show_outreach, name="outreach"),
    path("outreach/<uuid:outreach_id>/withdraw/", outreach.withdraw, name="outreach_withdraw"),
    path("absent/", absent.show_lists, name="absent"),
    path("absent/<str:name>/", absent.show_list, name="absent_list"),
    path("absent/<str:name>/refer/", absent.refer_chosen, name="refer_chosen"),
    path("absent/<str:name>/list.xlsx", absent.take_list, name="absent_sheet"),
    path("new/<uuid:elder_id>/", refer.refer, name="new"),
    path("<uuid:referral_id>/", case.show_case, name="case"),
    path("<uuid:referral_id>/letter.pdf", case.show_letter, name="letter"),
    path("<uuid:referral_id>/receive/", acts.receive, name="receive"),
    path("<uuid:referral_id>/take/", acts.take, name="take"),
    path("<uuid:referral_id>/note/", acts.note, name="note"),
    path("<uuid:referral_id>/answer/", acts.answer, name="answer"),
    path("<uuid:referral_id>/pass/", acts.pass_on, name="pass"),
    path("<uuid:referral_id>/withdraw/", acts.withdraw, name="withdraw"),
    path("<uuid:referral_id>/object/", acts.object_once, name="object"),
]
