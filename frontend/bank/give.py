"""Give minutes to one's family, or to the county's pool: say how much, look at it once more, done."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accounts.elders.enums import Power
from accounts.elders.queries import elders_of
from accounts.people.models import Person
from accounts.policies.queries import Rulebook, rulebook
from accounts.policies.rules import GIFT_MONTHLY_LIMIT, GIFT_TO
from accounts.refusals import NotAllowed, NotFound, Refusal
from accounts.regions.queries import names_of
from frontend.bank.books import book_for, for_holders, person_of
from frontend.bank.give_form import AmountForm, DonationForm, GiftForm, StaleKey
from frontend.bank.kin import Kin, kin_of
from frontend.bank.lines import lines_of
from frontend.bank.slips import slips_of
from frontend.shell.answers import SeeOther
from frontend.shell.wording import place_text
from timebank.ledger.actions.donate_minutes import donate_minutes
from timebank.ledger.actions.give_minutes import give_minutes
from timebank.ledger.enums import TransferKind
from timebank.ledger.queries import account_of, entries_of
from timebank.purses.actions.give_for_orders import give_for_orders
from timebank.purses.models import Purse

MOST_LINES = 2**62  # a line's number is a bigint
Post = Callable[[AmountForm, str], Any]


@for_holders
@require_http_methods(["GET", "HEAD", "POST"])
def give(request: HttpRequest) -> HttpResponse:
    """GET with ``to`` for a person chosen before; POST ``step=check`` shows it once more, ``step=do`` gives."""
    person = person_of(request)
    rules = rulebook(region_code=person.home_id, on=timezone.localdate())
    kin = kin_of(person) if rules[GIFT_TO].value != "NOBODY" else []
    form = GiftForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        available=_available(person),
        kin=kin,
        initial={"to": request.GET.get("to") or (str(kin[0].person.id) if len(kin) == 1 else "")},
    )

    def post(form: AmountForm, key: str) -> Any:
        assert isinstance(form, GiftForm)
        if form.cleaned_data["for_orders"]:
            return give_for_orders(
                by=request.user,
                at=timezone.now(),
                giver=person,
                elder=form.chosen.person.elder,
                amount=form.cleaned_data["amount"],
                key=key,
                words=form.cleaned_data["words"],
            )
        return give_minutes(
            by=request.user,
            at=timezone.now(),
            giver=person,
            recipient=form.chosen.person,
            amount=form.cleaned_data["amount"],
            key=key,
            words=form.cleaned_data["words"],
        )

    return _answer(request, form, post, "bank/give.html", _context(person, rules, kin))


@for_holders
@require_http_methods(["GET", "HEAD", "POST"])
def donate(request: HttpRequest) -> HttpResponse:
    """As `give`, for the pool of one's county."""
    person = person_of(request)
    rules = rulebook(region_code=person.home_id, on=timezone.localdate())
    form = DonationForm(
        request.POST if request.method == "POST" else None, user=request.user, available=_available(person)
    )

    def post(form: AmountForm, key: str) -> Any:
        return donate_minutes(
            by=request.user,
            at=timezone.now(),
            giver=person,
            amount=form.cleaned_data["amount"],
            key=key,
            words=form.cleaned_data["words"],
        )

    return _answer(request, form, post, "bank/donate.html", _context(person, rules, []))


@for_holders
@require_safe
def show_given(request: HttpRequest, number: int) -> HttpResponse:
    """What the line says that has just been written, and what is left."""
    book = book_for(request, None)
    entry = (
        lines_of(book.person.id)
        .filter(
            sequence=min(number, MOST_LINES), amount__lt=0, transfer__kind__in=[TransferKind.GIFT, TransferKind.DONATE]
        )
        .first()
    )
    if entry is None:
        raise NotFound
    recipient = entry.transfer.target.person
    kin = next((kin for kin in kin_of(book.person) if recipient and kin.person.id == recipient.id), None)
    context = {
        "book": book,
        "entry": entry,
        "slip": slips_of(book, [entry])[0],
        "account": account_of(book.person.id),
        "recipient": recipient,
        "kin": kin,
        "orders_for": _orders_for(request, recipient),
        "pool": entry.transfer.target.region,
        "words": entry.transfer.memo.get("words", ""),
    }
    return render(request, "bank/given.html", context)


def _orders_for(request: HttpRequest, recipient: Person | None) -> Any:
    """The elder's key, when the giver may also order for whoever got it."""
    if recipient is None:
        return None
    return elders_of(request.user, power=Power.ORDER).filter(person=recipient).values_list("id", flat=True).first()


def _available(person: Person) -> int:
    account = account_of(person.id)
    return account.available if account is not None else 0


def _context(person: Person, rules: Rulebook, kin: list[Kin]) -> dict[str, Any]:
    return {
        "person": person,
        "kin": kin,
        "available": _available(person),
        "gift_to": rules[GIFT_TO],
        "limit": rules[GIFT_MONTHLY_LIMIT],
        "county": place_text(names_of([person.home_id[:6]]).get(person.home_id[:6], "")),
    }


def _answer(request: HttpRequest, form: AmountForm, post: Post, template: str, context: dict[str, Any]) -> HttpResponse:
    """Show the form; or what it would do, once more; or do it and lead to the line it has become."""
    if request.method != "POST":
        return render(request, template, {**context, "form": form})
    status = 422
    if form.is_valid():
        if request.POST.get("step") != "do":
            return _check(request, form, template, context)
        try:
            transfer = post(form, form.posting_key())
        except StaleKey:
            return _check(request, form, template, {**context, "stale": True})
        except (NotFound, NotAllowed):
            raise
        except Refusal as refusal:
            form.add_error("to" if refusal.field == "recipient" and "to" in form.fields else "quick", str(refusal))
            status = refusal.status
        else:
            if isinstance(transfer, Purse):
                return SeeOther(reverse("purses:given"))
            line = entries_of(context["person"].id).get(transfer=transfer.id)
            return SeeOther(reverse("bank:given", args=[line.sequence]))
    return render(request, template, {**context, "form": form}, status=status)


def _check(request: HttpRequest, form: AmountForm, template: str, context: dict[str, Any]) -> HttpResponse:
    amount = form.cleaned_data["amount"]
    asked = {
        "form": form,
        "amount": amount,
        "hours": amount // 60,
        "minutes": amount % 60,
        "left": context["available"] - amount,
        "chosen": form.chosen if isinstance(form, GiftForm) else None,
        "key": form.fresh_key(),
    }
    return render(request, template.replace(".html", "_check.html"), {**context, **asked})
