"""Two meetings of the past weeks, of one zone and of all, one to come, and when each zone meets again and again."""

from collections.abc import Sequence
from datetime import time
from hashlib import sha256

from db.demo.draft import COUNTY_ID, Draft
from db.demo.history import morning
from db.demo.organs import District
from db.demo.pool import Member
from db.demo.units import GUIDES
from db.tables import AgendaItem, AgendaItemCase, Meeting, MeetingCadence, MeetingParticipant, MeetingZone
from terms.meetings import AgendaItemKind, Attendance, MeetingKind, MeetingState, WhenOff

_SECRETARY = "会议秘书"
_CADENCES = (
    ("周亮表", MeetingKind.DEADLINE_REVIEW, "FREQ=WEEKLY;BYDAY=MO", WhenOff.NEXT_WORKING_DAY, time(9), 45),
    ("月晒单", MeetingKind.WORKING, "FREQ=MONTHLY;BYMONTHDAY=-1", WhenOff.PREVIOUS_WORKING_DAY, time(15), 90),
)
"""As seen at Zhouzhi: a board every week, a sheet every month; the hours are ours."""
_QUARTERLY = (
    "季度联席会议",
    MeetingKind.JOINT,
    "FREQ=MONTHLY;INTERVAL=3;BYMONTHDAY=20",
    WhenOff.NEXT_WORKING_DAY,
    time(14, 30),
    120,
)
"""All zones every quarter; the day is ours."""
_NEXT_IN = 3
"""So many days ahead lies the meeting to come."""
_NOT_PRESENT = {2: Attendance.SUBSTITUTE, 3: Attendance.EXCUSED, 4: Attendance.LEFT_FOR_ITEM}
"""Places in the list of participants whose organ was not there all the time in person."""


class Minutes:
    """Writes the meetings of a district."""

    def __init__(self, draft: Draft, district: District, pool: Sequence[Member], zones: Sequence[int]) -> None:
        """Know who leads which organ, and who else is there."""
        self._draft = draft
        self._district = district
        self._zones = zones
        self._leaders = [member for member in pool if member.seat.leads and member.seat.zone is not None]
        self._others = {member.seat.unit.id: member for member in pool if not member.seat.leads}

    def hold_both(self, closed: Sequence[int]) -> None:
        """Write a working meeting of the first zone and a joint meeting of all zones, both over."""
        first = [leader for leader in self._leaders if leader.seat.zone == 0]
        working = self._meet(MeetingKind.WORKING, "第一协作区工作例会", 24, self._zones[:1])
        self._sign_in(working, first)
        self._decide(working, 1, AgendaItemKind.DEPLOYMENT, "部署本月重点线索核查", decision="各成员单位按任务清单推进")
        self._decide(
            working, 2, AgendaItemKind.DEADLINE, "督办临近时限案件", decision="承办单位每周报告进展", case=closed[-1]
        )
        joint = self._meet(MeetingKind.JOINT, "协作区联席会议", 10, self._zones)
        self._sign_in(joint, self._leaders)
        self._decide(
            joint,
            1,
            AgendaItemKind.CASE_CONSULTATION,
            "疑难案件会诊",
            decision="补充调取银行流水后再议",
            case=closed[-2],
        )
        self._decide(joint, 2, AgendaItemKind.CLUE_STUDY, "研判民生领域线索", decision="由案件监督管理室汇总分办")

    def call_next(self, opened: Sequence[int]) -> None:
        """Write a meeting of all zones on some of the open cases, in some days."""
        meeting = self._meet(MeetingKind.JOINT, "协作区案件会商会", -_NEXT_IN, self._zones)
        for leader in self._leaders:
            self._attend(meeting, leader, Attendance.INVITED)
        consulted = [(AgendaItemKind.CASE_CONSULTATION, "疑难案件会诊", case) for case in opened]
        first = (AgendaItemKind.DEPLOYMENT, "通报上月回避与派案情况", None)
        for position, (kind, subject, case) in enumerate([first, *consulted], 1):
            self._put(meeting, position, kind, subject=subject, case_id=case)

    def set_cadences(self) -> None:
        """Write when each zone meets again and again, and when all of them meet, as the first zone keeps it."""
        first, *others = self._zones
        for zone in self._zones:
            for cadence in _CADENCES:
                self._set(cadence, zone)
        self._set(_QUARTERLY, first, others)

    def _set(
        self, cadence: tuple[str, MeetingKind, str, WhenOff, time, int], zone: int, others: Sequence[int] = ()
    ) -> None:
        title, kind, rule, when_off, begins_at, minutes = cadence
        self._draft.register.add(
            MeetingCadence,
            zone_id=zone,
            kind=kind,
            title=title,
            rule=rule,
            first_day=self._draft.ago(60),
            begins_at=begins_at,
            minutes=minutes,
            when_off=when_off,
            agenda=[{"kind": AgendaItemKind.OTHER.value, "subject": title, "minutes": minutes}],
            other_zones=list(others),
            set_by=_SECRETARY,
        )

    def _meet(self, kind: MeetingKind, title: str, days_ago: int, zones: Sequence[int]) -> int:
        """Write a meeting so many days ago, or ahead for a negative number."""
        draft, is_over = self._draft, days_ago > 0
        hour = 9 if is_over else 15
        day = draft.ago(days_ago)
        prefix = "" if zones[0] == 1 else self._district.name
        meeting = draft.register.add(
            Meeting,
            county_id=COUNTY_ID,
            kind=kind,
            state=MeetingState.HELD if is_over else MeetingState.CALLED,
            title=prefix + title,
            convener_organ_id=self._district.offices[GUIDES[0]].id,
            place="县纪委监委三楼会议室",
            starts_at=morning(day, hour=hour),
            ends_at=morning(day, hour=hour + 2),
            quorum=0 if is_over else len(self._leaders) // 2 + 1,
            called_by=_SECRETARY,
            called_at=morning(draft.ago(days_ago + 3)) if is_over else morning(draft.ago(1)),
        )
        for zone in zones:
            draft.register.add(MeetingZone, meeting_id=meeting, zone_id=zone)
        return meeting

    def _sign_in(self, meeting: int, leaders: Sequence[Member]) -> None:
        for place, leader in enumerate(leaders):
            self._attend(meeting, leader, _NOT_PRESENT.get(place, Attendance.PRESENT))

    def _attend(self, meeting: int, leader: Member, attendance: Attendance) -> None:
        organ = leader.seat.unit.id
        substitute = self._others[organ].human.id if attendance is Attendance.SUBSTITUTE else None
        self._draft.register.add(
            MeetingParticipant,
            meeting_id=meeting,
            organ_id=organ,
            person_id=leader.human.id,
            substitute_id=substitute,
            attendance=attendance,
        )

    def _decide(
        self, meeting: int, position: int, kind: AgendaItemKind, subject: str, *, decision: str, case: int | None = None
    ) -> None:
        days_ago = 24 if kind in {AgendaItemKind.DEPLOYMENT, AgendaItemKind.DEADLINE} else 10
        decided_at = morning(self._draft.ago(days_ago), hour=10)
        organ = self._district.commission.id
        decided = {"decision": decision, "deciding_organ_id": organ, "decided_at": decided_at}
        self._put(meeting, position, kind, subject=subject, case_id=case, **decided)

    def _put(self, meeting: int, position: int, kind: AgendaItemKind, **values: object) -> None:
        """Write an item under a key that tells of no other, as the service draws them."""
        key = int.from_bytes(sha256(f"{meeting} {position}".encode()).digest()[:8]) >> 1
        self._draft.register.add(AgendaItem, id=key, meeting_id=meeting, position=position, kind=kind, **values)
        if values.get("case_id") is not None:
            self._draft.register.add(AgendaItemCase, item_id=key, case_id=values["case_id"])
