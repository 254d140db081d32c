"""Honours at work: rounds, the drawn list, candidates; and what one is a candidate for oneself."""

from django.urls import path

from frontend.honours import candidate, listing, mine, naming, rounds

app_name = "honours"
urlpatterns = [
    path("", rounds.show_rounds, name="rounds"),
    path("open/", rounds.begin, name="open"),
    path("mine/", mine.show_mine, name="mine"),
    path("mine/<uuid:candidacy_id>/", mine.say, name="say"),
    path("<uuid:round_id>/", rounds.show_round, name="round"),
    path("<uuid:round_id>/draw/", rounds.draw, name="draw"),
    path("<uuid:round_id>/publish/", rounds.publish, name="publish"),
    path("<uuid:round_id>/decide/", rounds.decide, name="decide"),
    path("<uuid:round_id>/drop/", rounds.drop, name="drop"),
    path("<uuid:round_id>/list/", listing.show_list, name="list"),
    path("<uuid:round_id>/name/", naming.search, name="search"),
    path("<uuid:round_id>/name/<str:kind>/<uuid:key>/", naming.name_one, name="name"),
    path("drawn/<uuid:drawn_id>/", listing.show_drawn, name="drawn"),
    path("drawn/<uuid:drawn_id>/<str:reason>/", listing.show_sources, name="sources"),
    path("candidates/<uuid:candidacy_id>/", candidate.show_candidate, name="candidate"),
    path("candidates/<uuid:candidacy_id>/act/", candidate.act, name="act"),
    path("objections/<uuid:objection_id>/", candidate.answer, name="answer"),
]
