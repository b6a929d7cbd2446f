"""All tables; importing this package fills ``metadata``."""

from db.tables.access import AccessToken, Account, SignIn, SpentToken
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
from db.tables.matters import (
    Dismissal,
    RecusalDecision,
    RecusalMatter,
    RecusalMatterAct,
    RecusalMatterCase,
    Waiver,
)
from db.tables.meetings import AgendaItem, Meeting, MeetingParticipant, MeetingZone
from db.tables.office import AuditEntry, Import, Policy, RuleFloor
from db.tables.organs import CalendarDay, County, Organ, OrganLink, OrganSuccession, Zone, ZoneMember
from db.tables.people import Absence, Appraisal, Loan, Membership, Person, PoolMember, PoolSkill, Training
from db.tables.registers import Declaration, Duty, IdentityLink, Incident, PlaceTie, Release, Venue
from db.tables.sealed import Hold, Informant, SealedApplicant
from db.tables.ties import AssertedKinTie, Interest, KinTie, SocialTie
from db.tables.versions import AssignmentStep, CaseVersion, FactChange, FactMoment

__all__ = [
    "Absence",
    "AccessToken",
    "Account",
    "AgendaItem",
    "AllocationRun",
    "Appraisal",
    "AssertedKinTie",
    "Assignment",
    "AssignmentStep",
    "AuditEntry",
    "Authorisation",
    "CalendarDay",
    "Case",
    "CaseLink",
    "CaseNeed",
    "CaseParty",
    "CasePlace",
    "CaseStep",
    "CaseVersion",
    "Clue",
    "County",
    "Declaration",
    "Dismissal",
    "Duty",
    "FactChange",
    "FactClock",
    "FactMoment",
    "Hold",
    "IdentityLink",
    "Import",
    "Incident",
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
    "PlaceTie",
    "Policy",
    "PoolMember",
    "PoolSkill",
    "Proposal",
    "ProposalCase",
    "ProposalEdit",
    "ProposalSeat",
    "ProposalZone",
    "RecusalDecision",
    "RecusalMatter",
    "RecusalMatterAct",
    "RecusalMatterCase",
    "Release",
    "RuleFloor",
    "Screening",
    "SealedApplicant",
    "SignIn",
    "SocialTie",
    "SpentToken",
    "Training",
    "Venue",
    "Waiver",
    "Workload",
    "Zone",
    "ZoneMember",
    "metadata",
]
