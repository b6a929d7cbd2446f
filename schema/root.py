"""The whole schema, put together from its nouns."""

from collections.abc import Callable, Sequence
from pathlib import Path

import strawberry
from graphql import GraphQLError
from strawberry.extensions import SchemaExtension
from strawberry.printer import print_schema
from strawberry.schema.config import StrawberryConfig
from strawberry.types import ExecutionContext

from schema import (
    access_acts,
    allocation_refusals,
    calendar_feeds,
    deciding,
    fact_acts_payloads,
    handling,
    matters_acts,
    meeting_acts,
    refusals,
    waiver_acts,
    workbook_reports,
)
from schema.access import AccessQuery
from schema.access_acts import AccessMutation
from schema.agenda_acts import AgendaMutation
from schema.agenda_order import AgendaOrderMutation, AgendaOrderQuery
from schema.allocation import AllocationMutation
from schema.allocation_records import AllocationRecordQuery
from schema.assignments import AssignmentQuery
from schema.audit import AuditQuery
from schema.cadence_acts import CadenceMutation
from schema.calendar_feeds import CalendarFeedMutation, CalendarFeedQuery
from schema.case_queries import CaseQuery
from schema.dashboard import DashboardQuery
from schema.enums import TermQuery
from schema.errors import Masking
from schema.explanations import ExplanationQuery
from schema.fact_acts import FactMutation
from schema.fact_acts_policy import PolicyMutation, PolicyQuery
from schema.fact_acts_queries import FactQuery
from schema.fact_acts_registers import RegisterMutation
from schema.fact_acts_sealed import SealedMutation
from schema.handling import HandlingMutation, HandlingQuery
from schema.identities import IdentityMutation, IdentityQuery
from schema.matters import MatterQuery
from schema.matters_acts import MatterMutation
from schema.meeting_absences import MeetingAbsencesQuery
from schema.meeting_acts import MeetingMutation
from schema.meeting_decisions import DecisionMutation
from schema.meeting_live import MeetingSubscription
from schema.meeting_live_acts import MeetingLiveMutation
from schema.meeting_notices import MeetingNoticeMutation
from schema.meeting_times import MeetingTimesQuery
from schema.meetings import MeetingQuery
from schema.nodes import NodeQuery
from schema.organ_queries import OrganQuery
from schema.people import PersonQuery
from schema.person_acts import PersonMutation
from schema.personal_file import PersonalFileQuery
from schema.pool_queries import PoolQuery
from schema.proposals import ProposalQuery
from schema.refused import Refused
from schema.repair_queries import RepairQuery
from schema.repairs import RepairMutation
from schema.scalars import SCALARS
from schema.screenings import RecusalQuery
from schema.screenings_of_support import SupportScreeningQuery
from schema.screenings_of_teams import TeamScreeningQuery
from schema.screenings_replayed import ReplayQuery
from schema.seeds import SeedMutation
from schema.waiver_acts import WaiverMutation
from schema.waivers import WaiverQuery
from schema.workbooks import WorkbookMutation
from schema.zones import ZoneQuery

PRINTED = Path(__file__).with_name("schema.graphql")
"""The printed schema, which a test compares with the real one."""


@strawberry.type(description="Everything that can be asked (查询).")
class Query(
    AccessQuery,
    AgendaOrderQuery,
    AllocationRecordQuery,
    AssignmentQuery,
    AuditQuery,
    CalendarFeedQuery,
    CaseQuery,
    DashboardQuery,
    ExplanationQuery,
    FactQuery,
    HandlingQuery,
    IdentityQuery,
    MatterQuery,
    MeetingAbsencesQuery,
    MeetingQuery,
    MeetingTimesQuery,
    NodeQuery,
    OrganQuery,
    PersonQuery,
    PersonalFileQuery,
    PolicyQuery,
    PoolQuery,
    ProposalQuery,
    RecusalQuery,
    RepairQuery,
    ReplayQuery,
    SupportScreeningQuery,
    TeamScreeningQuery,
    TermQuery,
    WaiverQuery,
    ZoneQuery,
):
    """The questions of all nouns."""


@strawberry.type(description="Everything that can be done (操作).")
class Mutation(
    AccessMutation,
    AgendaMutation,
    AgendaOrderMutation,
    AllocationMutation,
    CalendarFeedMutation,
    DecisionMutation,
    CadenceMutation,
    FactMutation,
    HandlingMutation,
    IdentityMutation,
    MatterMutation,
    MeetingLiveMutation,
    MeetingMutation,
    MeetingNoticeMutation,
    PersonMutation,
    PolicyMutation,
    RegisterMutation,
    RepairMutation,
    SealedMutation,
    SeedMutation,
    WaiverMutation,
    WorkbookMutation,
):
    """The acts of all nouns."""


@strawberry.type(description="Everything that can be followed (订阅).")
class Subscription(MeetingSubscription):
    """What of all nouns can be followed."""


HANDLERS = (
    *refusals.EVERYWHERE,
    *meeting_acts.HANDLERS,
    *allocation_refusals.HANDLERS,
    *fact_acts_payloads.HANDLERS,
    *deciding.HANDLERS,
    *handling.HANDLERS,
    *matters_acts.HANDLERS,
    *waiver_acts.HANDLERS,
    *workbook_reports.HANDLERS,
    *access_acts.HANDLERS,
    *calendar_feeds.HANDLERS,
)
"""Handlers of all refusals that may be union members."""


class Schema(strawberry.Schema):
    """Strawberry's schema; errors are logged by ``Masking`` alone, so that clients cannot fill the log."""

    def process_errors(self, errors: list[GraphQLError], execution_context: ExecutionContext | None = None) -> None:
        """Log nothing here."""


def build_schema(
    extensions: Sequence[type[SchemaExtension] | Callable[[], SchemaExtension]] = (), *, for_print: bool = False
) -> Schema:
    """Return the schema with its masking of errors and further extensions around it.

    Sorted only for printing: sorting makes new types, which the unions of a running schema then do not know.
    """
    return Schema(
        query=Query,
        mutation=Mutation,
        subscription=Subscription,
        extensions=[*extensions, Refused, Masking],
        exception_handlers=HANDLERS,
        config=StrawberryConfig(disable_field_suggestions=True, scalar_map=SCALARS, sort_schema=for_print),
    )


def printed() -> str:
    """Return the schema in the schema language, sorted, as ``schema.graphql`` holds it."""
    return print_schema(build_schema(for_print=True)) + "\n"


def print_to(path: Path = PRINTED) -> None:
    """Write the printed schema; run it whenever a word of the schema changes."""
    path.write_text(printed(), encoding="utf-8")
