"""What is asked about in the prepared county: good values first, then wrong, hidden and unlike ones."""

import base64
import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from tests.api.schema_sweep import ALWAYS, SIZES, Values
from tests.api.worlds_scene import Scene

IDS = """query ($case: String!) {
  meetings(first: 5, filter: {states: [HELD]}) { nodes {
    id agenda { id decision } participants { organ { id } person { id } }
  } }
  case(number: $case) {
    id concernedOrgan { id name } handlingOrgan { id name } assignments { id person { number id } }
  }
  recusalMatters(first: 20) { nodes { id form actsToCheck { id } } }
  proposals(first: 1) { nodes { id key } } zones { nodes { id code cadences { id } } }
  poolMembers(first: 1) { nodes { id } } waivers(first: 1) { nodes { id } } dismissals(first: 1) { nodes { id } }
  ties: facts(kind: SOCIAL_TIE, first: 1) { nodes { id } }
}"""
LONG = "长" * 3000
ITEM_ACTS = ("MeetingItemMinuteInput", "MeetingFollowUpInput")
BEFORE_ACTS = (
    *("AgendaSeenInput", "MeetingAnswerInput", "MeetingCancelInput", "MeetingChangeInput"),
    "MeetingInviteInput",
)
SEALED_KINDS = ("Informant", "Hold", "SealedApplicant", "sealed.informants", "AuditEntry", "AccessToken", "Screening")


def quoted(value: object) -> str:
    """Return a value as a literal of GraphQL."""
    return json.dumps(value, ensure_ascii=False)


def texts(*values: object) -> Sequence[str]:
    """Return literals of values, then those of a text that names nothing and of none at all."""
    return [*dict.fromkeys(quoted(each) for each in values), quoted("无此"), quoted("")]


def named(kind: str, key: int = 1) -> str:
    """Return what would be the global id of a row."""
    return base64.urlsafe_b64encode(f"{kind}:{key}".encode()).decode()


async def values_of(scene: Scene) -> Values:
    """Return what may be asked in the scene."""
    data = await scene.planner.asking.data(IDS, case=scene.cases["staffed"])
    now = scene.planner.asking.now
    return {**_ids(scene, data), **_names(scene, data), **_days(now), **PLAIN}


def _ids(scene: Scene, data: Mapping[str, Any]) -> Values:
    meeting = data["meetings"]["nodes"][0]
    case, organ = data["case"], data["case"]["handlingOrgan"]["id"]
    at_work = next(each for each in case["assignments"] if each["person"]["number"] == scene.people["at work"])
    matters = [each["id"] for each in data["recusalMatters"]["nodes"]]
    acts = [act["id"] for each in data["recusalMatters"]["nodes"] for act in each["actsToCheck"]]
    nodes = [
        *(case["id"], organ, at_work["person"]["id"], meeting["id"], meeting["agenda"][0]["id"], at_work["id"]),
        *(data[name]["nodes"][0]["id"] for name in ("zones", "poolMembers", "proposals", "waivers")),
        *matters,
        *acts[:1],
    ]
    wrong = [named("Case", 10**6), "x", ""]
    guessed = [named(kind) for kind in SEALED_KINDS]
    fact = data["ties"]["nodes"][0]["id"]

    items = sorted_items([item for each in data["meetings"]["nodes"] for item in each["agenda"]])

    def either(*good: str) -> Sequence[str]:
        return [quoted(each) for each in [*good, *wrong]]

    return {
        **_meetings(scene.ids, wrong, [item["id"] for each in data["meetings"]["nodes"] for item in each["agenda"]]),
        "node.id": either(*nodes, *guessed),
        "nodes.ids": [f"[{', '.join(quoted(each) for each in nodes)}]", "[]", quoted(guessed[:1])],
        "assignment": either(at_work["id"], *(each["id"] for each in case["assignments"])),
        "meeting": either(meeting["id"], nodes[0]),
        "recusalMatter.id": either(*matters),
        "RecusalDecideInput.matter": either(scene.ids["application"], *matters),
        "RecusalActCheckInput.act": either(*acts[:2], matters[0]),
        "MeetingAttendInput.organ": either(meeting["participants"][0]["organ"]["id"], organ),
        "MeetingAttendInput.person": either(at_work["person"]["id"]),
        "MeetingAttendInput.substitute": either(at_work["person"]["id"]),
        "MeetingAnswerInput.substitute": either(at_work["person"]["id"]),
        "MeetingSeatInput.organ": either(organ),
        "MeetingSeatInput.person": either(at_work["person"]["id"]),
        "reportingOrgan": either(organ),
        "alsoPeople": [f"[{quoted(at_work['person']['id'])}]", "[]"],
        "cadence": either(data["zones"]["nodes"][0]["cadences"][0]["id"]),
        "matter": either(scene.ids["application"], *matters),
        "earlierItem": either(*(item["id"] for each in data["meetings"]["nodes"] for item in each["agenda"])),
        "MeetingCallInput.convener": either(organ),
        "MeetingCallInput.alsoInvited": ["[]", *(f"[{quoted(each)}]" for each in (organ, *wrong))],
        "MeetingItemDecideInput.item": either(*items),
        "ItemDeclareInput.person": either(at_work["person"]["id"]),
        "item": either(*items),
        "MeetingItemDecideInput.organ": either(organ),
        "MeetingItemDecideInput.owner": either(organ),
        **{f"{act}.item": either(*items) for act in ITEM_ACTS},
        "AgendaItemChangeInput.reportingOrgan": either(organ),
        "ProposalReference.id": either(data["proposals"]["nodes"][0]["id"], nodes[0]),
        "WaiverRevokeInput.id": either(scene.ids["waiver"], nodes[0]),
        "DismissalRevokeInput.id": either(scene.ids["dismissal"], scene.ids["waiver"]),
        "FactEndInput.fact": either(fact, nodes[0]),
        "FactWithdrawInput.fact": either(fact, named("Informant")),
        "IncidentEstablishInput.incident": either(scene.ids["incident"], fact),
        "AccessTokenRevokeInput.id": either(named("AccessToken"), fact),
        "AccountCloseInput.id": either(named("Account"), fact),
        "AccountSignOutInput.id": either(named("Account"), fact),
    }


def _meetings(ids: Mapping[str, str], wrong: Sequence[str], over: Sequence[str]) -> Values:
    """Return which meetings and items the acts on them are tried on, those first on which they can be done."""

    def either(*names: str) -> Sequence[str]:
        return [quoted(each) for each in [*(ids[name] for name in names), *over[:1], *wrong]]

    agenda = [ids[name] for name in ids if name.startswith("item to come")]
    return {
        **{f"{act}.meeting": either("to come", "held") for act in BEFORE_ACTS},
        "moving": either("to come"),
        "MeetingStartInput.meeting": either("due", "to come"),
        "MeetingFinishInput.meeting": either("ending", "due"),
        "MeetingSignInput.meeting": either("held", "to come"),
        "MeetingSignInput.digest": texts(ids["digest"]),
        "MeetingAnswerInput.organ": either("organ of a seat"),
        "ItemCallInput.item": either("planned item", "called item"),
        "ItemCloseInput.item": either("called item", "planned item"),
        "ItemVoteInput.item": either("called item", "planned item"),
        "ItemVoteInput.organ": either("organ of a seat"),
        "AgendaItemChangeInput.item": [quoted(each) for each in (*agenda, *over[:1], *wrong)],
        "AgendaItemWithdrawInput.item": [quoted(each) for each in (*agenda, *over[:1], *wrong)],
        "AgendaArrangeInput.order": [quoted(agenda[::-1]), "[]", quoted(agenda[:1]), quoted(over[:1])],
        "AgendaSeenInput.version": texts(ids["version"]),
        "CalendarFeedRevokeInput.number": ["1", "-1"],
    }


def sorted_items(agenda: Sequence[Mapping[str, Any]]) -> Sequence[str]:
    """Return the ids of agenda items, those first on which nothing is decided yet."""
    return [each["id"] for each in sorted(agenda, key=lambda each: bool(each["decision"]))]


def _names(scene: Scene, data: Mapping[str, Any]) -> Values:
    people, cases = scene.people, scene.cases
    organs = [data["case"]["handlingOrgan"]["name"], data["case"]["concernedOrgan"]["name"]]
    hidden = [people["kin"], people["stranger"]]
    unsealed = [people["other stranger"], people["third stranger"]]
    everybody = [people[each] for each in ("idle", "at work", "suspended", "held", "kin", "subject", "former")]
    zone = data["zones"]["nodes"][0]["code"]
    return {
        "number": texts(*cases.values()),
        "person.number": texts(*everybody, *hidden),
        "personNumber": texts(*everybody, *hidden),
        "caseNumber": texts(*cases.values()),
        "caseNumbers": [quoted([cases["waiting"]]), "[]", quoted(list(cases.values())), quoted(["无此"])],
        "personNumbers": [quoted(everybody), "[]", quoted(hidden)],
        "name": texts(*organs),
        "organName": texts(*organs),
        "organ": texts(*organs),
        "concernedOrganName": texts(*organs),
        "homeOrganName": texts(*organs),
        "code": texts(zone),
        "zoneCode": texts(zone),
        "zoneCodes": [quoted([each["code"] for each in data["zones"]["nodes"]]), quoted([zone]), "[]", '["无此"]'],
        "text": texts(people["idle"], "案", "%", organs[0][:2]),
        "proposal.key": texts("waiting", "one"),
        "proposalKey": texts("waiting", "one"),
        "ProposalsComparedInput.key": texts("waiting"),
        "otherKey": texts("one", "waiting"),
        "ProposalReference.key": [f"{ALWAYS}{quoted('waiting')}", *texts("one")],
        # Acts that tie people to one another are tried on people whom no sealed fact names; see the test's docstring.
        "TieInput.otherNumber": texts(*unsealed, people["other idle"]),
        "TieRecordInput.personNumber": texts(unsealed[1], people["other idle"]),
        "DeclarationMakeInput.personNumber": texts(people["other idle"], people["investigator"]),
        "AssignmentDeclareInput.personNumber": texts(people["at work"]),
        "AssignmentDeclareInput.caseNumber": texts(cases["staffed"], cases["waiting"]),
        "AssignmentDeclareInput.assignment": [f"{ALWAYS}{quoted(scene.ids['assignment'])}", '"x"'],
        "IdentitySettleInput.firstNumber": texts(*unsealed[:1], people["idle"]),
        "IdentitySettleInput.secondNumber": texts(*unsealed[1:], people["kin"]),
        "CaseLinkInput.caseNumber": texts(cases["closed"], cases["staffed"]),
        "CaseLinkInput.otherNumber": texts(cases["elsewhere"], cases["waiting"]),
        "PartyAddInput.personNumber": [f"{ALWAYS}{quoted(unsealed[0])}", *texts(people["idle"], people["other idle"])],
        "PartyRemoveInput.personNumber": [f"{ALWAYS}{quoted(people['suspended'])}", *texts(people["idle"])],
        "RecusalApplyInput.personNumber": texts(people["at work"], people["suspended"], people["idle"], *hidden),
        "RecusalApplyInput.applicantNumber": texts(people["other idle"], people["idle"]),
        "FindingInput.personNumber": texts(people["let pass"], people["investigator"], people["idle"]),
        "FindingInput.ground": texts(scene.ids["ground"], "0" * 64),
        "FindingInput.role": [f"{ALWAYS}{scene.ids['role']}"],
        "TieInput.social": [f"{ALWAYS}CLASSMATE"],
        "InterestInput.organName": [f"{ALWAYS}{quoted(organs[1])}", *texts(organs[0])],
        "DutyRecordInput.organName": [f"{ALWAYS}{quoted(organs[0])}", *texts(organs[1])],
        "CaseModeChangeInput.caseNumber": texts(cases["waiting"], cases["staffed"]),
        "CaseModeChangeInput.mode": ["ELEVATED"],
        "MeetingItemMinuteInput.record": texts("会上讨论了办理进展"),
        "MeetingItemMinuteInput.formerly": texts(""),
        "MeetingFollowUpInput.note": texts("已按要求办结"),
        "CalendarFeedMakeInput.zoneCode": [quoted(zone), quoted("无此")],
        "CadenceSetInput.title": texts("双周会商", "周亮表"),
        "MeetingCallInput.zoneCodes": [quoted([zone]), quoted([each["code"] for each in data["zones"]["nodes"]]), "[]"],
        "MeetingCallInput.proposals": [f'{ALWAYS}[{{key: "one"}}]', "[]", '[{key: "无此"}]', "[{}]"],
        "PartyRemoveInput.role": ["WITNESS"],
        "ownerName": texts(organs[0]),
        "placeName": texts(organs[1]),
        "SealedUnlinkInput.personNumber": texts(people["idle"], people["kin"]),
        "AllocationProposeInput.caseNumbers": [f"{ALWAYS}{quoted([cases['waiting']])}", "[]", '["无此"]'],
        "RepairInput.absentPersonNumbers": [
            f"{ALWAYS}{quoted([people['at work']])}",
            "[]",
            quoted(everybody),
            '["无此"]',
        ],
        "RepairInput.caseNumbers": ["[]", quoted([cases["staffed"]]), quoted([cases["waiting"]])],
        "RepairInput.mayMove": ["[]", quoted([cases["staffed"]])],
        "AgendaItemInput.caseNumber": texts(cases["staffed"]),
        "WhatIfInput.supposed": _suppositions(scene, organs[0]),
        "WhyNotInput.caseNumber": texts(cases["waiting"], cases["staffed"]),
        "WaysToStaffInput.caseNumber": texts(cases["waiting"], cases["staffed"]),
        "seats": [_seats(everybody), "[]", _seats(hidden)],
    }


def _suppositions(scene: Scene, organ: str) -> Sequence[str]:
    """Return one supposition of each kind, then what cannot be supposed."""
    case = quoted(scene.cases["waiting"])
    person, other, kin = (quoted(scene.people[each]) for each in ("idle", "other stranger", "kin"))
    new = (
        'mode: ELEVATED, during: {start: "2020-01-01", end: "2030-01-01"}, places: [{role: MEMBER, count: 1}],'
        " effort: 20, urgency: LOW, grade: COMPLEX, management: VILLAGE, needs: [], needsFemale: true"
    )
    things = [
        f"withdrawn: {case}",
        f"anotherLike: {case}",
        f'away: {{personNumber: {person}, during: {{start: "2020-01-01", end: null}}}}',
        f"capacity: {{personNumber: {person}, percent: 50}}",
        "newcomer: {skills: [{skill: LAW, grade: 3}], female: true, mayLead: true, mayReview: true, rank: STAFF_1}",
        f"later: {{caseNumber: {case}, days: 7, endsOnly: true}}",
        f'waiver: {{caseNumber: {case}, personNumber: {person}, rules: ["RESTRICTED"]}}',
        f"tie: {{personNumber: {person}, tie: {{otherNumber: {other}, social: CLASSMATE}}}}",
        f"tie: {{personNumber: {person}, tie: {{otherNumber: {kin}, kinship: SIBLING}}}}",
        f"place: {{caseNumber: {case}, organName: {quoted(organ)}}}",
        f"wanted: {{caseNumber: {case}, role: MEMBER, count: 2}}",
        "policy: {order: [URGENCY_STAFFED, FIT], mostFromOneOrgan: 1, keepAtHome: 0, forbidReciprocity: false}",
        "policy: {reciprocityWeight: 1, ringWeight: 1, loadTier: 100}",
        "policy: {planWithWaivers: true, waiverWeight: 2}",
        "policy: {weights: [{urgency: LOW, weight: 9}], nearTies: [{level: TRAVEL, units: 9}], mostReviews: 1}",
        'policy: {mostChance: [{grade: ORDINARY, percent: 50}], softWeights: [{rule: "R17", weight: 0}], loadWeeks: 4}',
        "policy: {withinZone: [CROSS, JOINT], toleratedAbsenceDays: 60, defaultDays: 9}",
        f"newCase: {{concernedOrganName: {quoted(organ)}, homeOrganName: {quoted(organ)}, {new}}}",
    ]
    return [*(f"[{{{thing}}}]" for thing in things), "[]", "[{}]", '[{withdrawn: "无此"}]']


def _seats(people: Sequence[str]) -> str:
    return "[" + ", ".join(f"{{personNumber: {quoted(each)}, role: MEMBER}}" for each in people) + "]"


def _days(now: datetime) -> Values:
    today, moment = now.date(), now.isoformat()

    def days(*offsets: int) -> Sequence[str]:
        return [quoted((today + timedelta(days=offset)).isoformat()) for offset in offsets] + ['"x"']

    return {
        "on": days(0, -400),
        "asOf": [quoted(moment), quoted((now - timedelta(days=30)).isoformat()), '"x"'],
        "existingOn": days(0, -4000),
        "declaredOn": days(0, 1),
        "answeredOn": days(0),
        "occurredOn": days(-5, 1),
        "decidedOn": days(0, 1),
        "firstDay": days(0, 40),
        "lastDay": days(20, -20),
        "effectiveFrom": days(0, -1),
        "dueOn": days(30, -40),
        "expiresOn": days(30, -1),
        "start": days(-10, 40),
        "end": days(40, -20),
        "startsAt": [quoted((now + timedelta(days=4)).isoformat())],
        "endsAt": [quoted((now + timedelta(days=4, hours=2)).isoformat()), quoted(moment)],
        "startsFrom": [quoted(moment)],
        "since": [quoted((now - timedelta(days=30)).isoformat()), quoted(moment)],
        "until": [quoted((now + timedelta(days=1)).isoformat()), quoted(moment)],
        "startsBefore": [quoted(moment)],
        "during": [f'{{start: "{date(today.year, 1, 1)}", end: "{date(today.year, 12, 31)}"}}', "{}", '{start: "x"}'],
    }


PLAIN: Values = {
    "first": [f"{ALWAYS}3", *SIZES],
    "last": SIZES,
    "after": ['"x"', quoted(base64.b64encode(b"[1]").decode())],
    "before": ['"x"', quoted(base64.b64encode(b"[1]").decode())],
    "freePercent": ["50", "0", "101"],
    "loadAtMost": ["0", "3"],
    "grade": ["1", "3", "0"],
    "key": texts("swept"),
    "mostChanges": ["1", "0"],
    "reason": texts("情况属实", LONG),
    "reasons": texts("与对象关系密切", LONG),
    "record": texts("口头申请，已记录"),
    "outcome": texts("核对无误"),
    "document": [f'{ALWAYS}"商纪回〔2026〕9号"', *texts()],
    "PolicySetInput.document": [
        '{recusal: {severities: {R18: "HARD"}}}',
        "{}",
        '{recusal: {severities: {R04: "SOFT"}}}',
    ],
    "allegedRule": texts("R18", "R02", "R04", "RESTRICTED"),
    "rule": texts("R18", "R04", "RESTRICTED"),
    "ground": texts("0" * 64),
    "RestrictionSetInput.ground": texts("提醒谈话", "COMPLAINT"),
    "RestrictionLiftInput.ground": texts("COMPLAINT", "提醒谈话"),
    "conditions": texts("不参加谈话"),
    "decision": texts("同意"),
    "comesAt": ['"x"'],
    "leavesAt": ['"x"'],
    "title": texts("联席会议"),
    "minutes": ["20", "0"],
    "sequence": ["7", "0"],
    "room": ["2", "21"],
    "lengthMinutes": ["60", "0"],
    "daysAhead": ["14", "0", "61"],
    "count": ["2", "0", "21"],
    "stepMinutes": ["60", "1"],
    "starts": ['"09:00"'],
    "ends": ['"12:00"', '"08:00"'],
    "beginsAt": ['"09:00"', '"25:00"'],
    "CadenceSetInput.otherZoneCodes": ["[]", '["无此"]'],
    "CadenceSetInput.rule": texts("FREQ=WEEKLY;BYDAY=WE", "FREQ=HOURLY"),
    "quorum": ["1", "99"],
    "MeetingInviteInput.quorum": [f"{ALWAYS}0", "99"],
    "place": texts("二楼会议室"),
    "subject": texts("通报"),
    "word": texts("表哥"),
    "note": texts("无"),
    "post": texts("干部"),
    "VenueRecordInput.code": texts("V-9"),
    "VenueRecordInput.name": texts("谈话点"),
    "venueCodes": ["[]", '["V-9"]'],
    "file": ["$file"],
    "actor": texts("service", "recusal-office"),
    "acts": ['["OPEN_MATTER"]', '["SEALED_LINK", "READ_SEALED"]', "[]"],
    "objectType": texts("recusal_matters", "sealed.informants"),
    "bearer": texts("某某"),
    "label": texts("夜间"),
    "days": ["30", "0", "4000"],
    "issuer": texts("https://sign-in.example"),
    "birthMonth": texts("1980-05", "1980-13"),
    "nativePlace": texts("商水县"),
}
