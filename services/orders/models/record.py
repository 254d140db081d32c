"""The record of a service as the ministry's order no. 67 (2020) asks for it, in versions that are never overwritten."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language

from accounts.keys import new_key
from accounts.people.enums import Gender
from accounts.sealed_fields import SealedTextField
from services.orders.enums import EntryKind
from services.orders.models.assignment import Assignment


class ServiceRecord(models.Model):
    """One volunteer's service, the part that needs nobody's consent (Art 8). Append-only by trigger.

    A snapshot: later changes of names or villages do not rewrite it. A correction appends the next version, which
    supersedes this one; the version that nothing supersedes is the one that counts.
    """

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    assignment = models.ForeignKey(Assignment, on_delete=models.PROTECT, related_name="records")
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="service_records")
    version = models.PositiveSmallIntegerField(default=1)
    supersedes = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="superseded_by")
    reason = models.CharField(max_length=300, blank=True)  # why there is another version
    activity = models.CharField(max_length=120)  # 活动名称
    served_on = models.DateField()  # 日期
    place = models.CharField(max_length=120)  # 地点
    content = models.CharField(max_length=300)  # 服务内容
    content_en = models.CharField(max_length=300, blank=True)  # the same for English readers; empty once corrected
    minutes = models.PositiveIntegerField()  # 服务时间: actually given, travel excluded
    organiser = models.CharField(max_length=120)  # 组织单位
    person_in_charge = models.CharField(max_length=60)  # 活动负责人
    rating = models.PositiveSmallIntegerField(null=True)  # 服务质量评价, 1 to 5
    rated_on = models.DateField(null=True)
    due_on = models.DateField()  # last day for this record, in working days (Art 11)
    due_is_provisional = models.BooleanField(default=False)  # that year's holidays were not fixed yet
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["assignment", "version"], name="service_record_version_once"),
            models.CheckConstraint(
                name="service_record_supersedes_the_one_before",
                condition=Q(version=1, supersedes=None) | Q(version__gt=1, supersedes__isnull=False),
            ),
            models.CheckConstraint(
                name="service_record_does_not_supersede_itself", condition=~Q(supersedes=F("id")) | Q(supersedes=None)
            ),
        ]
        indexes = [models.Index(fields=["person", "-served_on"], name="service_record_by_person")]

    @property
    def label(self) -> str:
        """What was done in the reader's language; a corrected record says it in Chinese alone."""
        if (get_language() or "zh").startswith("zh"):
            return self.content
        return self.content_en or self.content


class RecordedPerson(models.Model):
    """The part of a record that is about the volunteer (Art 8): only with their consent, gone when it is withdrawn.

    The identity number the order names stays with the person, sealed; no record repeats it.
    """

    record = models.OneToOneField(ServiceRecord, on_delete=models.PROTECT, primary_key=True, related_name="person_part")
    name = models.CharField(max_length=60)  # 姓名
    gender = models.CharField(max_length=6, choices=Gender.choices)  # 性别
    birth_on = models.DateField(null=True)  # 出生日期
    area = models.CharField(max_length=120)  # 居住区域
    contact = SealedTextField()  # 联系方式
    skills = models.CharField(max_length=200, blank=True)  # 专业技能
    category = models.CharField(max_length=120, blank=True)  # 服务类别
    entered_at = models.DateTimeField()


class PersonalEntry(models.Model):
    """A training or an honour of a volunteer (Art 8): what, when, how long, given by whom."""

    id = models.UUIDField(primary_key=True, default=new_key, editable=False)
    person = models.ForeignKey("people.Person", on_delete=models.PROTECT, related_name="personal_entries")
    kind = models.CharField(max_length=8, choices=EntryKind.choices)
    title = models.CharField(max_length=120)
    held_on = models.DateField()
    minutes = models.PositiveIntegerField(null=True)  # of a training
    organiser = models.CharField(max_length=120)
    recorded_at = models.DateTimeField()
    recorded_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "kind", "title", "held_on"], name="personal_entry_once"),
            models.CheckConstraint(
                name="personal_entry_training_takes_time",
                condition=Q(kind="TRAINING", minutes__gt=0) | Q(kind="HONOUR", minutes=None),
            ),
        ]
