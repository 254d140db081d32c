"""What is wrong with a cell: a code and facts, put into a sentence in the language of whoever reads it."""

import dataclasses
from typing import Any

from django.utils.translation import gettext_lazy as _

from accounts.people import id_numbers

SENTENCES: dict[str, Any] = {
    "village_missing": _("The village is missing."),
    "village_unknown": _("There is no such village here."),
    "village_near": _("There is no such village. Do you mean %(near)s?"),
    "village_many": _("Several villages are called so: %(near)s. Write the full name."),
    "village_outside": _("%(place)s does not belong to the region of this roster."),
    "name_missing": _("The name is missing."),
    "name_strange": _("This does not look like a name. Write the name alone."),
    "sex_missing": _("Neither here nor in the ID number does it say man or woman."),
    "sex_strange": _("Write 男 or 女."),
    "sex_is_man": _("The ID number belongs to a man. Compare both with the card."),
    "sex_is_woman": _("The ID number belongs to a woman. Compare both with the card."),
    "id_missing": _("The ID number is missing."),
    "birth_strange": _("There is no such date."),
    "birth_conflict": _("The ID number says %(birth)s. Compare both with the card."),
    "birth_lunar": _("By the lunar calendar this is another year than %(birth)s in the ID number."),
    "too_young": _("Born on %(birth)s: the registry is for people of 60 or older."),
    "not_born": _("Born on %(birth)s: that day has not come yet."),
    "phone_strange": _("This is not a phone number: it has %(n)s digits."),
    "phone_letters": _("This is not a phone number."),
    "phone_rounded": _("Excel has rounded this number. Set the column to Text and enter it again."),
    "needs_strange": _("We do not know this need: %(words)s."),
    "same_id": _("The same ID number stands in row %(row)s."),
    "other_name": _("This ID number is in the registry under another name: %(name)s."),
    "elsewhere": _("This ID number is in the registry at a place outside this roster. Have the elder moved first."),
    "has_left": _("This person is in the registry as one who has left it."),
    **{
        kind.__name__: kind.sentence
        for kind in (id_numbers.BadIdNumber, *id_numbers.BadIdNumber.__subclasses__())
    },
}  # fmt: skip
UNCLEAR = _("This does not fit.")  # a fault kept by an earlier version, which had other codes
# What somebody must ask about, rather than what was merely typed wrongly: shown in another colour.
TO_ASK = frozenset({"sex_is_man", "sex_is_woman", "birth_conflict", "birth_lunar", "other_name", "village_many"})


@dataclasses.dataclass(frozen=True)
class Fault:
    """``field`` is a code of ``columns``; ``remedy`` what to write instead, if that is likely."""

    field: str
    code: str
    facts: dict[str, Any] = dataclasses.field(default_factory=dict)
    remedy: str = ""

    @property
    def sentence(self) -> str:
        text = str(SENTENCES.get(self.code, UNCLEAR))
        return text % self.facts if self.facts and "%(" in text else text

    @property
    def to_ask(self) -> bool:
        return self.code in TO_ASK

    def as_row(self) -> list[Any]:
        """For keeping; ``Fault(*row)`` makes it again."""
        return [self.field, self.code, self.facts, self.remedy]
