"""What somebody is to somebody: 母亲, 女儿, as one says it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from accounts.people.enums import Gender, Relation
from accounts.people.models import Person
from accounts.people.queries import Relative, relatives_of
from accounts.regions.queries import names_of
from frontend.shell.wording import COUNTY_DIGITS, in_chinese, name_text, place_text

Word = Callable[[], str]

# (relation, recorded the other way round) → the word for a woman and for a man.
WORDS: dict[tuple[Relation, bool], tuple[Word, Word]] = {
    (Relation.PARENT, False): (lambda: pgettext("kin", "mother"), lambda: pgettext("kin", "father")),
    (Relation.PARENT, True): (lambda: pgettext("kin", "daughter"), lambda: pgettext("kin", "son")),
    (Relation.CHILD, False): (lambda: pgettext("kin", "daughter"), lambda: pgettext("kin", "son")),
    (Relation.CHILD, True): (lambda: pgettext("kin", "mother"), lambda: pgettext("kin", "father")),
    (Relation.SPOUSE, False): (lambda: pgettext("kin", "wife"), lambda: pgettext("kin", "husband")),
    (Relation.SPOUSE, True): (lambda: pgettext("kin", "wife"), lambda: pgettext("kin", "husband")),
    (Relation.GRANDCHILD, False): (lambda: pgettext("kin", "granddaughter"), lambda: pgettext("kin", "grandson")),
    (Relation.GRANDCHILD, True): (lambda: pgettext("kin", "grandmother"), lambda: pgettext("kin", "grandfather")),
    (Relation.CHILD_IN_LAW, False): (
        lambda: pgettext("kin", "daughter-in-law"),
        lambda: pgettext("kin", "son-in-law"),
    ),
    (Relation.CHILD_IN_LAW, True): (
        lambda: pgettext("kin", "mother-in-law"),
        lambda: pgettext("kin", "father-in-law"),
    ),
    (Relation.SIBLING, False): (lambda: pgettext("kin", "sister"), lambda: pgettext("kin", "brother")),
    (Relation.SIBLING, True): (lambda: pgettext("kin", "sister"), lambda: pgettext("kin", "brother")),
}


def kin_word(relative: Relative) -> str:
    """``母亲`` / ``mother``; ``亲戚`` where the record says no more."""
    words = WORDS.get((relative.relation, relative.other_way))
    if words is None:
        return pgettext("kin", "relative")
    woman, man = words
    return man() if relative.person.gender == Gender.MALE else woman()


@dataclass(frozen=True)
class Kin:
    """A relative in words: 母亲 张秋菊 of 泰宁县朱口镇. ``abroad``: at home in another county."""

    person: Person
    word: str
    home: str
    abroad: bool

    @property
    def called(self) -> str:
        """``母亲 张秋菊`` / ``mother Zhang Qiuju``."""
        return f"{self.word} {name_text(self.person.name)}"


def kin_of(person: Person) -> list[Kin]:
    """Everybody recorded as kin of the person, with their homes. Two queries."""
    relatives = relatives_of(person.id)
    names = names_of({relative.person.home_id[:length] for relative in relatives for length in (6, 9)})
    return [_kin(relative, person.home_id, names) for relative in relatives]


def _kin(relative: Relative, own_home: str, names: dict[str, str]) -> Kin:
    code = relative.person.home_id
    abroad = code[:COUNTY_DIGITS] != own_home[:COUNTY_DIGITS]
    levels: Sequence[str] = [code[:6], code[:9], code] if abroad else [code[:9], code]
    names = {**names, code: relative.person.home.name}
    places = [place_text(names[level]) for level in dict.fromkeys(levels) if level in names]
    home = "".join(places) if in_chinese() else ", ".join(reversed(places))
    return Kin(relative.person, kin_word(relative), home, abroad)
