"""The matters that wait for a team: fourteen by hand in all modes, and any number of others made after them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum, auto
from random import Random

from terms.cases import AssignmentRole, CaseGrade, ClueSource, Mode, Urgency
from terms.organs import ManagementLevel
from terms.people import Skill


class Setting(Enum):
    """In what kind of organ the facts happened."""

    VILLAGE = auto()
    STATION = auto()
    TOWNSHIP = auto()
    BUREAU = auto()
    INSTITUTION = auto()
    OFFICE = auto()


class Snag(Enum):
    """Why a case cannot be staffed, on purpose."""

    WHOLE_ORGAN = auto()
    """The subject is of the county commission itself: none of it may handle the case, and nobody else may lead it."""
    EXPERT_IS_KIN = auto()
    """The one person with the third grade in electronic data is married to the subject."""
    EXPERT_IS_AWAY = auto()
    """Of the two people with the third grade in works one is away and one used to work in the subject's unit."""


@dataclass(frozen=True, slots=True)
class Matter:
    """One matter as it stands on the planning day; days are counted from it."""

    mode: Mode
    setting: Setting
    where: int
    """Place in the list of townships; of units or institutions where the setting is one."""
    post: str
    urgency: Urgency
    filed_ago: int | None
    """Days since it was filed, None while in preliminary verification."""
    starts_in: int
    lasts: int
    effort: int
    station: str = ""
    management: ManagementLevel = ManagementLevel.TOWNSHIP
    grade: CaseGrade = CaseGrade.ORDINARY
    source: ClueSource = ClueSource.PETITION
    members: int = 1
    records: int = 1
    reviewers: int = 2
    """None, or the two that the law asks for (TL25 art. 222)."""
    needs: tuple[tuple[Skill, int], ...] = ()
    needs_female: bool = False
    leads: bool = False
    """Whether the subject is of the unit's leading body."""
    co_subjects: int = 0
    witnesses: int = 1
    victims: int = 0
    linked_to: int | None = None
    """Place of an earlier matter of the same affair."""
    snag: Snag | None = None

    @property
    def places(self) -> Mapping[AssignmentRole, int]:
        """Return how many people are wanted in each role."""
        wanted = {
            AssignmentRole.LEAD: 1,
            AssignmentRole.MEMBER: self.members,
            AssignmentRole.RECORDS: self.records,
            AssignmentRole.SAFETY_OFFICER: 1,
            AssignmentRole.REVIEWER: self.reviewers,
        }
        return {role: people for role, people in wanted.items() if people}


_M, _S, _U = Mode, Setting, Urgency
_COUNTY, _VILLAGE, _UNIT = ManagementLevel.COUNTY, ManagementLevel.VILLAGE, ManagementLevel.TOWNSHIP
_COMPLEX = CaseGrade.COMPLEX

MATTERS: Sequence[Matter] = (
    Matter(
        _M.SELF, _S.VILLAGE, 6, "村党支部书记", _U.NORMAL, 6, 2, 25, 30, management=_VILLAGE, members=0,
        records=0, victims=2, leads=True,
    ),
    Matter(
        _M.SELF, _S.INSTITUTION, 16, "副所长", _U.NORMAL, 3, 3, 30, 30, source=ClueSource.AUDIT, members=0,
        records=0, reviewers=0,
    ),
    Matter(
        _M.ASSIST, _S.STATION, 7, "所长", _U.HIGH, 14, 1, 25, 40, station="财政所", leads=True,
        needs=((Skill.ACCOUNTS, 3),),
    ),
    Matter(
        _M.ASSIST, _S.VILLAGE, 17, "村委会主任", _U.NORMAL, None, 4, 28, 30, management=_VILLAGE, reviewers=0,
        victims=1, leads=True,
    ),
    Matter(
        _M.JOINT, _S.STATION, 13, "所长", _U.HIGH, 13, 1, 30, 40, station="自然资源所", members=2,
        co_subjects=1, leads=True,
    ),
    Matter(
        _M.JOINT, _S.BUREAU, 20, "股长", _U.HIGH, 11, 1, 30, 40, members=2, linked_to=4, needs=((Skill.LAW, 2),)
    ),
    Matter(
        _M.CROSS, _S.VILLAGE, 9, "村党支部书记", _U.URGENT, 29, 0, 21, 50, management=_VILLAGE, members=2, victims=3,
        source=ClueSource.PETITION, leads=True,
    ),
    Matter(
        _M.CROSS, _S.STATION, 20, "院长", _U.HIGH, 20, 2, 30, 40, station="卫生院", needs_female=True,
        needs=((Skill.ACCOUNTS, 2), (Skill.INTERVIEW, 2)), leads=True,
    ),
    Matter(
        _M.CROSS, _S.TOWNSHIP, 3, "党政办主任", _U.NORMAL, 5, 5, 30, 35, needs=((Skill.E_DATA, 3),),
        snag=Snag.EXPERT_IS_KIN,
    ),
    Matter(
        _M.OFFSITE, _S.TOWNSHIP, 14, "农业服务中心主任", _U.URGENT, 33, 0, 20, 60, grade=_COMPLEX, members=3,
        source=ClueSource.INSPECTION, co_subjects=1, witnesses=2,
    ),
    Matter(
        _M.OFFSITE, _S.INSTITUTION, 17, "队长", _U.NORMAL, 9, 3, 35, 40, members=2, needs=((Skill.WORKS, 3),),
        snag=Snag.EXPERT_IS_AWAY,
    ),
    Matter(
        _M.ELEVATED, _S.BUREAU, 25, "副局长", _U.URGENT, 16, 0, 40, 50, management=_COUNTY, grade=_COMPLEX, members=3,
        source=ClueSource.ASSIGNED, co_subjects=1, witnesses=2, leads=True,
    ),
    Matter(
        _M.ELEVATED, _S.OFFICE, 9, "纪检监察员", _U.HIGH, 2, 4, 30, 40, management=_COUNTY,
        source=ClueSource.SUPERVISION,         snag=Snag.WHOLE_ORGAN,
    ),
    Matter(
        _M.LINKED, _S.INSTITUTION, 29, "科主任", _U.HIGH, 12, 1, 30, 45, grade=_COMPLEX, members=2,
        source=ClueSource.AUDIT, co_subjects=1, needs=((Skill.AUDIT, 2),),
    ),
)  # fmt: skip
"""The fourteen, in the order of their numbers."""


_NOT_FILED = 0.1
"""Share of the variations that are still in preliminary verification."""


def matters_for(chance: Random, wanted: int) -> list[Matter]:
    """Return so many matters: the fourteen, then variations of those without a snag at other places and times."""
    plain = [matter for matter in MATTERS if matter.snag is None and matter.linked_to is None]
    return [*MATTERS[:wanted], *(_vary(chance, chance.choice(plain)) for _ in range(wanted - len(MATTERS)))]


def _vary(chance: Random, matter: Matter) -> Matter:
    return replace(
        matter,
        where=chance.randrange(23),
        urgency=chance.choice(tuple(Urgency)),
        filed_ago=None if chance.random() < _NOT_FILED else chance.randint(0, 32),
        starts_in=chance.randint(0, 60),
        lasts=chance.randint(20, 45),
        effort=chance.choice((25, 30, 35, 40, 45, 50, 60)),
    )
