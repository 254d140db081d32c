"""Hand a book over after a death: to an heir among the family, or to the county's pool."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.access.actions.reveal_person import reveal_person
from accounts.elders.actions.record_kin import record_kin
from accounts.people.enums import Relation
from accounts.refusals import Refusal
from accounts.regions.queries import names_of
from frontend.bank.kin import Kin, kin_of
from frontend.bank.office.keeping import DO, KeptBook, for_keepers, kept_book, put_at_field
from frontend.bank.office.people import about
from frontend.shell.answers import SeeOther
from frontend.shell.wording import COUNTY_DIGITS, mask_name, name_text, place_text
from timebank.ledger.actions.inherit_account import inherit_account
from timebank.ledger.actions.post_transfer import AccountClosed

POOL = "pool"


class HandOverForm(forms.Form):
    """Who is to have it, and by which paper. ``seen`` is the balance the reader was shown."""

    heir = forms.ChoiceField(
        label=gettext_lazy("Who is to have the minutes?"),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("Choose who is to have them.")},
    )
    paper = forms.CharField(
        label=gettext_lazy("The paper that says so"),
        max_length=200,
        help_text=gettext_lazy("Kind, number and day, for example: certificate of inheritance no. 118 of 3 June."),
        error_messages={
            "required": gettext_lazy("Name the paper that says so, for example the certificate of inheritance.")
        },
    )

    def __init__(self, data: Any = None, *, kin: list[Kin], pool: str, **options: Any) -> None:
        super().__init__(data, **options)
        self.kin = {str(one.person.id): one for one in kin}
        choices: list[tuple[str, Any]] = [(key, _kin_label(one)) for key, one in self.kin.items()]
        self.fields["heir"].choices = [*choices, (POOL, pool)]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Kin | None:
        """The heir; None for the pool. Only of a valid form."""
        return self.kin.get(self.cleaned_data["heir"])


class KinForm(forms.Form):
    """Somebody of the family, as the ID card says."""

    name = forms.CharField(
        label=pgettext_lazy("kin", "Name"), max_length=60, error_messages={"required": gettext_lazy("Enter the name.")}
    )
    relation = forms.ChoiceField(label=gettext_lazy("What they are to the elder"), choices=Relation.choices)
    id_number = forms.CharField(
        label=gettext_lazy("ID number"),
        max_length=30,
        error_messages={"required": gettext_lazy("Enter the ID number.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


@for_keepers
@require_POST
def add_kin(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """Somebody of the family is written down; then they stand among those who may have the minutes."""
    book = kept_book(request, person_id)
    form = KinForm(request.POST)
    status = 422
    if form.is_valid():
        try:
            record_kin(by=request.user, at=timezone.now(), person=book.person, **form.cleaned_data)
        except Refusal as refusal:
            status = put_at_field(form, refusal)
        else:
            messages.success(request, _("Written down. Choose them now."))
            return SeeOther(book.address("hand_over"))
    return _show(request, book, _heirs(book), kin_form=form, status=status)


@for_keepers
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest, person_id: UUID) -> HttpResponse:
    """POST ``step=check`` says exactly what will happen, ``step=do`` does it."""
    book = kept_book(request, person_id)
    form = _heirs(book, request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _show(request, book, form)
    context = about(book)
    if context["closed_at"] is not None:  # sent twice, or somebody was quicker: the book says what became of it
        return SeeOther(book.address("person"))
    status = 422
    if form.is_valid():
        changed = request.POST.get("seen") != str(context["balance"])
        if request.POST.get("step") != DO or changed:
            context |= {"form": form, "place": _pool(book)}
            return _check(request, context, form, changed=request.POST.get("step") == DO)
        try:
            return _do(request, book, form)
        except Refusal as refusal:
            status = put_at_field(form, refusal, default="heir")
    return _show(request, book, form, status=status)


def _pool(book: KeptBook) -> str:
    county = book.person.home_id[:COUNTY_DIGITS]
    return place_text(names_of([county]).get(county, ""))


def _heirs(book: KeptBook, data: Any = None) -> HandOverForm:
    pool = _("Nobody: the pool of %(place)s") % {"place": _pool(book)}
    return HandOverForm(data, kin=kin_of(book.person), pool=pool)


def _show(
    request: HttpRequest, book: KeptBook, form: HandOverForm, *, kin_form: KinForm | None = None, status: int = 200
) -> HttpResponse:
    context = {**about(book), "form": form, "place": _pool(book), "kin_form": kin_form or KinForm()}
    return render(request, "bank/office/hand_over.html", context, status=status)


def _check(request: HttpRequest, context: dict[str, Any], form: HandOverForm, *, changed: bool) -> HttpResponse:
    """The heir by name, which is written down."""
    heir = form.chosen
    if heir is not None and context["closed_at"] is None:
        reference = f"heir:{context['person'].id}"
        reveal_person(by=request.user, at=timezone.now(), person=heir.person, purpose="books", reference=reference)
    return render(request, "bank/office/hand_over_check.html", {**context, "heir": heir, "changed": changed})


def _do(request: HttpRequest, book: KeptBook, form: HandOverForm) -> HttpResponse:
    heir = form.chosen
    try:
        inherit_account(
            by=request.user,
            at=timezone.now(),
            person=book.person,
            heir=heir.person if heir is not None else None,
            paper=form.cleaned_data["paper"],
        )
    except AccountClosed:  # at the same moment
        return SeeOther(book.address("person"))
    messages.success(request, _("The book of %(name)s is handed over.") % {"name": name_text(book.person.name)})
    return SeeOther(book.address("person"))


def _kin_label(one: Kin) -> str:
    """母亲 黄＊金, and where she lives: the full name comes when she is chosen."""
    return format_html("<b>{} {}</b><small>{}</small>", one.word, name_text(mask_name(one.person.name)), one.home)
