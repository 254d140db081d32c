"""What shows that an elder agreed: the photo of a signature, or a voice note."""

from django.conf import settings
from django.db import models

from accounts.elders.enums import EvidenceForm
from accounts.elders.models.elder import Elder
from accounts.keys import new_key


class Evidence(models.Model):
    """One file under MEDIA_ROOT, served through the doors only. A picture is as this house drew it anew."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.ForeignKey(Elder, on_delete=models.CASCADE, related_name="evidence")
    form = models.CharField(max_length=7, choices=EvidenceForm.choices)
    media_type = models.CharField(max_length=20)  # as found in the file's head, never as the sender named it
    file = models.CharField(max_length=80)  # below MEDIA_ROOT; a random name, nothing of the sender's
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
