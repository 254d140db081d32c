"""The forms about those who stand by an elder. Words and limits only; the actions decide."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.enums import Channel, GuardianKind, VisitorKind, Where
from accounts.elders.models import Supporter
from accounts.people.enums import Relation
from accounts.people.masks import mask_phone
from frontend.territory.dossier_forms import day_input

DAY = {"required": _("Say which day."), "invalid": _("Write the day like 2026-11-19.")}
NAME = {"required": _("Enter the name.")}
TEL = forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "off"})


class SupporterForm(forms.Form):
    """Who it is and how to reach them."""

    name = forms.CharField(label=pgettext_lazy("dossier", "Name"), max_length=60, error_messages=NAME)
    relation = forms.ChoiceField(label=_("What are they to the elder?"), choices=Relation.choices)
    phone = forms.CharField(label=pgettext_lazy("dossier", "Phone"), required=False, max_length=30, widget=TEL)
    unable = forms.BooleanField(
        label=_("Cannot support the elder"),
        required=False,
        help_text=_("Ill, disabled, in prison or without any income of their own."),
    )
    reason = forms.CharField(label=pgettext_lazy("dossier", "Why it changed"), required=False, max_length=200)

    def __init__(self, data: Any = None, *, changing: Supporter | None = None, **kwargs: Any) -> None:
        super().__init__(data, **{"initial": {"relation": Relation.CHILD}, **kwargs})
        self.changing = changing
        if changing is None:
            del self.fields["reason"]
        elif changing.phone:
            masked = {"masked": mask_phone(changing.phone)}
            self.fields["phone"].help_text = _("Now %(masked)s. Leave it empty to keep it.") % masked

    @classmethod
    def of(cls, supporter: Supporter, data: Any = None) -> "SupporterForm":
        """The form with what is known now; the number is not shown."""
        known = {"name": supporter.name, "relation": supporter.relation, "unable": not supporter.able}
        return cls(data, changing=supporter, initial=known)

    def values(self) -> dict[str, Any]:
        """What to hand to the action."""
        data = self.cleaned_data
        found = {"name": data["name"], "relation": data["relation"], "able": not data["unable"]}
        if data["phone"] or self.changing is None:
            found["phone"] = data["phone"]
        if self.changing is not None:
            found["reason"] = data["reason"].strip()
        return found


class EndForm(forms.Form):
    """Since when they are bound no more, and why."""

    day = forms.DateField(label=_("Since which day?"), widget=day_input(), error_messages=DAY)
    reason = forms.CharField(
        label=pgettext_lazy("dossier", "Why"),
        max_length=200,
        error_messages={"required": _("Say why in a few words.")},
    )


class WhereaboutsForm(forms.Form):
    """Where somebody is, and since when."""

    where = forms.ChoiceField(
        label=_("Where do they live now?"),
        choices=Where.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choose one.")},
    )
    place = forms.CharField(
        label=pgettext_lazy("whereabouts", "Which town or city?"),
        required=False,
        max_length=120,
        help_text=_("For those away from the county. Like “Jinjiang, Quanzhou”."),
    )
    since = forms.DateField(label=_("Since when?"), widget=day_input(), error_messages=DAY)
    channel = forms.ChoiceField(
        label=_("How did you hear?"),
        choices=[(one.value, one.label) for one in (Channel.PHONE, Channel.VISIT)],
        widget=forms.RadioSelect,
        initial=Channel.PHONE,
    )


class GuardianForm(forms.Form):
    """Who looks after the elder."""

    kind = forms.ChoiceField(
        label=_("Who is it?"), choices=GuardianKind.choices, widget=forms.RadioSelect, initial=GuardianKind.FAMILY
    )
    name = forms.CharField(label=pgettext_lazy("dossier", "Name"), max_length=60, error_messages=NAME)
    relation = forms.CharField(
        label=_("What are they to the elder?"), required=False, max_length=40, help_text=_("Like daughter, neighbour.")
    )
    phone = forms.CharField(label=pgettext_lazy("dossier", "Phone"), required=False, max_length=30, widget=TEL)
    since = forms.DateField(label=_("Since when?"), widget=day_input(), error_messages=DAY, initial=timezone.localdate)


class VisitorForm(forms.Form):
    """One who keeps in touch."""

    name = forms.CharField(label=pgettext_lazy("dossier", "Name"), max_length=60, error_messages=NAME)
    kind = forms.ChoiceField(
        label=pgettext_lazy("visitor", "Who is it?"), choices=VisitorKind.choices, initial=VisitorKind.ASSISTANT
    )
    phone = forms.CharField(label=pgettext_lazy("dossier", "Phone"), required=False, max_length=30, widget=TEL)
    lead = forms.BooleanField(
        label=_("Comes first: answers for the visits"),
        required=False,
        help_text=_("Whoever did so before goes on helping."),
    )
    since = forms.DateField(label=_("Since when?"), widget=day_input(), error_messages=DAY, initial=timezone.localdate)
