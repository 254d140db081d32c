"""A signed paper that somebody sends us: as a file or as its text."""

from typing import Any, ClassVar

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy


class SentPaperForm(forms.Form):
    """``cleaned_data["paper"]`` is the text, from the field named by ``used``."""

    most_bytes: ClassVar[int]
    too_large: ClassVar[Promise]

    file = forms.FileField(label=gettext_lazy("The paper as a file"), required=False)
    text = forms.CharField(
        label=gettext_lazy("Or its text"),
        required=False,
        strip=False,
        widget=forms.Textarea({"rows": 5, "spellcheck": "false"}),
    )

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = dict(super().clean() or {})
        sent = data.get("file")
        if isinstance(sent, UploadedFile):
            if (sent.size or 0) > self.most_bytes:
                self.add_error("file", str(self.too_large))
                return data
            data["paper"] = sent.read().decode("utf-8", "replace")
        else:
            data["paper"] = (data.get("text") or "").strip()
            if len(data["paper"]) > self.most_bytes:
                self.add_error("text", str(self.too_large))
        if not data["paper"] and not self.errors:
            self.add_error("file", _("Choose the file, or paste its text."))
        return data

    @property
    def used(self) -> str:
        """The field the paper came from."""
        return "file" if isinstance(self.cleaned_data.get("file"), UploadedFile) else "text"
