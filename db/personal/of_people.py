"""The register of personal data: people, where they work, what they can do, and their ties."""

from typing import Final

from db.personal.holding import FACT, WHEN, Holding, Kept
from terms.acts import Act
from terms.personal import Correcting, DataClass, DataPurpose, Keeping, LegalBasis

_PERSON = Kept("people", DataPurpose.IDENTIFY, Keeping.AFTER_LEAVING, Correcting.PERSON_CORRECT, Act.READ_ZONES)
_FORMER = Kept("person_versions", DataPurpose.DECIDE, Keeping.AFTER_LEAVING, Correcting.NEVER)
_POST = Kept("memberships", DataPurpose.RECUSE, Keeping.RECORD, Correcting.WITHDRAW, Act.READ_ZONES)
_POOL = Kept("pool_members", DataPurpose.STAFF, Keeping.RECORD, Correcting.IMPORT, Act.READ_POOL)
_SKILL = Kept("pool_skills", DataPurpose.STAFF, Keeping.AFTER_LEAVING, Correcting.WITHDRAW, Act.READ_POOL)
_TRAINING = Kept("trainings", DataPurpose.STAFF, Keeping.AFTER_LEAVING, Correcting.WITHDRAW, Act.READ_POOL)
_APPRAISAL = Kept("appraisals", DataPurpose.STAFF, Keeping.AFTER_LEAVING, Correcting.WITHDRAW, Act.READ_POOL)
_ABSENCE = Kept("absences", DataPurpose.STAFF, Keeping.AFTER_END, Correcting.WITHDRAW, Act.READ_POOL)
_LOAN = Kept("loans", DataPurpose.STAFF, Keeping.RECORD, Correcting.WITHDRAW, Act.READ_POOL)
_BOOKED = Kept("workloads", DataPurpose.STAFF, Keeping.RECORD, Correcting.NEVER)


def _tie(table: str) -> Kept:
    """Return what ties have in common: family life is treated as sensitive, and recorders alone see it (T45)."""
    return Kept(
        table,
        DataPurpose.RECUSE,
        Keeping.RECORD,
        Correcting.WITHDRAW,
        Act.RECORD_FACTS,
        LegalBasis.RECUSAL,
        DataClass.SENSITIVE,
    )


_KIN, _WORD, _SOCIAL = _tie("kin_ties"), _tie("asserted_kin_ties"), _tie("social_ties")
_INTEREST, _PLACE, _SAME = _tie("interests"), _tie("place_ties"), _tie("identity_links")

OF_PEOPLE: Final[tuple[Holding, ...]] = (
    _PERSON.shown("number name gender"),
    _PERSON.masked("birth_month native_place", seen_with=Act.SETTLE_IDENTITY),
    _PERSON.withheld("id county_id"),
    Kept("people", DataPurpose.CASE_FILE, Keeping.AFTER_LEAVING, Correcting.PERSON_CORRECT).shown("management"),
    _FORMER.shown("name gender management replaced_at"),
    _FORMER.masked("birth_month native_place"),
    _FORMER.withheld("id person_id replaced_in"),
    _POST.shown(f"organ_id kind post rank leads heads during {WHEN}"),
    _POST.withheld(f"person_id {FACT}"),
    _POOL.shown(f"full_time may_lead may_review capacity trained_on undertaking_on declared_on during {WHEN}"),
    _POOL.withheld(f"person_id {FACT}"),
    _SKILL.shown(f"skill grade evidence expires_on {WHEN}"),
    _SKILL.withheld(f"person_id {FACT}"),
    _TRAINING.shown(f"name finished_on {WHEN}"),
    _TRAINING.withheld(f"person_id {FACT}"),
    _APPRAISAL.shown(f"case_id result appraised_on {WHEN}"),
    Kept("appraisals", DataPurpose.STAFF, Keeping.AFTER_LEAVING, Correcting.WITHDRAW).withheld("note"),
    _APPRAISAL.withheld(f"person_id {FACT}"),
    _ABSENCE.masked("kind"),
    _ABSENCE.shown(f"percent during {WHEN}"),
    _ABSENCE.withheld(f"person_id {FACT}"),
    _LOAN.shown(f"to_organ_id case_id during {WHEN}"),
    _LOAN.withheld(f"person_id {FACT}"),
    _BOOKED.withheld("person_id bookings"),
    _KIN.others("first_id second_id"),
    _KIN.shown(f"edge raised during {WHEN}"),
    _KIN.withheld(f"origin {FACT}"),
    _WORD.others("person_id relative_id"),
    _WORD.shown(f"kinship during {WHEN}"),
    _WORD.withheld(f"word origin {FACT}"),
    _SOCIAL.others("first_id second_id"),
    _SOCIAL.shown(f"kind during {WHEN}"),
    _SOCIAL.withheld(f"origin {FACT}"),
    _INTEREST.shown(f"organ_id case_id kind note during {WHEN}"),
    _INTEREST.withheld(f"person_id origin {FACT}"),
    _PLACE.shown(f"organ_id kind during {WHEN}"),
    _PLACE.withheld(f"person_id origin {FACT}"),
    _SAME.withheld(f"first_id second_id verdict reason decided_by {WHEN} {FACT}"),
)
