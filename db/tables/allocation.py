"""Allocation runs, their proposals with seats, and how coordinators steer them."""

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, UniqueConstraint, text
from sqlmodel import Field, SQLModel

from db.tables.columns import document, identity, moment, reference, term
from terms.allocation import EditKind, ProposalState
from terms.cases import AssignmentRole


class SeedCommitment(SQLModel, table=True):
    """A seed that was drawn and hashed before the facts of its run were frozen; it is revealed once, by a run.

    Seed and salt stand in ``wall.seeds``, which nobody but the database's own functions reads.
    """

    __tablename__ = "seed_commitments"
    __table_args__ = (
        UniqueConstraint("commitment"),
        CheckConstraint("commitment ~ '^[0-9a-f]{64}$'", name="commitment_is_a_sha256"),
    )

    id: int = identity()
    county_id: int = reference("counties.id")
    commitment: str
    """SHA-256 of ``seed|salt`` in hexadecimal."""
    committed_by: str
    committed_at: datetime = moment(now=True)
    facts_version: int = Field(sa_type=BigInteger)
    """The version of the facts when it was drawn; a run's is the same or later."""
    revealed_at: datetime | None = moment(optional=True)
    """Set once, by the run that it was revealed to; None while nobody knows the seed."""


class AllocationRun(SQLModel, table=True):
    """One run of the allocation: what was asked under which key, the frozen problem, its hash and the seed."""

    __tablename__ = "allocation_runs"
    __table_args__ = (
        UniqueConstraint("principal", "key"),
        CheckConstraint("char_length(key) BETWEEN 1 AND 200", name="key_of_1_to_200_characters"),
    )

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    principal: str
    """Who asked; the key is unique for each."""
    key: str
    """The caller's idempotency key: the same key and request answers the same proposal."""
    request: dict[str, Any] = document()
    problem: dict[str, Any] = document()
    problem_salt: str = ""
    """A secret: the problem holds what is sealed, and its hash is shown."""
    problem_hash: str
    """Of the salt and the problem (``allocation.document.problem_hash``)."""
    seed: int = Field(sa_type=BigInteger)
    policy_id: int | None = reference("policies.id", optional=True, index=False)
    facts_version: int = Field(sa_type=BigInteger)
    """The version of the facts that the problem was made from."""
    levels: list[dict[str, Any]] = document()
    """Value, bound and proof of every level of the order of goods."""
    shortages: list[dict[str, Any]] = document()
    """Why cases stay unstaffed."""
    seed_commitment_id: int | None = reference("seed_commitments.id", optional=True)
    """The commitment that the seed was drawn by; None for runs of earlier versions, as with all that follows."""
    seed_salt: str | None = None
    open_hash: str | None = Field(default=None, index=True)
    """SHA-256 of the problem as it would be if nothing were sealed: with the same, the same seed is used again."""
    draws_before: int | None = None
    """How many other seeds had been drawn for runs with one of its cases."""
    frozen_at: datetime | None = moment(optional=True)
    """The moment before which nothing of the problem was read."""
    deterministic_limit: float | None = None
    plan: dict[str, Any] | None = document(nullable=True, default=None)
    """The document of the plan (``allocation.plan_document``)."""
    record_hash: str | None = None
    """Of the record of the run, by which a copy is known to be the one that was kept."""
    seconds: float | None = None
    """Of the processor, to a tenth, from the problem to the checked plan; like the next in no record and no hash."""
    level_seconds: dict[str, float] | None = document(nullable=True, default=None)
    """The part of each level that was come to, by its code."""
    ran_at: datetime = moment(now=True)


class Proposal(SQLModel, table=True):
    """A proposed allocation; only its state ever changes, an edit makes a new proposal."""

    __tablename__ = "proposals"

    id: int = identity()
    county_id: int = reference("counties.id", index=False)
    run_id: int = reference("allocation_runs.id")
    whole_county: bool
    """Whether the pool of the whole county may be drawn on, or the zones' own and the county offices' only."""
    supersedes_id: int | None = reference("proposals.id", optional=True)
    state: ProposalState = term(ProposalState, index=True)
    state_reason: str = ""
    decided_by: str | None = None
    decided_at: datetime | None = moment(optional=True)
    proposed_at: datetime = moment(now=True)


class ProposalZone(SQLModel, table=True):
    """A zone that the proposal covers."""

    __tablename__ = "proposal_zones"

    proposal_id: int = Field(foreign_key="proposals.id", primary_key=True, sa_type=BigInteger)
    zone_id: int = Field(foreign_key="zones.id", primary_key=True, sa_type=BigInteger)


class ProposalCase(SQLModel, table=True):
    """A case that the proposal was asked to staff."""

    __tablename__ = "proposal_cases"

    proposal_id: int = Field(foreign_key="proposals.id", primary_key=True, sa_type=BigInteger)
    case_id: int = Field(foreign_key="cases.id", primary_key=True, sa_type=BigInteger, index=True)
    staffed: bool


class ProposalSeat(SQLModel, table=True):
    """One person in one role on one case, as proposed, with what she brings to the plan."""

    __tablename__ = "proposal_seats"
    __table_args__ = (UniqueConstraint("proposal_id", "case_id", "person_id"),)

    id: int = identity()
    proposal_id: int = reference("proposals.id")
    case_id: int = reference("cases.id")
    person_id: int = reference("people.id")
    role: AssignmentRole = term(AssignmentRole)
    fit: int
    travel: int
    load_after: int
    covers: list[str] = document()
    """Codes of the needed skills that she has at the needed grade."""
    pinned: bool = False


class ProposalEdit(SQLModel, table=True):
    """A coordinator's pin or exclusion, always with a reason; carried over to the proposals that follow."""

    __tablename__ = "proposal_edits"
    __table_args__ = (CheckConstraint("btrim(reason) <> ''", name="reason_given"),)

    id: int = identity()
    proposal_id: int = reference("proposals.id")
    kind: EditKind = term(EditKind)
    case_id: int = reference("cases.id")
    person_id: int = reference("people.id")
    role: AssignmentRole | None = term(AssignmentRole, nullable=True, default=None)
    """The role of a pin; None for an exclusion."""
    reason: str
    made_by: str
    made_at: datetime = moment(now=True)
    leaves_no_choice: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """Whether an exclusion leaves a place of the case to exactly those who are left: a pick by name (R47)."""


class PinConfirmation(SQLModel, table=True):
    """What the county answered to a pin; without a row the pin awaits its answer. It never says why."""

    __tablename__ = "pin_confirmations"
    __table_args__ = (UniqueConstraint("edit_id"),)

    id: int = identity()
    edit_id: int = reference("proposal_edits.id", index=False)
    confirmed: bool
    decided_by: str
    decided_at: datetime = moment(now=True)
