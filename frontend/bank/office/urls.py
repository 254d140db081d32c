"""The back office of the bank: for those who keep the books of a territory."""

from django.urls import path

from frontend.bank.office import closing, deciding, desk, granting, handing, moving, people, taking

app_name = "office"
urlpatterns = [
    path("", desk.show_desk, name="desk"),
    path("requests/", desk.show_requests, name="requests"),
    path("requests/<uuid:request_id>/", deciding.decide, name="request"),
    path("people/<uuid:person_id>/", people.show_book, name="person"),
    path("people/<uuid:person_id>/lines/<int:number>/take-back/", taking.take_back, name="take_back"),
    path("people/<uuid:person_id>/grant/", granting.grant, name="grant"),
    path("people/<uuid:person_id>/hand-over/", handing.hand_over, name="hand_over"),
    path("people/<uuid:person_id>/hand-over/kin/", handing.add_kin, name="add_kin"),
    path("people/<uuid:person_id>/move/", moving.move, name="move"),
    path("people/<uuid:person_id>/paper/", moving.show_paper, name="paper"),
    path("people/<uuid:person_id>/paper.json", moving.download_paper, name="paper_file"),
    path("people/<uuid:person_id>/bring-in/", moving.bring_in, name="bring_in"),
    path("organisations/<uuid:organisation_id>/", closing.close, name="organisation"),
]
