"""The elder's picture: so that whoever comes knows the face."""

from django.conf import settings
from django.db import models

from accounts.elders.models.elder import Elder
from accounts.keys import new_key


class Photo(models.Model):
    """A portrait as this house wrote it anew; the file lies under MEDIA_ROOT and is served through the doors only."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    elder = models.OneToOneField(Elder, on_delete=models.CASCADE, related_name="photo")
    file = models.CharField(max_length=80)  # below MEDIA_ROOT; a random name, nothing of the sender's
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
