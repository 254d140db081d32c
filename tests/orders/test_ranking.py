"""Who fits best, and the sentence for every point."""

from django.utils.translation import override

from services.orders.ranking import Facts, best_first, score


def test_a_lasting_pair_goes_before_a_familiar_face_and_that_before_a_near_one():
    paired, known, near = score(Facts(paired=True)), score(Facts(times=3, rating=5.0)), score(Facts(distance_m=400))
    ranked = best_first([("near", near, 0), ("known", known, 0), ("paired", paired, 0)])
    assert [name for name, _its in ranked] == ["paired", "known", "near"]


def test_every_point_that_speaks_for_it_has_its_sentence():
    with override("en"):
        its = score(Facts(paired=True, times=3, rating=5.0, same_dialect=True, distance_m=700, services_ever=9))
        said = [str(one) for one in its.because]
    assert said == [
        "You are paired with her for good.",
        "You have been to her 3 times.",
        "It is 10 minutes on foot.",
        "You speak her dialect.",
        "You have not been out this month yet.",
    ]
    assert its.points == sum(part.points for part in its.parts)
    assert its.familiar


def test_who_was_not_liked_there_is_not_sent_again_first():
    stranger, disliked = score(Facts(services_ever=9)), score(Facts(times=4, rating=1.5, services_ever=9))
    assert disliked.points < stranger.points


def test_a_full_month_lets_others_go_first():
    rested, tired = score(Facts(services_ever=20)), score(Facts(services_ever=20, minutes_this_month=3000))
    assert tired.points < rested.points
    with override("en"):
        tired = score(Facts(services_ever=20, minutes_this_month=3000))
    assert "You have done a great deal this month already." not in tired.because


def test_of_equals_whoever_was_called_longest_ago_comes_first():
    its = score(Facts())
    assert [name for name, _its in best_first([("yesterday", its, 2), ("in spring", its, 1)])] == [
        "in spring",
        "yesterday",
    ]
