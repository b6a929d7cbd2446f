"""What the talent pool keeps on a person: standing, graded skills with evidence, training, appraisals, absences."""

from db.demo.draft import Draft, Human
from db.tables import Absence, Appraisal, PoolMember, PoolSkill, Training
from terms.people import WHOLE, AbsenceKind, AppraisalResult, Skill
from terms.periods import Period

_COMMON = (Skill.INTERVIEW, Skill.RECORDS, Skill.ACCOUNTS, Skill.REPORTS, Skill.LAW, Skill.PETITIONS)
_RARE = (Skill.AUDIT, Skill.WORKS, Skill.E_DATA)
_TRADES: dict[str, dict[Skill, int]] = {
    "审计局": {Skill.AUDIT: 3, Skill.ACCOUNTS: 3},
    "财政局": {Skill.ACCOUNTS: 3, Skill.AUDIT: 2},
    "税务局": {Skill.ACCOUNTS: 2, Skill.AUDIT: 2},
    "公安局": {Skill.INTERVIEW: 3, Skill.E_DATA: 2},
    "人民检察院": {Skill.LAW: 3, Skill.INTERVIEW: 2},
    "市场监督管理局": {Skill.RECORDS: 2, Skill.LAW: 2},
    "住房和城乡建设局": {Skill.WORKS: 2, Skill.RECORDS: 1},
    "司法局": {Skill.LAW: 3, Skill.RECORDS: 3},
    "案件审理室": {Skill.REVIEW: 3, Skill.LAW: 3},
}
"""What people of a unit bring with them; ours. The third grade in works and electronic data is given apart."""

_LAPSES = (0.04, 0.025, 0.1)
"""Shares of the pool without a declaration, without training, and away for some days around the planning day."""

_COURSES = ("审查调查业务培训", "谈话安全培训", "案件审理业务培训", "财务查账实务培训")
_EVIDENCE = {
    1: "参与办案2件，独立完成部分取证",
    2: "主办或协办案件5件，质量评查合格",
    3: "主办案件10件以上，承担全县培训授课",
}


def grade_skills(draft: Draft, human: Human, unit: str, *, leads_cases: bool) -> dict[Skill, int]:
    """Write the graded skills of a person and return them."""
    skills = next((dict(grades) for name, grades in _TRADES.items() if unit.endswith(name)), {})
    if not skills:
        for skill in draft.chance.sample(_COMMON, draft.chance.randint(2, 4)):
            skills[skill] = draft.chance.choice((1, 1, 2, 2, 3))
        if draft.either(0.18):
            skills[draft.chance.choice(_RARE)] = draft.chance.choice((1, 2))
        if draft.either(0.32):
            skills[Skill.REVIEW] = 2
    if leads_cases:
        skills[Skill.INTERVIEW] = max(2, skills.get(Skill.INTERVIEW, 0))
    for skill, grade in skills.items():
        certify(draft, human, skill, grade)
    return skills


def certify(draft: Draft, human: Human, skill: Skill, grade: int) -> None:
    """Write one graded skill with its evidence."""
    draft.register.add(
        PoolSkill,
        person_id=human.id,
        skill=skill,
        grade=grade,
        evidence=_EVIDENCE[grade],
        expires_on=draft.ago(-draft.chance.randint(120, 900)),
    )


def admit(draft: Draft, human: Human, *, full_time: bool, may_lead: bool, may_review: bool, steady: bool) -> bool:
    """Write the standing of a person in the pool with its training, appraisals and absences.

    One in twenty-five has let the yearly declaration lapse, one in forty the training (R48), one in ten is away for
    some days; of the steady ones nobody. Tell whether none of this holds.
    """
    chance = draft.chance
    undeclared, untrained, away = (not steady and draft.either(share) for share in _LAPSES)
    joined = draft.since(chance.randint(430, 1500))
    trained = draft.ago(chance.randint(760, 900) if untrained else chance.randint(30, 600))
    draft.register.add(
        PoolMember,
        person_id=human.id,
        full_time=full_time,
        may_lead=may_lead,
        may_review=may_review,
        capacity=chance.choice((80, 100)) if full_time else 60,
        trained_on=trained,
        undertaking_on=joined.start,
        declared_on=draft.ago(chance.randint(380, 500) if undeclared else chance.randint(10, 300)),
        during=joined,
    )
    draft.register.add(Training, person_id=human.id, name=chance.choice(_COURSES), finished_on=trained)
    draft.register.add(
        Appraisal,
        person_id=human.id,
        result=chance.choices(tuple(AppraisalResult)[:3], weights=(3, 6, 1))[0],
        appraised_on=draft.ago(chance.randint(200, 330)),
        note="年度考核",
    )
    if away:
        start = chance.randint(-30, 10)
        kind = chance.choice((AbsenceKind.LEAVE, AbsenceKind.TRAINING, AbsenceKind.HOME_DUTY))
        be_absent(draft, human, kind, draft.since(start, start - chance.randint(3, 12)))
    return not (undeclared or untrained or away)


def be_absent(draft: Draft, human: Human, kind: AbsenceKind, during: Period, *, percent: int = WHOLE) -> None:
    """Write that somebody cannot be drawn in a period, or only for the rest of her time."""
    draft.register.add(Absence, person_id=human.id, kind=kind, percent=percent, during=during)
