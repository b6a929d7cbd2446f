"""The register of personal data: parties, teams, what the rules answered, and what was decided."""

from typing import Final

from db.personal.holding import FACT, WHEN, Holding, Kept
from terms.acts import Act
from terms.personal import Correcting, DataClass, DataPurpose, Keeping, LegalBasis


def _file(
    table: str, correcting: Correcting, seen: Act | None, *, purpose: DataPurpose = DataPurpose.CASE_FILE
) -> Kept:
    return Kept(table, purpose, Keeping.CASE_FILE, correcting, seen)


def _sealed(table: str) -> Kept:
    return Kept(
        table,
        DataPurpose.PROTECT,
        Keeping.CASE_FILE,
        Correcting.CLUE_OFFICE,
        Act.READ_SEALED,
        LegalBasis.SECRECY,
        DataClass.SEALED,
    )


_PARTY = Kept(
    "case_parties",
    DataPurpose.CASE_FILE,
    Keeping.CASE_FILE,
    Correcting.WITHDRAW,
    Act.READ_CASES,
    LegalBasis.NEEDED,
    DataClass.SENSITIVE,
)
_INCIDENT = Kept(
    "incidents",
    DataPurpose.RECUSE,
    Keeping.CASE_FILE,
    Correcting.WITHDRAW,
    Act.RECORD_FACTS,
    LegalBasis.SECRECY,
    DataClass.SENSITIVE,
)
_DUTY = _file("duties", Correcting.WITHDRAW, Act.RECORD_FACTS, purpose=DataPurpose.RECUSE)
_DECLARED = _file("declarations", Correcting.BY_ACT, Act.RECORD_FACTS, purpose=DataPurpose.RECUSE)
_RELEASE = _file("releases", Correcting.WITHDRAW, Act.RECORD_FACTS, purpose=DataPurpose.STAFF)
_TEAM = _file("assignments", Correcting.BY_ACT, Act.READ_CASES)
_STEP = _file("assignment_steps", Correcting.NEVER, None, purpose=DataPurpose.DECIDE)
_SCREENED = _file("screenings", Correcting.NEVER, Act.SCREEN, purpose=DataPurpose.RECUSE)
_MATTER = _file("recusal_matters", Correcting.BY_ACT, Act.READ_MATTERS, purpose=DataPurpose.RECUSE)
_MATTER_CASE = _file("recusal_matter_cases", Correcting.NEVER, Act.READ_MATTERS, purpose=DataPurpose.RECUSE)
_TO_CHECK = _file("recusal_matter_acts", Correcting.BY_ACT, Act.READ_MATTERS, purpose=DataPurpose.DECIDE)
_DECISION = _file("recusal_decisions", Correcting.NEVER, Act.READ_MATTERS, purpose=DataPurpose.DECIDE)
_WAIVER = _file("waivers", Correcting.BY_ACT, Act.READ_MATTERS, purpose=DataPurpose.DECIDE)
_DISMISSAL = _file("dismissals", Correcting.BY_ACT, Act.READ_MATTERS, purpose=DataPurpose.DECIDE)
_RUN = _file("allocation_runs", Correcting.NEVER, Act.EXPORT, purpose=DataPurpose.DECIDE)
_SEED = _file("seed_commitments", Correcting.NEVER, Act.PROPOSE, purpose=DataPurpose.DECIDE)
_PROPOSAL = _file("proposals", Correcting.BY_ACT, Act.PROPOSE, purpose=DataPurpose.DECIDE)
_SEAT = _file("proposal_seats", Correcting.NEVER, Act.PROPOSE, purpose=DataPurpose.DECIDE)
_EDIT = _file("proposal_edits", Correcting.NEVER, Act.PROPOSE, purpose=DataPurpose.DECIDE)
_PIN = _file("pin_confirmations", Correcting.NEVER, Act.PROPOSE, purpose=DataPurpose.DECIDE)
_INFORMED, _HELD, _APPLIED = _sealed("sealed.informants"), _sealed("sealed.holds"), _sealed("sealed.applicants")

OF_CASES: Final[tuple[Holding, ...]] = (
    _PARTY.withheld(f"case_id person_id organ_id role during {WHEN} {FACT}"),
    _INCIDENT.withheld(f"person_id case_id kind established occurred_on note {WHEN} {FACT}"),
    _DUTY.shown(f"kind organ_id case_id during {WHEN}"),
    _DUTY.withheld(f"person_id {FACT}"),
    _DECLARED.shown(f"case_id nothing_to_declare declared_on {WHEN}"),
    _DECLARED.withheld(f"person_id assignment_id declared_by {FACT}"),
    _RELEASE.shown(f"case_id consented answered_on {WHEN}"),
    _RELEASE.withheld(f"person_id note {FACT}"),
    _TEAM.shown("case_id role during effort assigned_at ended_at"),
    _TEAM.withheld("id person_id state state_reason authorisation_id screening_id proposal_id"),
    _STEP.withheld("id assignment_id state facts_version at"),
    _SCREENED.withheld("id case_id person_id role facts_version verdict findings screened_at"),
    _MATTER.withheld("id county_id person_id form applicant medium record reasons alleged_rule state suspends"),
    _MATTER.withheld("received_on opened_by opened_at closed_at"),
    _MATTER_CASE.withheld("id matter_id case_id assignment_id findings since"),
    _TO_CHECK.withheld("id matter_id case_id kind happened_on object_type object_id checked_by checked_on outcome"),
    _DECISION.withheld("id matter_id decision level organ_id decider_id skipped reason document"),
    _DECISION.withheld("recorded_by decided_on recorded_at"),
    _WAIVER.shown(f"case_id role rule level granted_on expires_on {WHEN}"),
    _WAIVER.withheld(f"person_id ground parties reason conditions document decider_id granted_by {FACT}"),
    _DISMISSAL.withheld(
        f"person_id case_id rule ground reason level decider_id dismissed_by dismissed_on {WHEN} {FACT}"
    ),
    _RUN.withheld("id county_id principal key request problem problem_salt problem_hash seed policy_id"),
    _RUN.withheld("facts_version levels shortages seed_commitment_id seed_salt open_hash draws_before frozen_at"),
    _RUN.withheld("deterministic_limit plan record_hash seconds level_seconds ran_at"),
    _SEED.withheld("id county_id commitment committed_by committed_at facts_version revealed_at"),
    _PROPOSAL.withheld("id county_id run_id whole_county supersedes_id state state_reason decided_by decided_at"),
    _PROPOSAL.withheld("proposed_at"),
    _SEAT.withheld("id proposal_id case_id person_id role fit travel load_after covers pinned"),
    _PIN.withheld("id edit_id confirmed decided_by decided_at"),
    _EDIT.withheld("id proposal_id kind case_id person_id role reason made_by made_at leaves_no_choice"),
    _INFORMED.withheld(f"case_id person_id {WHEN} {FACT}"),
    _HELD.withheld(f"person_id kind during {WHEN} {FACT}"),
    _APPLIED.withheld(f"matter_id person_id {WHEN} {FACT}"),
)
