"""The open cases of a district, each with its clue, steps, places, needs and parties."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from db.demo.careers import career, employ, past_units
from db.demo.draft import COUNTY_ID, Draft, Human
from db.demo.matters import MATTERS, Matter, Setting
from db.demo.organs import District, Unit
from db.demo.units import INNER_SUPERVISION, PETITIONS
from db.tables import Case, CaseLink, CaseNeed, CaseParty, CasePlace, CaseStep, Clue
from terms.cases import CaseStatus, ClueSource, Mode, PartyRole
from terms.organs import OrganKind
from terms.periods import Period

_BEFORE_FILING = (
    CaseStatus.RECEIVED,
    CaseStatus.REGISTERED,
    CaseStatus.DISPOSITION_PROPOSED,
    CaseStatus.PRELIM_VERIFICATION,
)
LED_FROM_HOME = frozenset({Mode.SELF, Mode.ASSIST})
"""Modes in which the home organ's own people lead."""
_DECIDED_BY_MODE = frozenset({Mode.SELF, Mode.ASSIST, Mode.JOINT})
"""Modes in which the home organ handles the case; in the others the approval decides who does."""


@dataclass(frozen=True, slots=True)
class Scene:
    """Where a matter happened and who is at home there."""

    concerned: Unit
    home: Unit


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that waits for a team, as far as the ties need it."""

    id: int
    matter: Matter
    scene: Scene
    subject: Human
    witness: Human
    enterprise: Unit | None
    """An interested enterprise, in cases of county-direct units."""


def make_cases(draft: Draft, district: District, matters: Sequence[Matter]) -> tuple[OpenCase, ...]:
    """Write the cases of a district in the order of the matters; their numbers follow the days of receipt."""
    received = [_received(draft, matter) for matter in matters]
    order = sorted(range(len(matters)), key=lambda place: received[place])
    clues = {place: make_clue(draft, district, received[place], matters[place].source) for place in order}
    numbers = {place: draft.ledger.next("商纪案", received[place].year) for place in order}
    cases: list[OpenCase] = []
    for place, matter in enumerate(matters):
        scene = Scene(_concerned(draft, district, matter), _home(district, matter))
        key = _make_case(draft, matter, scene, numbers[place], clues[place])
        _steps(draft, matter, key, received[place])
        for role, wanted in matter.places.items():
            draft.register.add(CasePlace, case_id=key, role=role, wanted=wanted)
        for skill, grade in matter.needs:
            draft.register.add(CaseNeed, case_id=key, skill=skill, grade=grade)
        cases.append(
            _parties(
                draft,
                district,
                OpenCase(key, matter, scene, *_principals(draft, district, matter, scene), None),
                received[place],
            )
        )
        if matter.linked_to is not None:
            draft.register.add(CaseLink, first_id=cases[matter.linked_to].id, second_id=key)
    return tuple(cases)


def leading_organs(district: District) -> frozenset[int]:
    """Return the discipline organs that lead one of the fourteen cases themselves."""
    return frozenset(_home(district, matter).id for matter in MATTERS if matter.mode in LED_FROM_HOME)


def make_clue(draft: Draft, district: District, received_on: date, source: ClueSource) -> int:
    """Write a problem clue accepted by the petition office."""
    return draft.register.add(
        Clue,
        county_id=COUNTY_ID,
        number=draft.ledger.next("商纪线", received_on.year, width=4),
        source=source,
        received_on=received_on,
        accepting_organ_id=district.offices[PETITIONS].id,
    )


def find_subject(draft: Draft, district: District, unit: Unit, *, post: str, matter: Matter | None = None) -> Human:
    """Invent a person with a post in a unit, and posts before it."""
    subject = draft.human(
        age=(36, 57),
        native_place=draft.chance.choice(district.townships).unit.name,
        management=None if matter is None else matter.management,
    )
    past = () if unit.kind is OrganKind.VILLAGE else past_units(draft, district, most=2)
    career(draft, subject, unit, post=post, past=past, leads=matter is not None and matter.leads, settled=3)
    return subject


def _received(draft: Draft, matter: Matter) -> date:
    before = draft.chance.randint(18, 40) if matter.filed_ago is not None else draft.chance.randint(12, 25)
    return draft.ago((matter.filed_ago or 0) + before)


def _home(district: District, matter: Matter) -> Unit:
    if matter.setting in {Setting.VILLAGE, Setting.STATION, Setting.TOWNSHIP}:
        return district.townships[matter.where].commission
    if matter.setting is Setting.OFFICE:
        return district.offices[INNER_SUPERVISION]
    if matter.setting is Setting.INSTITUTION:
        return district.group_in[tuple(district.institutions.values())[matter.where][1]]
    return district.group_in[_bureau(district, matter)]


def _bureau(district: District, matter: Matter) -> str:
    return next(islice(district.group_in, matter.where, None))


def _concerned(draft: Draft, district: District, matter: Matter) -> Unit:
    if matter.setting is Setting.VILLAGE:
        return draft.chance.choice(district.townships[matter.where].villages)
    if matter.setting is Setting.STATION:
        return district.townships[matter.where].stations[matter.station]
    if matter.setting is Setting.TOWNSHIP:
        return district.townships[matter.where].unit
    if matter.setting is Setting.OFFICE:
        return tuple(district.offices.values())[matter.where]
    if matter.setting is Setting.INSTITUTION:
        return tuple(district.institutions.values())[matter.where][0]
    return district.bureaus[_bureau(district, matter)]


def _make_case(draft: Draft, matter: Matter, scene: Scene, number: str, clue: int) -> int:
    start = draft.ago(-matter.starts_in)
    return draft.register.add(
        Case,
        county_id=COUNTY_ID,
        number=number,
        clue_id=clue,
        mode=matter.mode,
        status=CaseStatus.PRELIM_VERIFICATION if matter.filed_ago is None else CaseStatus.FILED,
        grade=matter.grade,
        urgency=matter.urgency,
        concerned_organ_id=scene.concerned.id,
        home_organ_id=scene.home.id,
        handling_organ_id=scene.home.id if matter.mode in _DECIDED_BY_MODE else None,
        management=matter.management,
        filed_on=None if matter.filed_ago is None else draft.ago(matter.filed_ago),
        during=Period(start, start + timedelta(days=matter.lasts)),
        effort=matter.effort,
        needs_female=matter.needs_female,
    )


def _steps(draft: Draft, matter: Matter, case: int, received_on: date) -> None:
    for place, status in enumerate(_BEFORE_FILING):
        draft.register.add(CaseStep, case_id=case, status=status, happened_on=received_on + timedelta(days=3 * place))
    if matter.filed_ago is not None:
        day = draft.ago(matter.filed_ago)
        draft.register.add(CaseStep, case_id=case, status=CaseStatus.FILED, happened_on=day)


def _principals(draft: Draft, district: District, matter: Matter, scene: Scene) -> tuple[Human, Human]:
    """Return the subject and the first witness."""
    subject = find_subject(draft, district, scene.concerned, post=matter.post, matter=matter)
    return subject, _colleague(draft, scene, "会计")


def _colleague(draft: Draft, scene: Scene, post: str) -> Human:
    human = draft.human(age=(28, 58), native_place=scene.concerned.name)
    employ(draft, human, scene.concerned, draft.since(draft.chance.randint(500, 3000)), post=post)
    return human


def _parties(draft: Draft, district: District, case: OpenCase, received_on: date) -> OpenCase:
    matter, scene = case.matter, case.scene
    people = [(case.subject, PartyRole.SUBJECT), (case.witness, PartyRole.WITNESS)]
    people += [(_colleague(draft, scene, "办事员"), PartyRole.CO_SUBJECT) for _ in range(matter.co_subjects)]
    people += [(_colleague(draft, scene, "出纳"), PartyRole.WITNESS) for _ in range(matter.witnesses - 1)]
    people += [
        (draft.human(age=(30, 70), native_place=scene.concerned.name), PartyRole.VICTIM) for _ in range(matter.victims)
    ]
    during = Period(received_on, None)
    for human, role in people:
        draft.register.add(CaseParty, case_id=case.id, person_id=human.id, role=role, during=during)
    if matter.setting not in {Setting.BUREAU, Setting.INSTITUTION}:
        return case
    enterprise = draft.chance.choice(district.enterprises)
    draft.register.add(CaseParty, case_id=case.id, organ_id=enterprise.id, role=PartyRole.INTERESTED, during=during)
    return OpenCase(case.id, matter, scene, case.subject, case.witness, enterprise)
