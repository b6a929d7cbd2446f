"""Which columns of which table become which kind of fact, and which of its rows a part of the county can see."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any, Final

from db.tables import (
    AssertedKinTie,
    Authorisation,
    CaseParty,
    Declaration,
    Dismissal,
    Duty,
    Incident,
    Interest,
    KinTie,
    Loan,
    Membership,
    PlaceTie,
    PoolMember,
    PoolSkill,
    Release,
    SocialTie,
    Venue,
    Waiver,
)
from db.tables.columns import Recorded
from recusal import facts as frozen
from recusal import records


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of a table become facts of one kind."""

    table: type[Recorded]
    fact: type[Any]
    columns: tuple[str, ...]
    """In the order of the fact's fields."""
    sight: Mapping[str, str]
    """The column, or columns, by which a row is in sight, each with the keys of ``Sight`` that count."""
    of_bias: bool = True
    """Whether the rules of bias look at it; the others are looked at by requirements and by places alone."""


def _kind(table: type[Recorded], fact: type[Any], columns: str, *, of_bias: bool = True, **sight: str) -> Kind:
    return Kind(table, fact, tuple(columns.split()), sight, of_bias)


KINDS: Final[Mapping[str, Kind]] = MappingProxyType(
    {
        "memberships": _kind(
            Membership,
            frozen.Membership,
            "id person_id organ_id kind leads during heads rank",
            person_id="involved",
        ),
        "kin_ties": _kind(KinTie, frozen.KinTie, "id first_id second_id edge raised during", id="kin_ties"),
        "asserted_kin": _kind(
            AssertedKinTie,
            frozen.AssertedKin,
            "id person_id relative_id kinship during",
            id="asserted_kin",
        ),
        "social_ties": _kind(
            SocialTie,
            frozen.SocialTie,
            "id first_id second_id kind during",
            first_id="involved",
            second_id="involved",
        ),
        "interests": _kind(
            Interest, frozen.Interest, "id person_id kind organ_id case_id during", person_id="near", case_id="cases"
        ),
        "parties": _kind(
            CaseParty, frozen.Party, "id case_id role person_id organ_id during", case_id="cases", person_id="asked"
        ),
        "pool": _kind(
            PoolMember,
            records.PoolStanding,
            "person_id during may_lead full_time may_review trained_on undertaking_on declared_on",
            of_bias=False,
            person_id="asked",
        ),
        "authorisations": _kind(
            Authorisation, records.Authorisation, "id case_id organ_id during kind", of_bias=False, case_id="cases"
        ),
        "place_ties": _kind(PlaceTie, records.PlaceTie, "id person_id organ_id kind during", person_id="involved"),
        "incidents": _kind(
            Incident, records.Incident, "id person_id case_id kind established occurred_on", case_id="cases"
        ),
        "duties": _kind(
            Duty, records.Duty, "id person_id kind organ_id case_id during", person_id="asked", case_id="cases"
        ),
        "loans": _kind(Loan, records.Loan, "id person_id to_organ_id case_id during", of_bias=False, person_id="asked"),
        "releases": _kind(Release, records.Release, "id person_id case_id consented", of_bias=False, person_id="asked"),
        "skills": _kind(
            PoolSkill, records.SkillGrade, "person_id skill grade expires_on", of_bias=False, person_id="asked"
        ),
        "venues": _kind(Venue, records.Venue, "id owner_organ_id place_organ_id", of_bias=False, id="venues"),
        "declarations": _kind(
            Declaration, records.Declaration, "id person_id declared_on case_id", of_bias=False, person_id="asked"
        ),
        "waivers": _kind(
            Waiver, records.Waiver, "id person_id case_id role rule ground parties expires_on level", person_id="asked"
        ),
        "dismissals": _kind(
            Dismissal, records.Dismissal, "id person_id case_id rule ground dismissed_on", person_id="asked"
        ),
    }
)
"""By the field of ``recusal.facts.Facts``."""
