"""Which village a cell means. Variants of the ending count as the same name; near spellings are only suggested."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from accounts.people.names import pinyin_of
from accounts.rosters.reading.text import squeezed

VILLAGE_CODE = 12
OFFICE = re.compile(r"(?:村民委员会|居民委员会|村委会|居委会|村委|居委|委员会|民委会|委会)$")
COMMITTEE = re.compile(r"(?:民)?(?:委员会|委会|委)$")  # what stands behind 村 and 居 in the office's name
TYPE = re.compile(r"(?:行政村|村|居|社区|生活区|管理区)$")
AREA = re.compile(r"(?:社区|生活区|管理区)$")
PART = re.compile(
    r"^(?P<village>.+?(?:村民委员会|村委会|居委会|社区|村|居))(?P<part>第?[一二三四五六七八九十\d]+(?:组|队|社|号|屯)?.*|.{1,8}(?:组|小组|自然村|屯))$"
)
NUMBERED = re.compile(r"^(?P<village>.+?)(?P<part>第?[一二三四五六七八九十\d]+(?:村民)?(?:小?组|队))$")  # 岬头3组
BETWEEN = re.compile(r"[()\[\]【】。,.*、/\\|:;·~\-‐‑–—_>]+")
LEVELS = "省市县区乡镇道"
LONGEST = 60  # no name of a village, with all divisions above it, is longer
SUGGESTED_MOST = 3


@dataclass(frozen=True)
class Place:
    """A village as the divisions name it."""

    code: str
    name: str
    township: str


@dataclass(frozen=True)
class Found:
    """Exactly one village, or none and those that come near. ``elsewhere``: it is one, but outside the region."""

    place: Place | None = None
    near: tuple[Place, ...] = ()
    part: str = ""
    elsewhere: str = ""


def names_of(official: str) -> list[str]:
    """What a division answers to: 郭村村委会 → 郭村村委会, 郭村; 友爱社区居委会 → …, 友爱社区, 友爱."""
    bare = OFFICE.sub("", official)
    names = [official, bare]
    if bare == official and len(official) > 2:
        names.append(re.sub(r"(?:村|居)$", "", official))
    for _step in range(2):
        names.append(AREA.sub("", names[-1]))
    if names[-1].endswith("村") and bare != official:  # 新建村村委会 is 新建 to everybody
        names.append(names[-1][:-1])
    return [name for name in dict.fromkeys(names) if name]


def stem_of(official: str) -> str:
    """The name alone: what people call the place."""
    return names_of(official)[-1]


def readings_of(text: str) -> list[str]:
    """Which names a cell may mean: 岬头村委会 → 岬头村委会, 岬头村, 岬头."""
    found = [text, COMMITTEE.sub("", text), OFFICE.sub("", text)]
    found += [TYPE.sub("", name) for name in found]
    return [name for name in dict.fromkeys(found) if name]


def kind_of(name: str) -> str:
    """村 or 居, as far as the name says."""
    if re.search(r"居委|居民|社区|居$", name):
        return "居"
    return "村" if re.search(r"村(?:民)?(?:委|$)|村民委员会$|村$", name) else ""


@dataclass
class Villages:
    """The villages of a region, and of its county around, ready to be looked up."""

    inside: list[Place]
    outside: list[Place] = field(default_factory=list)
    above: list[str] = field(default_factory=list)  # names of the divisions above, for prefixes

    def __post_init__(self) -> None:
        self._by_code = {place.code: place for place in self.inside}
        self._index = _indexed(self.inside)
        self._elsewhere = _indexed(self.outside)
        towns = {place.township for place in self.inside}
        prefixes = [name for name in {*self.above, *towns} if name]
        short = [re.sub(r"[省市县区乡镇]$", "", name) for name in prefixes]
        self._prefixes = sorted({*prefixes, *(name for name in short if len(name) > 1)}, key=len, reverse=True)
        self._alike: dict[str, list[Place]] = defaultdict(list)
        self._sounds: dict[str, list[Place]] = defaultdict(list)
        for place in self.inside:
            stem = stem_of(place.name)
            self._sounds[pinyin_of(stem)].append(place)
            for key in one_apart(stem) if len(stem) >= 2 else ():
                self._alike[key].append(place)
        self._known: dict[tuple[str, str], Found] = {}

    def find(self, text: object, *, township: object = "") -> Found:
        """Look a cell up; ``township`` is what another column says."""
        key = squeezed(text), squeezed(township)
        if len(key[0]) > LONGEST:
            return Found()
        if key not in self._known:
            if len(self._known) > 1_000:
                self._known.clear()
            self._known[key] = self._find(*key)
        return self._known[key]

    def _find(self, name: str, township: str) -> Found:
        if re.fullmatch(r"\d{12}", name):
            place = self._by_code.get(name)
            return Found(place, elsewhere="" if place else next((p.name for p in self.outside if p.code == name), ""))
        beside = "".join(re.findall(r"\((.*?)\)", name))
        spelled = BETWEEN.sub("", name), BETWEEN.sub("", re.sub(r"\(.*?\)", "", name))
        names = list(dict.fromkeys(one for text in spelled if text for one in (text, self._bare(text))))
        for candidate in names:
            if (found := self._exact(candidate, township)) is not None:
                return found if candidate in names[:2] or not found.place else Found(found.place, part=beside)
        for split in (words.match(one) for words in (PART, NUMBERED) for one in names):
            if split is not None and (found := self._exact(split["village"], township)) is not None and found.place:
                return Found(found.place, part=split["part"])
        bare = self._bare(spelled[0])
        away = self._match(self._elsewhere, bare)
        if away:
            return Found(near=self._near(bare), elsewhere=f"{away[0].township}{away[0].name}")
        return Found(near=self._near(bare))

    def _exact(self, name: str, township: str) -> Found | None:
        places = self._match(self._index, name)
        if len(places) > 1 and township:
            places = [place for place in places if place.township[:2] == township[:2]] or places
        if not places:
            return None
        return Found(places[0]) if len(places) == 1 else Found(near=tuple(places[:SUGGESTED_MOST]))

    @staticmethod
    def _match(index: dict[str, list[Place]], name: str) -> list[Place]:
        """Every village that answers to the name; the full name and the kind (村 or 居) tell several apart."""
        places = {place.code: place for key in readings_of(name) for place in index.get(key, ())}
        found = list(places.values())
        if len(found) < 2:
            return found
        kind = kind_of(name)
        return (
            [place for place in found if place.name == name]
            or [place for place in found if kind and kind_of(place.name) == kind]
            or found
        )

    def _bare(self, name: str) -> str:
        """Without the names of the divisions above: 大田县广平镇岬头村 → 岬头村."""
        for _step in range(6):
            prefix = next((p for p in self._prefixes if name.startswith(p) and len(name) > len(p) + 1), "")
            if not prefix or self._match(self._index, name):
                return name
            rest = name[len(prefix) :]
            name = rest if prefix[-1] in LEVELS else rest[rest[0] in LEVELS :]
        return name

    def _near(self, name: str) -> tuple[Place, ...]:
        """Villages one character away, or that sound the same."""
        stem = TYPE.sub("", OFFICE.sub("", name)) or name
        if len(stem) < 2:
            return ()
        near = (
            self._sounds.get(pinyin_of(stem))
            or {place.code: place for key in one_apart(stem) for place in self._alike.get(key, ())}.values()
        )
        return tuple(sorted(near, key=lambda place: place.code)[:SUGGESTED_MOST])


def one_apart(text: str) -> list[str]:
    """Two names have one of these in common if at most one character is changed, inserted or left out between them."""
    ends = range(len(text) + 1)
    return [text, *(f"{text[:i]}*{text[i:]}" for i in ends), *(f"{text[:i]}*{text[i + 1 :]}" for i in ends[:-1])]


def _indexed(places: Iterable[Place]) -> dict[str, list[Place]]:
    index: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        for key in names_of(place.name):
            index[key].append(place)
    return dict(index)
