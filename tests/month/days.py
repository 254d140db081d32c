"""What happens on a day, by chance: ordering, claiming, leaving, working, forgetting, objecting, deciding."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from time_machine import Traveller

from services.orders.tasks import close, confirm, end, expire, offer, remind
from services.standing.tasks import make
from tests.month.people import Hand, Place
from timebank.ledger.tasks import keep
from timebank.subsidies.tasks import expire as expire_vouchers

CLOCKS = (time(9), time(10, 30), time(14), time(16))
NIGHTLY = (make, expire, end, offer, remind, close, confirm, keep, expire_vouchers)


class Days:
    """The month, day by day. ``clock`` is moved, everybody else looks at it."""

    def __init__(self, at: Place, clock: Traveller) -> None:
        self.at, self.clock, self.chance = at, clock, at.said.chance
        self.first, self.late = timezone.now(), False
        self.standing: list[str] = []
        self.begins: dict[str, datetime] = {}

    def live(self, morning: datetime) -> None:
        """One day from eight in the morning to two at night."""
        self.clock.move_to(morning)
        self.late = morning >= self.first + timedelta(days=7)
        self.order(morning)
        self.change_standing(morning)
        self.take()
        today = timezone.localdate(morning)
        seats = [row for hand in self.workers() for row in self.seats(hand, today)]
        for starts_at, hand, seat in sorted(seats, key=lambda one: one[0]):
            self.work(hand, seat, starts_at)
        self.clock.move_to(morning.replace(hour=20))
        self.answer()
        self.clock.move_to(morning + timedelta(hours=18))
        for job in NIGHTLY:
            job(timestamp=0)

    def happens(self, what: str, chance: float) -> bool:
        """By chance; after a week surely, if not yet: a month in which nothing went wrong proves nothing."""
        thrown = self.chance.random() < chance
        return thrown or (self.late and not self.at.said.done[what])

    def workers(self) -> list[Hand]:
        return [*self.at.volunteers, *self.at.members]

    def order(self, morning: datetime) -> None:
        """A handful of orders for the next days; some in the past, some twice at the same time."""
        for _one in range(self.chance.randint(3, 6)):
            day = morning.date() + timedelta(days=self.chance.randint(-1 if self.chance.random() < 0.1 else 0, 3))
            starts_at = datetime.combine(day, self.chance.choice(CLOCKS), tzinfo=morning.tzinfo)
            item = self.chance.choice(list(self.at.items))
            body = {
                "elder": self.chance.choice(self.at.elders),
                "lines": [{"item": self.at.items[item]}],
                "starts_at": starts_at.isoformat(),
                "ends_at": (starts_at + timedelta(minutes=60)).isoformat(),
            }
            self.at.helper.post("orders/", body)

    def change_standing(self, morning: datetime) -> None:
        """Weekly wishes begin; later they are paused, moved, skipped, ended."""
        day = morning.date()
        if len(self.standing) < 5:
            wish = self.wish(day) | {"elder": self.chance.choice(self.at.elders)}
            made = self.at.helper.post("standing/", wish)
            self.standing += [made["id"]] if made else []
            return
        one = self.chance.choice(self.standing)
        pause = {"first_on": str(day + timedelta(days=1)), "last_on": str(day + timedelta(days=5))}
        skip = {"on": str(day + timedelta(days=self.chance.randint(1, 4)))}
        match 0 if self.happens("pause", 0) else self.chance.randrange(7):
            case 0:
                self.at.helper.post(f"standing/{one}/pause/", pause)
            case 1:
                self.at.helper.post(f"standing/{one}/", self.wish(day))
            case 2:
                self.at.helper.post(f"standing/{one}/skip/", skip)
            case 3:
                self.at.helper.post(f"standing/{one}/restore/", skip)
            case 4 if self.chance.random() < 0.3:
                self.at.helper.post(f"standing/{one}/end/")

    def wish(self, day: date) -> dict[str, Any]:
        days = ",".join(self.chance.sample(["MO", "TU", "WE", "TH", "FR", "SA"], 2))
        return {
            "lines": [{"item": self.at.items[self.chance.choice(["haircut", "company"])]}],
            "rrule": f"FREQ=WEEKLY;BYDAY={days}",
            "first_on": str(day),
            "clock": self.chance.choice(CLOCKS).isoformat(),
            "minutes": 60,
        }

    def take(self) -> None:
        """Who sees a task takes it, stands in line, answers an offer, gives a seat back; the organisation too."""
        board = self.at.volunteers[0].get("board/")["results"]
        for task in board:
            first, second = self.chance.sample(self.at.volunteers, 2)
            if self.chance.random() < 0.75:
                first.post(f"orders/{task['id']}/claim/")
            if self.chance.random() < 0.4:
                second.post(f"orders/{task['id']}/claim/")
            if self.happens("line", 0.2):
                second.post(f"orders/{task['id']}/line/")
            if self.happens("cancel", 0.2):
                self.at.helper.post(f"orders/{task['id']}/cancel/", {"reason": "不用了"})
            seat = self.at.manager.post(
                f"orders/{task['id']}/claim-for-organisation/", {"organisation": self.at.organisation}
            )
            if seat and self.chance.random() < 0.9:
                who = self.chance.choice(self.at.members)
                self.at.manager.post(f"assignments/{seat['assignment']}/assign/", {"person": str(who.user.person_id)})
        for hand in self.at.volunteers:
            for asked in hand.get("me/offers/")["results"]:
                said = "accept" if self.chance.random() < 0.6 else "decline"
                hand.post(f"assignments/{asked['id']}/{said}/")
            for seat in hand.get("me/assignments/")["results"]:
                if seat["status"] == "CLAIMED" and self.happens("withdraw", 0.06):
                    hand.post(f"assignments/{seat['id']}/withdraw/", {"reason": "家里有事"})

    def seats(self, hand: Hand, today: date) -> list[tuple[datetime, Hand, dict[str, Any]]]:
        """What somebody is to do today, and from when."""
        mine = [seat for seat in hand.get("me/assignments/")["results"] if seat["status"] == "CLAIMED"]
        for seat in mine:
            if seat["order"] not in self.begins:
                told = hand.get(f"orders/{seat['order']}/")["starts_at"]
                self.begins[seat["order"]] = datetime.fromisoformat(told)
        due = [(self.begins[seat["order"]], hand, seat) for seat in mine]
        return [one for one in due if timezone.localdate(one[0]) == today]

    def work(self, hand: Hand, seat: dict[str, Any], starts_at: datetime) -> None:
        """Come or not, stay or run late, sign out or forget it."""
        self.clock.move_to(max(timezone.now(), starts_at))
        if self.happens("no-show", 0.08):
            self.clock.shift(timedelta(minutes=45))
            self.at.helper.post(f"assignments/{seat['id']}/no-show/", {"words": "没有来"})
            return
        code = self.at.codes[self.at.helper.get(f"orders/{seat['order']}/")["elder"]]
        if self.chance.random() < 0.05:
            hand.post(
                f"assignments/{seat['id']}/check-in/", {"method": "code", "code": f"{(int(code) + 1) % 10_000:04d}"}
            )
        if hand.post(f"assignments/{seat['id']}/check-in/", {"method": "code", "code": code}) is None:
            return
        self.clock.shift(timedelta(minutes=self.chance.randint(20, 75)))
        if self.chance.random() < 0.93:
            hand.post(f"assignments/{seat['id']}/check-out/")

    def answer(self) -> None:
        """In the evening the elder's side confirms or objects, and officials decide."""
        for row in self.at.helper.get("orders/")["results"]:
            match row["status"]:
                case "SERVED" if self.chance.random() < 0.55:
                    self.at.helper.post(f"orders/{row['id']}/confirm/", {"rating": self.chance.randint(1, 5)})
                case "SERVED" if self.happens("dispute", 0.2):
                    self.at.helper.post(f"orders/{row['id']}/dispute/", {"reason": "没做完"})
                case "DISPUTED":
                    keep_it = self.chance.random() < 0.5
                    self.at.county.post(f"orders/{row['id']}/decide/", {"keep": keep_it, "reason": "问过双方"})
                case "CONFIRMED" if self.happens("agree", 0.03):
                    self.object_to(row["id"])

    def object_to(self, order: str) -> None:
        """Booked already: two officials, and it goes back or stays."""
        if self.at.helper.post(f"orders/{order}/contest/", {"reason": "时间不对"}) is None:
            return
        self.at.county.post(f"orders/{order}/decide/", {"keep": self.chance.random() < 0.3, "reason": "查过了"})
        self.at.treasurer.post(f"orders/{order}/agree/", {"agree": self.chance.random() < 0.8})
