"""What a county, township or village tells its people: the text, its editions, who has seen it, where it hangs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import get_language

from accounts.keys import new_key
from services.publications.enums import Audience, Kind, State, Topic

USER = settings.AUTH_USER_MODEL
TITLE, BODY, SOURCE = 60, 4000, 200


class Text(models.Model):
    """Title and text in Chinese, and in English where somebody wrote it; ``source`` is the paper it stands on."""

    title_zh = models.CharField(max_length=TITLE)
    title_en = models.CharField(max_length=TITLE * 2, blank=True)
    body_zh = models.TextField(max_length=BODY)
    body_en = models.TextField(max_length=BODY * 2, blank=True)
    source = models.CharField(max_length=SOURCE, blank=True)

    class Meta:
        abstract = True

    @property
    def title(self) -> str:
        return self._said("title")

    @property
    def body(self) -> str:
        return self._said("body")

    def _said(self, name: str) -> str:
        """In the reader's language where there is one, else in Chinese."""
        english = "" if (get_language() or "zh").startswith("zh") else getattr(self, f"{name}_en")
        return str(english or getattr(self, f"{name}_zh"))


class Publication(Text):
    """One piece. What everybody read stands in its editions; these columns are the text as it is now.

    ``number`` is the edition that holds, 0 while it is a draft. ``until`` is the last day on which it is shown.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    topic = models.CharField(max_length=8, choices=Topic.choices, default=Topic.OTHER)
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.EVERYBODY)
    asks_answer = models.BooleanField(default=False)  # readers are asked to say that they have read it
    on_board = models.BooleanField(default=False)  # villages are asked to hang it up
    until = models.DateField(null=True)
    state = models.CharField(max_length=9, choices=State.choices, default=State.DRAFT)
    number = models.PositiveSmallIntegerField(default=0)
    written_at = models.DateTimeField()
    written_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    published_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_because = models.CharField(max_length=SOURCE, blank=True)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="publication_dated_when_published",
                condition=Q(state=State.DRAFT, number=0, published_at=None)
                | (~Q(state=State.DRAFT) & Q(number__gte=1, published_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="publication_withdrawn_with_reason",
                condition=Q(state=State.WITHDRAWN, withdrawn_at__isnull=False, withdrawn_because__gt="")
                | (~Q(state=State.WITHDRAWN) & Q(withdrawn_at=None, withdrawn_because="")),
            ),
        ]
        indexes = [models.Index(fields=["region", "state", "-published_at"], name="publication_by_place")]


class Edition(Text):
    """The text as it was read from one moment on. Append-only by trigger."""

    id = models.BigAutoField(primary_key=True)
    publication = models.ForeignKey(Publication, on_delete=models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField()
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number"], name="edition_numbered_once")]


class Reader(models.Model):
    """Somebody it was sent to, and whether they opened and answered the edition that holds."""

    id = models.BigAutoField(primary_key=True)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="readers")
    user = models.ForeignKey(USER, on_delete=models.CASCADE, related_name="+")
    place = models.CharField(max_length=12, db_collation="C")  # as whose reader: village, township or county
    opened_at = models.DateTimeField(null=True)
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["publication", "user"], name="reader_once"),
            models.CheckConstraint(
                name="reader_opens_before_answering", condition=Q(answered_at=None) | Q(opened_at__isnull=False)
            ),
        ]


class Posting(models.Model):
    """An edition hangs on a village's board."""

    id = models.BigAutoField(primary_key=True)
    publication = models.ForeignKey(Publication, on_delete=models.CASCADE, related_name="postings")
    number = models.PositiveSmallIntegerField()
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    posted_at = models.DateTimeField()
    posted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["publication", "number", "region"], name="posting_once")]


class Hotline(models.Model):
    """Whom an elder rings about their rights. The row without ``replaced_at`` holds."""

    id = models.BigAutoField(primary_key=True)
    region = models.ForeignKey("regions.Region", on_delete=models.PROTECT, related_name="+")
    name_zh = models.CharField(max_length=30)
    name_en = models.CharField(max_length=60, blank=True)
    phone = models.CharField(max_length=20)
    hours = models.CharField(max_length=60, blank=True)
    since = models.DateTimeField()
    set_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["region"], condition=Q(replaced_at=None), name="hotline_one_at_a_time")
        ]

    @property
    def name(self) -> str:
        zh = (get_language() or "zh").startswith("zh")
        return self.name_zh if zh or not self.name_en else self.name_en
