"""The forms of announcements and knowledge."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy, pgettext_lazy

from services.publications.actions.keeping import NothingWritten, Sheet
from services.publications.enums import Audience, Kind, Topic
from services.publications.models import BODY, SOURCE, TITLE, Publication

WRITE = {"required": NothingWritten.sentence}


def _line(label: Any, most: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, required=required, max_length=most, error_messages=WRITE)


def _text(label: Any, most: int, *, required: bool = False, hint: Any = "") -> forms.CharField:
    area = forms.Textarea(attrs={"rows": 8})
    return forms.CharField(
        label=label, help_text=hint, required=required, max_length=most, widget=area, error_messages=WRITE
    )


class SheetForm(forms.Form):
    """What, for whom, in which words."""

    region = forms.ChoiceField(label=gettext_lazy("For which place?"))
    kind = forms.ChoiceField(label=gettext_lazy("What is it?"), choices=Kind.choices, widget=forms.RadioSelect)
    topic = forms.ChoiceField(label=gettext_lazy("What about?"), choices=Topic.choices)
    audience = forms.ChoiceField(
        label=gettext_lazy("Who gets it as a message?"),
        choices=Audience.choices,
        help_text=gettext_lazy("On the public pages everybody reads it, unless it is for villages and townships only."),
    )
    title_zh = _line(pgettext_lazy("publication", "Title"), TITLE, required=True)
    body_zh = _text(
        gettext_lazy("Text"),
        BODY,
        required=True,
        hint=gettext_lazy("Short sentences: it is read aloud. An empty line begins a new paragraph."),
    )
    title_en = _line(gettext_lazy("Title in English"), TITLE * 2)
    body_en = _text(gettext_lazy("Text in English"), BODY * 2)
    source = _line(gettext_lazy("What it stands on"), SOURCE, hint=gettext_lazy("A law, a notice, whoever warned."))
    until = forms.DateField(
        label=gettext_lazy("Shown until"), required=False, widget=forms.DateInput(attrs={"type": "date"})
    )
    asks_answer = forms.BooleanField(label=gettext_lazy("Readers say that they have read it"), required=False)
    on_board = forms.BooleanField(label=gettext_lazy("Villages hang it on their board"), required=False)

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        region = self.fields["region"]
        assert isinstance(region, forms.ChoiceField)
        region.choices = places

    def sheet(self) -> Sheet:
        return Sheet(**{name: value for name, value in self.cleaned_data.items() if name != "region"})


def start_of(publication: Publication) -> dict[str, Any]:
    """What the form says of one that stands."""
    names = [name for name in SheetForm.base_fields if name != "region"]
    return {**{name: getattr(publication, name) for name in names}, "region": publication.region_id}


class HotlineForm(forms.Form):
    """The county's number."""

    name_zh = forms.CharField(label=gettext_lazy("Name"), max_length=30)
    name_en = forms.CharField(label=gettext_lazy("Name in English"), max_length=60, required=False)
    phone = forms.CharField(label=gettext_lazy("Number"), max_length=20)
    hours = forms.CharField(label=gettext_lazy("When somebody answers"), max_length=60, required=False)
