"""Whose book is open in the office, by what right, and how a form asks once more before something is written."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import wraps
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts.access.actions.reveal_person import reveal_person
from accounts.access.enums import Permission
from accounts.access.queries import demand
from accounts.keys import new_key
from accounts.people.models import Person
from accounts.refusals import NotAllowed, NotFound, Refusal
from frontend.bank.books import Book

View = Callable[..., HttpResponse]
KEY_LIVES = timedelta(hours=2)
MOST_HOURS = 10_000
DO = "do"  # what ``step`` says once the reader has seen what will happen


@dataclass(frozen=True)
class KeptBook(Book):
    """The passbook of ``person`` as those see it who keep the books where the person lives."""

    kept: ClassVar[bool] = True

    def address(self, name: str, *args: Any) -> str:
        """The office's page ``name`` about this book."""
        return reverse(f"office:{name}", args=[self.person.id, *args])


class StaleKey(Exception):
    """The form was drawn long ago, or not by us."""


def for_keepers(view: View) -> View:
    """Signed in, keeping books somewhere, and never kept by a cache."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        demand(request.user, Permission.BOOKS_KEEP)
        return view(request, *args, **kwargs)

    return never_cache(login_required(guarded))


def kept_book(request: HttpRequest, person_id: UUID) -> KeptBook:
    """Open somebody's book, which is written down; raises NotFound outside the reader's territory."""
    person = Person.objects.select_related("home", "elder").filter(id=person_id).first()
    if person is None:
        raise NotFound
    demand(request.user, Permission.BOOKS_KEEP, region_code=person.home_id)
    now = timezone.now()
    reveal_person(by=request.user, at=now, person=person, purpose="books", reference=f"person:{person.id}")
    return KeptBook(person, getattr(person, "elder", None), False, frozenset(), timezone.localdate(now))


def fresh_key(form: forms.Form, user: Any) -> str:
    """A key for one posting; sent twice it posts once."""
    return _signer(form, user).sign(str(new_key()))


def posting_key(form: forms.Form, user: Any) -> str:
    """The key the form was drawn with. Raises StaleKey when it is too old or not ours."""
    try:
        return str(UUID(_signer(form, user).unsign(form.data.get("key", ""), max_age=KEY_LIVES)))
    except (signing.BadSignature, ValueError) as error:
        raise StaleKey from error


def _signer(form: forms.Form, user: Any) -> signing.TimestampSigner:
    return signing.TimestampSigner(salt=f"bank.office.{type(form).__name__}.{user.pk}")


def put_at_field(form: forms.Form, refusal: Refusal, *, default: str | None = None) -> int:
    """Show a refusal where it belongs in the form and return the status of the answer; what is not found goes on."""
    if isinstance(refusal, (NotFound, NotAllowed)):
        raise refusal
    field = refusal.field if refusal.field in form.fields else default
    form.add_error(field, str(refusal))
    return refusal.status


class AmountForm(forms.Form):
    """Hours and minutes; together they are ``amount`` in minutes."""

    def time(self) -> int:
        """What was typed, in minutes; empty fields count as nothing."""
        return (self.cleaned_data.get("hours") or 0) * 60 + (self.cleaned_data.get("minutes") or 0)
