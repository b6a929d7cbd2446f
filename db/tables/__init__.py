"""All tables; importing this package fills ``metadata``."""

from db.tables.allocation import AllocationRun, Proposal, ProposalCase, ProposalEdit, ProposalSeat, ProposalZone
from db.tables.assignments import Assignment, FactClock, Screening, Workload
from db.tables.cases import (
    Authorisation,
    Case,
    CaseLink,
    CaseNeed,
    CaseParty,
    CasePlace,
    CaseStep,
    Clue,
)
from db.tables.columns import metadata
from db.tables.meetings import AgendaItem, Meeting, MeetingParticipant, MeetingZone
from db.tables.office import AccessToken, AuditEntry, Import, Policy
from db.tables.organs import CalendarDay, County, Organ, OrganLink, OrganSuccession, Zone, ZoneMember
from db.tables.people import Absence, Appraisal, Loan, Membership, Person, PoolMember, PoolSkill, Training
from db.tables.sealed import Hold, Informant
from db.tables.ties import AssertedKinTie, Interest, KinTie, SocialTie

__all__ = [
    "Absence",
    "AccessToken",
    "AgendaItem",
    "AllocationRun",
    "Appraisal",
    "AssertedKinTie",
    "Assignment",
    "AuditEntry",
    "Authorisation",
    "CalendarDay",
    "Case",
    "CaseLink",
    "CaseNeed",
    "CaseParty",
    "CasePlace",
    "CaseStep",
    "Clue",
    "County",
    "FactClock",
    "Hold",
    "Import",
    "Informant",
    "Interest",
    "KinTie",
    "Loan",
    "Meeting",
    "MeetingParticipant",
    "MeetingZone",
    "Membership",
    "Organ",
    "OrganLink",
    "OrganSuccession",
    "Person",
    "Policy",
    "PoolMember",
    "PoolSkill",
    "Proposal",
    "ProposalCase",
    "ProposalEdit",
    "ProposalSeat",
    "ProposalZone",
    "Screening",
    "SocialTie",
    "Training",
    "Workload",
    "Zone",
    "ZoneMember",
    "metadata",
]
