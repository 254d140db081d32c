"""The fields of a dossier: the seven groups of the Datian notice (2020), and what the Ningxia notice (2018) adds.

Who stands by the elder and who visits are rows of their own (``models.family``); the groups FAMILY and CONTACT have no
fields here, but count for completeness all the same.
"""

from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.elders.kinds import Choice, Choices, Day, Kind, Text, Whole, YesNo

FEN_MOST = 10_000_000  # a hundred thousand yuan a month


class Group(models.TextChoices):
    """The groups, in the order of the notices and of the page."""

    BASIC = "BASIC", pgettext_lazy("dossier", "Basics")
    HEALTH = "HEALTH", pgettext_lazy("dossier", "Health")
    ECONOMY = "ECONOMY", pgettext_lazy("dossier", "Money")
    LIVING = "LIVING", pgettext_lazy("dossier", "Home")
    NEEDS = "NEEDS", pgettext_lazy("dossier", "Needs")
    FAMILY = "FAMILY", pgettext_lazy("dossier", "Children and supporters")
    CONTACT = "CONTACT", pgettext_lazy("dossier", "Who visits")


@dataclass(frozen=True)
class Field:
    """One thing a dossier knows. ``required`` ones count for completeness; all go stale after ``fresh_days``."""

    code: str
    group: Group
    kind: Kind
    title: Any
    required: bool = False
    fresh_days: int = 365


MARITAL = {
    "MARRIED": _("Married"),
    "WIDOWED": _("Widowed"),
    "DIVORCED": _("Divorced"),
    "SINGLE": _("Never married"),
}
SELF_CARE = {
    "ABLE": _("Looks after themselves"),
    "PARTLY": _("Needs some help"),
    "UNABLE": _("Depends on others"),
}
ILLNESSES = {
    "HYPERTENSION": _("High blood pressure"),
    "DIABETES": _("Diabetes"),
    "HEART": _("Heart disease"),
    "STROKE": _("Stroke and its effects"),
    "LUNG": _("Chronic lung disease"),
    "CANCER": _("Cancer"),
    "JOINTS": _("Joint disease"),
    "DEMENTIA": _("Dementia"),
    "MENTAL": _("Mental illness"),
    "OTHER": pgettext_lazy("illness", "Another illness"),
}
HAPPENED = {
    "FALL": pgettext_lazy("happened", "A fall"),
    "HOSPITAL": pgettext_lazy("happened", "In hospital in an emergency"),
    "LOST": pgettext_lazy("happened", "Got lost"),
    "FIRE": pgettext_lazy("happened", "Fire or gas at home"),
    "HARM": pgettext_lazy("happened", "Harmed or neglected by somebody"),
    "FRAUD": pgettext_lazy("happened", "Cheated out of money"),
}
ALLERGENS = {  # the eight classes that GB 7718-2025 has on every label
    "GLUTEN": pgettext_lazy("allergen", "Wheat and other gluten"),
    "CRUSTACEAN": pgettext_lazy("allergen", "Shrimp and crab"),
    "FISH": pgettext_lazy("allergen", "Fish"),
    "EGG": pgettext_lazy("allergen", "Egg"),
    "PEANUT": pgettext_lazy("allergen", "Peanut"),
    "SOY": pgettext_lazy("allergen", "Soya"),
    "MILK": pgettext_lazy("allergen", "Milk"),
    "NUT": pgettext_lazy("allergen", "Nuts"),
}
DIETS = {
    "HALAL": pgettext_lazy("diet", "Halal"),  # 清真
    "VEGETARIAN": pgettext_lazy("diet", "Vegetarian"),
    "NO_PORK": pgettext_lazy("diet", "No pork"),
    "SOFT": pgettext_lazy("diet", "Soft"),
    "LOW_SALT": pgettext_lazy("diet", "Little salt"),
    "LOW_SUGAR": pgettext_lazy("diet", "Little sugar"),
    "LOW_FAT": pgettext_lazy("diet", "Little fat"),
    "MILD": pgettext_lazy("diet", "Not spicy"),
}
DISABILITY = {
    "NONE": pgettext_lazy("disability", "None"),
    "1": _("Grade 1"),
    "2": _("Grade 2"),
    "3": _("Grade 3"),
    "4": _("Grade 4"),
}
INSURANCE = {
    "RESIDENT": _("Residents' insurance"),
    "EMPLOYEE": _("Employees' insurance"),
    "NONE": pgettext_lazy("insurance", "None"),
}
INCOME = {
    "PENSION": pgettext_lazy("income", "Pension"),
    "FARM": pgettext_lazy("income", "Farm work"),
    "CHILDREN": pgettext_lazy("income", "From the children"),
    "ALLOWANCE": pgettext_lazy("income", "Allowances"),
    "WORK": pgettext_lazy("income", "Paid work"),
    "OTHER": pgettext_lazy("income", "Something else"),
}
POVERTY = {
    "NONE": pgettext_lazy("poverty", "None"),
    "EXTREME": _("Extreme hardship (supported by the state)"),  # 特困
    "LOW_INCOME": _("Minimum living allowance"),  # 低保
    "EDGE": _("Just above the minimum living allowance"),  # 低保边缘
    "LIFTED": _("Lifted out of poverty"),  # 脱贫户
}
LIVES_WITH = {
    "ALONE": _("Alone"),
    "SPOUSE": _("With wife or husband"),
    "CHILDREN": _("With children"),
    "GRANDCHILDREN": _("With grandchildren"),
    "OTHERS": _("With others"),
    "HOME": _("In a care home"),
}
FARM_WORK = {
    "NONE": pgettext_lazy("farm work", "None"),
    "LIGHT": pgettext_lazy("farm work", "Light"),
    "HEAVY": pgettext_lazy("farm work", "Heavy"),
}
HOUSE_RATING = {"A": _("A: safe"), "B": _("B: mostly safe"), "C": _("C: partly unsafe"), "D": _("D: unsafe")}
FIRE_RISK = {
    "LOW": pgettext_lazy("risk", "Low"),
    "MIDDLE": pgettext_lazy("risk", "Medium"),
    "HIGH": pgettext_lazy("risk", "High"),
}
NEEDS = {
    "MEALS": pgettext_lazy("need", "Meals"),  # 助餐
    "CLEANING": pgettext_lazy("need", "Cleaning"),  # 助洁
    "BATHING": pgettext_lazy("need", "Bathing"),  # 助浴
    "MEDICAL": pgettext_lazy("need", "Going to the doctor"),  # 助医
    "SHOPPING": pgettext_lazy("need", "Shopping"),  # 代购
    "COMPANY": pgettext_lazy("need", "Company"),  # 陪伴
    "HAIRCUT": pgettext_lazy("need", "Haircut"),  # 理发
    "REPAIR": pgettext_lazy("need", "Repairs"),  # 维修
    "WALKING": pgettext_lazy("need", "Getting about"),  # 助行
    "EMERGENCY": pgettext_lazy("need", "Help in an emergency"),  # 助急
    "NURSING": pgettext_lazy("need", "Nursing"),  # 护理
    "LEGAL": pgettext_lazy("need", "Legal advice"),  # 法律
}
CATEGORIES = {  # 七类人员 and the two the Datian notice adds; which seven is local data, so a county may use fewer
    "EXTREME": _("Extreme hardship (supported by the state)"),
    "LOW_INCOME": _("Minimum living allowance"),
    "MARTYR_FAMILY": _("Veterans and families of martyrs"),
    "ONLY_CHILD_LOST": _("Parents who lost their only child"),
    "DISABLED": _("Severely disabled"),
    "VERY_OLD": _("80 and older"),
    "MODEL_WORKER": _("Model workers"),
    "ALONE": _("Living alone"),
    "NO_KIN": _("Without kin"),
}
G = Group
ALL: tuple[Field, ...] = (
    Field("ethnicity", G.BASIC, Text(20), _("Ethnic group")),
    Field("marital", G.BASIC, Choice(MARITAL), _("Marital status"), required=True),
    Field("categories", G.BASIC, Choices(CATEGORIES), _("Categories of support")),
    Field("self_care", G.HEALTH, Choice(SELF_CARE), _("Everyday life"), required=True, fresh_days=180),
    Field("illnesses", G.HEALTH, Choices(ILLNESSES), _("Illnesses"), required=True),
    Field("serious_illness", G.HEALTH, YesNo(), _("Gravely ill"), required=True, fresh_days=180),
    Field("happened", G.HEALTH, Choices(HAPPENED), _("Happened within a year")),
    Field("disability", G.HEALTH, Choice(DISABILITY), _("Disability certificate")),
    Field("medicines", G.HEALTH, Text(), _("Medicines")),
    Field("allergies", G.HEALTH, Choices(ALLERGENS), _("Allergic to")),
    Field("diets", G.HEALTH, Choices(DIETS), _("Diet")),
    Field("diet", G.HEALTH, Text(), _("Must not eat")),
    Field("health_note", G.HEALTH, Text(), _("More about health")),
    Field("medical_insurance", G.HEALTH, Choice(INSURANCE), _("Medical insurance"), required=True),
    Field("family_doctor", G.HEALTH, Text(60), _("Family doctor")),
    Field("family_doctor_until", G.HEALTH, Day(), _("Contract with the family doctor until")),
    Field("health_check_on", G.HEALTH, Day(), _("Last health check")),
    Field("income", G.ECONOMY, Choices(INCOME), _("Lives on"), required=True),
    Field("pension_fen", G.ECONOMY, Whole("fen", FEN_MOST), _("Pension a month")),
    Field("allowance_fen", G.ECONOMY, Whole("fen", FEN_MOST), _("Old-age allowance a month")),
    Field("children_give_fen", G.ECONOMY, Whole("fen", FEN_MOST), _("From the children a month")),
    Field("poverty", G.ECONOMY, Choice(POVERTY), _("Hardship"), required=True),
    Field("poverty_file", G.ECONOMY, YesNo(), _("In the poverty file")),
    Field("medical_aid", G.ECONOMY, YesNo(), _("Gets medical aid")),
    Field("lives_with", G.LIVING, Choice(LIVES_WITH), _("Lives"), required=True, fresh_days=180),
    Field("grandchildren", G.LIVING, Whole("children", 20), _("Grandchildren in their care"), required=True),
    Field("farm_work", G.LIVING, Choice(FARM_WORK), _("Farm work"), required=True),
    Field("house", G.LIVING, Text(), pgettext_lazy("dossier", "The house")),
    Field("house_rating", G.LIVING, Choice(HOUSE_RATING), _("Safety of the house"), required=True),
    Field("smoke_alarm", G.LIVING, YesNo(), _("Smoke alarm"), required=True),
    Field("sprinkler", G.LIVING, YesNo(), _("Sprinkler")),
    Field("fire_risk", G.LIVING, Choice(FIRE_RISK), _("Risk of fire"), required=True),
    Field("needs", G.NEEDS, Choices(NEEDS), _("Regularly needs"), required=True, fresh_days=180),
    Field("lacks_care", G.NEEDS, YesNo(), _("Everyday life without care"), required=True, fresh_days=180),
    Field("lacks_safety", G.NEEDS, YesNo(), _("Without protection"), required=True, fresh_days=180),
    Field("lacks_comfort", G.NEEDS, YesNo(), _("Lonely"), required=True, fresh_days=180),
    Field("lacks_nursing", G.NEEDS, YesNo(), _("Dependent and without nursing"), required=True, fresh_days=180),
    Field("difficulties", G.NEEDS, Text(), _("What is hard for them")),
)
FIELDS: dict[str, Field] = {field.code: field for field in ALL}
