"""All tables; importing this package fills ``metadata``."""

from db.tables.access import AccessToken, Account, SignIn, SpentToken
from db.tables.agenda import AgendaItem, AgendaItemCase, FollowUp, ItemExit, ItemScreening, ItemVote
from db.tables.allocation import (
    AllocationRun,
    PinConfirmation,
    Proposal,
    ProposalCase,
    ProposalEdit,
    ProposalSeat,
    ProposalZone,
    SeedCommitment,
)
from db.tables.assignments import Assignment, FactClock, Screening, Workload
from db.tables.audit import AuditEntry, AuditHead, AuditLink
from db.tables.cadences import CadenceMeeting, MeetingCadence
from db.tables.calendar_feeds import CalendarFeed
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
from db.tables.meetings import Meeting, MeetingParticipant, MeetingSignature, MeetingZone
from db.tables.office import Import, Policy, RuleFloor
from db.tables.organs import CalendarDay, County, Organ, OrganLink, OrganSuccession, Zone, ZoneMember
from db.tables.people import Absence, Appraisal, Loan, Membership, Person, PoolMember, PoolSkill, Training
from db.tables.registers import Declaration, Duty, IdentityLink, Incident, PlaceTie, Release, Venue
from db.tables.sealed import DecoyKey, Hold, Informant, LookKey, SealedApplicant
from db.tables.ties import AssertedKinTie, Interest, KinTie, SocialTie
from db.tables.versions import AssignmentStep, CaseVersion, FactChange, FactMoment, PersonVersion

__all__ = [
    "Absence",
    "AccessToken",
    "Account",
    "AgendaItem",
    "AgendaItemCase",
    "AllocationRun",
    "Appraisal",
    "AssertedKinTie",
    "Assignment",
    "AssignmentStep",
    "AuditEntry",
    "AuditHead",
    "AuditLink",
    "Authorisation",
    "CadenceMeeting",
    "CalendarDay",
    "CalendarFeed",
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
    "DecoyKey",
    "Dismissal",
    "Duty",
    "FactChange",
    "FactClock",
    "FactMoment",
    "FollowUp",
    "Hold",
    "IdentityLink",
    "Import",
    "Incident",
    "Informant",
    "Interest",
    "ItemExit",
    "ItemScreening",
    "ItemVote",
    "KinTie",
    "Loan",
    "LookKey",
    "Meeting",
    "MeetingCadence",
    "MeetingParticipant",
    "MeetingSignature",
    "MeetingZone",
    "Membership",
    "Organ",
    "OrganLink",
    "OrganSuccession",
    "Person",
    "PersonVersion",
    "PinConfirmation",
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
    "SeedCommitment",
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
