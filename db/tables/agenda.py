"""The agenda of a meeting: its items, who must leave for them, what was decided and what became of it."""

from datetime import date, datetime

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ExcludeConstraint
from sqlmodel import Field, SQLModel

from db.tables.columns import drawn_identity, identity, moment, reference, term
from terms.meetings import AgendaItemKind, AgendaItemState, ItemOutcome, VoteChoice


class AgendaItem(SQLModel, table=True):
    """One matter on the agenda, by case number and not by name; decisions are binding when an organ issues them.

    Neither its key nor its position is shown: a gap would tell a barred participant of an item.
    """

    __tablename__ = "agenda_items"
    __table_args__ = (
        ExcludeConstraint(
            ("meeting_id", "="),
            ("position", "="),
            name="ex_agenda_items_one_at_a_position",
            using="btree",
            where=text("state <> 'WITHDRAWN'"),
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint("minutes BETWEEN 1 AND 600", name="takes_from_1_to_600_minutes"),
        CheckConstraint("room BETWEEN 1 AND 20", name="room_from_1_to_20"),
        CheckConstraint("(decision IS NULL) = (decided_at IS NULL)", name="decided_at_a_moment"),
        CheckConstraint("done_at IS NULL OR decision IS NOT NULL", name="done_after_it_was_decided"),
        CheckConstraint(
            "num_nulls(outcome, entitled, votes_for, votes_against, votes_abstained) IN (0, 5)"
            " AND (outcome IS NULL OR state = 'CLOSED')",
            name="counted_as_it_is_closed",
        ),
        CheckConstraint(
            "least(votes_for, votes_against, votes_abstained) >= 0"
            " AND votes_for + votes_against + votes_abstained <= entitled",
            name="no_more_votes_than_are_entitled",
        ),
        Index(
            "uq_agenda_items_one_called_in_a_room",
            "meeting_id",
            "room",
            unique=True,
            postgresql_where=text("state = 'CALLED'"),
        ),
    )

    id: int = drawn_identity()
    meeting_id: int = reference("meetings.id")
    position: int
    """Its place in the order, counted from 1 among all items that stand."""
    kind: AgendaItemKind = term(AgendaItemKind)
    subject: str = ""
    proposal_id: int | None = reference("proposals.id", optional=True)
    case_id: int | None = reference("cases.id", optional=True)
    matter_id: int | None = reference("recusal_matters.id", optional=True)
    earlier_item_id: int | None = reference("agenda_items.id", optional=True)
    """The item whose decision this one follows up."""
    reporting_organ_id: int | None = reference("organs.id", optional=True)
    """Whose representative reports and must be in the room."""
    minutes: int = Field(default=15, sa_column_kwargs={"server_default": "15"})
    """How long it is planned to take; 15 is ours."""
    fixed: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """Whether it keeps its place when the agenda is put in order."""
    room: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    """The room in which it is dealt with; items of different rooms go on side by side."""
    state: AgendaItemState = term(
        AgendaItemState,
        default=AgendaItemState.PLANNED,
        sa_column_kwargs={"server_default": AgendaItemState.PLANNED.value},
    )
    called_at: datetime | None = moment(optional=True)
    closed_at: datetime | None = moment(optional=True)
    outcome: ItemOutcome | None = term(ItemOutcome, default=None, nullable=True)
    """What became of it, where it was put to those in the room; never changed."""
    entitled: int | None = None
    """How many seats had a vote on it: those in the room, and those that had voted before they left."""
    votes_for: int | None = None
    votes_against: int | None = None
    votes_abstained: int | None = None
    record: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """What was said, for the minutes."""
    decision: str | None = None
    """What was decided; None until then."""
    deciding_organ_id: int | None = reference("organs.id", optional=True)
    decided_at: datetime | None = moment(optional=True)
    owner_organ_id: int | None = reference("organs.id", optional=True)
    """The organ that sees to it that the decision is carried out."""
    due_on: date | None = None
    done_at: datetime | None = moment(optional=True)


class AgendaItemCase(SQLModel, table=True):
    """A case that an item deals with, by itself or through its proposal, matter or earlier item; never taken away."""

    __tablename__ = "agenda_item_cases"
    __table_args__ = (UniqueConstraint("item_id", "case_id"),)

    id: int = identity()
    item_id: int = reference("agenda_items.id", index=False)
    case_id: int = reference("cases.id")


class ItemScreening(SQLModel, table=True):
    """Whether somebody may sit in on an item; written again whenever facts change that may touch it.

    Without a row nobody who is a person sees an item that deals with a case: unknown is not clear.
    """

    __tablename__ = "item_screenings"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: int = identity()
    item_id: int = reference("agenda_items.id", index=False)
    person_id: int = reference("people.id")
    barred: bool
    undecided: bool = False
    """The rules found something that a human must decide on; she stays until then."""
    facts_version: int = Field(sa_type=BigInteger)
    """The version of the facts that it was screened at."""


class ItemExit(SQLModel, table=True):
    """Somebody was out of the room for an item (议题回避); written as the item is called, or as she declares."""

    __tablename__ = "item_exits"
    __table_args__ = (UniqueConstraint("item_id", "person_id"),)

    id: int = identity()
    item_id: int = reference("agenda_items.id", index=False)
    person_id: int = reference("people.id")
    declared: bool = False
    """She declared it at the table, before the item was closed; from then on it is not there for her."""
    declared_by: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Who said so; empty unless it was declared."""
    reason: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Why, where somebody else said so for her."""
    left_at: datetime = moment(now=True)
    returned_at: datetime | None = moment(optional=True)


class ItemVote(SQLModel, table=True):
    """A vote on an item, of whoever represents an organ that takes part; one each, never changed."""

    __tablename__ = "item_votes"
    __table_args__ = (UniqueConstraint("item_id", "participant_id"),)

    id: int = identity()
    item_id: int = reference("agenda_items.id", index=False)
    participant_id: int = reference("meeting_participants.id")
    person_id: int = reference("people.id")
    choice: VoteChoice = term(VoteChoice)
    struck: bool = Field(default=False, sa_column_kwargs={"server_default": text("false")})
    """It does not count: whoever cast it was found to be barred before the item was closed."""
    cast_at: datetime = moment(now=True)


class FollowUp(SQLModel, table=True):
    """What became of a decision, as its owner reports; never changed."""

    __tablename__ = "follow_ups"
    __table_args__ = (CheckConstraint("btrim(note) <> ''", name="note_not_blank"),)

    id: int = identity()
    item_id: int = reference("agenda_items.id")
    note: str
    done: bool
    noted_by: str
    noted_at: datetime = moment(now=True)
