"""The forms of honours."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy, pgettext_lazy

from accounts.elders.enums import Consent
from accounts.elders.models import Elder
from frontend.shell.going import DayInput
from frontend.shell.wording import name_text
from services.honours.actions import object_to_candidate as limits
from services.honours.actions.keeping import LONGEST, SayWhy
from services.honours.actions.open_round import MOST_PLACES
from services.honours.enums import Whose
from services.honours.models import Candidacy

COLLECTING_DAYS = 45
NEEDED = {"required": SayWhy.sentence}


def words_field(label: Any, hint: Any = "", *, rows: int = 3, longest: int = LONGEST) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages=NEEDED,
    )


class OpenForm(forms.Form):
    """How many are chosen, and until when names come in."""

    carers = forms.IntegerField(
        label=gettext_lazy("How many excellent filial care workers?"), min_value=0, max_value=MOST_PLACES, initial=10
    )
    families = forms.IntegerField(
        label=gettext_lazy("How many families that honour their elders?"),
        help_text=gettext_lazy("0: none of that kind this time."),
        min_value=0,
        max_value=MOST_PLACES,
        initial=20,
    )
    collect_until = forms.DateField(label=gettext_lazy("Townships name people until"), widget=DayInput())

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["collect_until"].initial = timezone.localdate() + timedelta(days=COLLECTING_DAYS)


class NameForm(forms.Form):
    """Why somebody should be honoured; for a family also who stands for it."""

    supporter = forms.ChoiceField(label=gettext_lazy("Who stands for the family?"))
    words = words_field(
        gettext_lazy("What they do"),
        gettext_lazy(
            "Everybody reads this on the public notice. Say what they do; not what the elder lacks, no illness, no "
            "hardship, and not the elder's name."
        ),
        rows=4,
    )

    def __init__(self, *args: Any, elder: Elder | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if elder is None:
            del self.fields["supporter"]
            return
        field: Any = self.fields["supporter"]
        standing = elder.supporters.filter(ended_on=None).order_by("added_at", "id")
        field.choices = [(str(one.id), f"{name_text(one.name)} · {one.get_relation_display()}") for one in standing]


class ConsentForm(forms.Form):
    """Whose yes, and how it was said."""

    whose = forms.ChoiceField(label=gettext_lazy("Who agreed?"), choices=Whose.choices)
    how = forms.ChoiceField(label=pgettext_lazy("honours", "How was it said?"), choices=Consent.choices)

    def __init__(self, *args: Any, candidacy: Candidacy, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["whose"]
        field.choices = [(one.value, one.label) for one in candidacy.needs]


class WhyForm(forms.Form):
    """A reason."""

    words = words_field(pgettext_lazy("honours", "Why"), rows=2)


class ObjectionForm(forms.Form):
    """What is against it; who says so only if they like."""

    words = words_field(
        gettext_lazy("What speaks against it?"),
        gettext_lazy("What you know yourself, and if you can, when it was."),
        rows=5,
        longest=limits.LONGEST,
    )
    name = forms.CharField(label=gettext_lazy("Your name"), required=False, max_length=limits.NAME)
    phone = forms.CharField(
        label=gettext_lazy("Your telephone number"),
        help_text=gettext_lazy("So that somebody can ask you. Leave both empty if you like."),
        required=False,
        max_length=limits.PHONE,
        widget=forms.TextInput(attrs={"inputmode": "tel"}),
    )


class AnswerForm(forms.Form):
    """The answer to an objection."""

    words = words_field(
        gettext_lazy("Your answer"), gettext_lazy("Whoever objected reads it with their code. Say what you found.")
    )
