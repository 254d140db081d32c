"""The photo or the voice note that goes with a word given."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.elders.evidence_files import MOST_SOUND_BYTES, TooLargeEvidence

ACCEPTED = "image/jpeg,image/png,image/webp,audio/*,.m4a,.mp3,.ogg,.wav,.webm"


class EvidenceForm(forms.Form):
    """``cleaned_data["evidence"]`` are bytes, or None where nothing was sent."""

    evidence = forms.FileField(
        label=_("Photo of the signature, or voice note"),
        required=False,
        help_text=_("JPG or PNG; M4A, MP3, OGG, WAV or WEBM. At most 8 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": ACCEPTED}),
    )

    def clean_evidence(self) -> bytes | None:
        """The bytes; a file that is too large is not even read."""
        sent = self.cleaned_data.get("evidence")
        if not sent:
            return None
        if sent.size > MOST_SOUND_BYTES:
            raise forms.ValidationError(str(TooLargeEvidence()))
        return bytes(sent.read())
