"""The forms of referrals."""

from datetime import datetime, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.access.enums import Department
from accounts.elders.models import Elder
from frontend.shell.wording import place_text
from services.referrals.actions.keeping import LONGEST_WORDS, NoWords
from services.referrals.actions.note_step import notes_for
from services.referrals.enums import Agreed, Kind, Shows
from services.referrals.kinds import MATTERS
from services.referrals.models import Referral

CHOOSE = {"required": gettext_lazy("Choose one.")}
DAY = {"type": "date"}


def words_field(label: Any, *, required: bool = True, rows: int = 3, hint: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=required,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": NoWords.sentence},
    )


def offices_of(elder: Elder) -> list[tuple[str, str]]:
    """The county's office first, then the township's."""
    town = elder.person.home.parent
    county = town.parent if town is not None else None
    return [(place.code, place_text(place.name)) for place in (county, town) if place is not None]


class ReferForm(forms.Form):
    """What, to whom, why; how the elder agreed; what the office is shown."""

    kind = forms.ChoiceField(label=gettext_lazy("What is needed?"), choices=Kind.choices, error_messages=CHOOSE)
    department = forms.ChoiceField(
        label=gettext_lazy("Which office?"),
        required=False,
        choices=[("", gettext_lazy("The usual one for it")), *Department.choices],
    )
    office = forms.ChoiceField(label=gettext_lazy("Of which place?"), required=False)
    reason = words_field(
        pgettext_lazy("referral", "Why?"), hint=gettext_lazy("As you would say it at the door. The office reads this.")
    )
    agreed = forms.ChoiceField(
        label=gettext_lazy("Does the elder know?"),
        choices=Agreed.choices,
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    shows = forms.MultipleChoiceField(
        label=gettext_lazy("What may the office see?"),
        help_text=gettext_lazy("Name, age and village always. Only what it needs."),
        required=False,
        choices=Shows.choices,
        widget=forms.CheckboxSelectMultiple,
        initial=[Shows.PHONE, Shows.FACTS],
    )

    def __init__(self, *args: Any, elder: Elder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = offices_of(elder)


class NoteForm(forms.Form):
    """A line of the record, with the time of those who were there."""

    what = forms.ChoiceField(label=gettext_lazy("What was done?"), error_messages=CHOOSE)
    happened_at = forms.CharField(
        label=gettext_lazy("When? (if not now)"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
    )
    words = words_field(gettext_lazy("In a few words"), required=False, rows=2)

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        what = self.fields["what"]
        assert isinstance(what, forms.ChoiceField)
        what.choices = [(one.value, one.label) for one in notes_for(kind)]

    def clean_happened_at(self) -> datetime | None:
        text = self.cleaned_data["happened_at"].strip()
        if not text:
            return None
        try:
            moment = timezone.make_aware(datetime.fromisoformat(text).replace(tzinfo=None))
        except (ValueError, OverflowError) as error:
            raise forms.ValidationError(gettext_lazy("Write the day and the time.")) from error
        if moment < timezone.now() - timedelta(days=3660):
            raise forms.ValidationError(gettext_lazy("Write the day and the time."))
        return moment


class AnswerForm(forms.Form):
    """Done, or refused with a reason; what the dossier should learn from it."""

    granted = forms.ChoiceField(
        label=gettext_lazy("Your answer"),
        choices=[("yes", pgettext_lazy("referral", "Done")), ("no", pgettext_lazy("referral", "Refused"))],
        widget=forms.RadioSelect,
        error_messages=CHOOSE,
    )
    words = words_field(
        gettext_lazy("In a few words"),
        required=False,
        hint=gettext_lazy("Of a refusal: the reason. The sender and the family read it."),
    )
    doctor = forms.CharField(label=gettext_lazy("Which doctor?"), required=False, max_length=60)
    doctor_until = forms.DateField(
        label=gettext_lazy("Contract until"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    checked_on = forms.DateField(
        label=pgettext_lazy("referral", "Checked on"), required=False, widget=forms.DateInput(attrs=DAY)
    )
    settlement = words_field(gettext_lazy("What did they agree on?"), required=False)
    parties = words_field(gettext_lazy("Who took part?"), required=False, rows=2)

    WANTED = {"family_doctor": ("doctor", "doctor_until"), "health_check_on": ("checked_on",)}
    MORE = ("doctor", "doctor_until", "checked_on", "settlement", "parties")

    def __init__(self, *args: Any, referral: Referral, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        wanted = self.WANTED.get(MATTERS[referral.kind].learns, ())
        if referral.kind == Kind.DISPUTE:
            wanted = ("settlement", "parties")
        for name in self.MORE:
            if name not in wanted:
                del self.fields[name]


class PassForm(forms.Form):
    """Not ours: whose then, and why."""

    department = forms.ChoiceField(
        label=gettext_lazy("Whose is it then?"), choices=Department.choices, error_messages=CHOOSE
    )
    office = forms.ChoiceField(label=gettext_lazy("Of which place?"), required=False)
    words = words_field(pgettext_lazy("referral", "Why?"), rows=2)

    def __init__(self, *args: Any, elder: Elder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office = self.fields["office"]
        assert isinstance(office, forms.ChoiceField)
        office.choices = offices_of(elder)


class WordsForm(forms.Form):
    """A reason."""

    words = words_field(pgettext_lazy("referral", "Why?"), rows=2)
