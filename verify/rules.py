"""The hard rules of a plan, each from the facts alone; a fault for everything that breaks one."""

from collections import Counter
from collections.abc import Iterator

from verify.facts import each_other, findings_on, grade_of, investigates, runs_on, team_without_reviewers
from verify.faults import Fault, fault
from verify.shapes import Row


def known_seats(facts: Row) -> Iterator[Fault]:
    """Every seat is of a case and a person of the problem."""
    for seat in facts["strangers"]:
        yield fault("UNKNOWN", case=seat["case"], person=seat["person"])


def recusal(facts: Row) -> Iterator[Fault]:
    """Nobody sits where she is barred, or where she needs a waiver that the policy does not plan with."""
    for seat in facts["seats"]:
        if any(
            pair["barred"] or (pair["waivers"] and not facts["limits"]["plan_with_waivers"])
            for pair in findings_on(facts, seat)
        ):
            yield fault("BARRED", case=seat["case"], person=seat["person"])


def qualification(facts: Row) -> Iterator[Fault]:
    """Who leads may lead and has the rank, who reviews may review, and all are of a district that the case draws on."""
    for seat in facts["seats"]:
        case, person = facts["cases"][seat["case"]], facts["people"][seat["person"]]
        fit_for = {
            "LEAD": person["may_lead"] and person["rank"] >= case["lead_rank"],
            "REVIEWER": person["may_review"],
        }
        if not fit_for.get(seat["role"], True):
            yield fault("NOT_QUALIFIED", case=case["id"], person=person["id"])
        if case["districts"] and person["district"] not in case["districts"]:
            yield fault("OUT_OF_REACH", case=case["id"], person=person["id"])


def places(facts: Row) -> Iterator[Fault]:
    """A case has exactly its places or nobody, and each person one seat on it."""
    for number, team in facts["teams"].items():
        if not team:
            continue
        wanted = {place["role"]: place["count"] for place in facts["cases"][number]["places"]}
        if Counter(seat["role"] for seat in team) != wanted:
            yield fault("PLACES", case=number)
        for person, seats in Counter(seat["person"] for seat in team).items():
            if seats > 1:
                yield fault("TWO_ROLES", case=number, person=person)


def teams(facts: Row) -> Iterator[Fault]:
    """The team, its reviewers aside, has the skills, a woman where one is needed, and not too many of one organ."""
    limits = facts["limits"]
    most_of = dict(limits["most_from"])
    for number, seats in facts["teams"].items():
        if not seats:
            continue
        case, team = facts["cases"][number], team_without_reviewers(facts, number)
        for need in case["needs"]:
            if max((grade_of(person, need["skill"]) for person in team), default=0) < need["grade"]:
                yield fault("R34", case=number, right=need["skill"])
        if case["needs_female"] and not any(person["female"] for person in team):
            yield fault("R31", case=number)
        for organ, count in Counter(person["organ"] for person in team).items():
            if count > most_of.get(organ, limits["most_from_one_organ"]):
                yield fault("MOST_FROM_ONE_ORGAN", case=number, right=organ)


def kin(facts: Row) -> Iterator[Fault]:
    """No two kin sit on one case, whatever their roles."""
    for number, team in facts["teams"].items():
        members = {seat["person"] for seat in team}
        for one, other in facts["problem"]["kin"]:
            if {one, other} <= members:
                yield fault("R29", case=number, person=one, right=other)


def capacity(facts: Row) -> Iterator[Fault]:
    """On no day of her cases has a person more work than her capacity; work only rises where something begins."""
    for number, cases in facts["held"].items():
        booked = [row for row in facts["problem"]["busy"] if row["person"] == number]
        for day in sorted({row["start"] for row in (*cases, *booked)}):
            drawn = sum(case["effort"] for case in cases if runs_on(case, day))
            spent = drawn + sum(row["effort"] for row in booked if runs_on(row, day))
            if drawn and spent > facts["people"][number]["capacity"]:
                yield fault("R43", person=number, right=day)
                break


def reviews(facts: Row) -> Iterator[Fault]:
    """Nobody reviews more cases than she may."""
    counts = Counter(seat["person"] for seat in facts["seats"] if not investigates(seat))
    for number, count in counts.items():
        most = facts["people"][number]["most_reviews"]
        if most is not None and count > most:
            yield fault("MOST_REVIEWS", person=number)


def separation(facts: Row) -> Iterator[Fault]:
    """Nobody reviews a case and investigates one that is linked to it."""
    links = {frozenset(pair) for pair in facts["problem"]["linked"]}
    for seat in facts["seats"]:
        for other in facts["seats"] if links and not investigates(seat) else ():
            both = seat["person"] == other["person"] and investigates(other)
            if both and frozenset((seat["case"], other["case"])) in links:
                yield fault("R23", case=seat["case"], person=seat["person"], right=other["case"])


def re_examination(facts: Row) -> Iterator[Fault]:
    """Nobody has a part in a case and in its re-examination, whatever her roles."""
    members = {number: {seat["person"] for seat in team} for number, team in facts["teams"].items()}
    for one, other in facts["problem"]["apart"]:
        for person in sorted(members[one] & members[other]):
            yield fault("R24", case=one, person=person, right=other)


def loans(facts: Row) -> Iterator[Fault]:
    """Nobody gets two loans, or one beside a booked one, with fewer days between them than those of rest.

    The seats of leaders, whose organs handle their cases, and published seats are no new loans.
    """
    rest = facts["limits"]["loan_rest"]
    published = {(pin["case"], pin["person"], pin["role"]) for pin in facts["problem"]["published"]}
    lent: dict[int, dict[int, Row]] = {}
    for seat in facts["seats"] if rest is not None else ():
        case, organ = facts["cases"][seat["case"]], facts["people"][seat["person"]]["organ"]
        stays = organ in case["own_organs"] or not case["own_organs"] or seat["role"] == "LEAD"
        if not stays and (seat["case"], seat["person"], seat["role"]) not in published:
            lent.setdefault(seat["person"], {})[case["id"]] = case
    for number, of_case in lent.items():
        cases = list(of_case.values())
        booked = [row for row in facts["problem"]["busy"] if row["person"] == number and row["lent"]]
        for place, case in enumerate(cases):
            for other in (*cases[:place], *booked):
                first, second = sorted((case, other), key=lambda window: int(window["start"]))
                if second["start"] - first["end"] < rest:
                    yield fault("R46", person=number, case=case["id"], right=other.get("id", ""))


def staying(facts: Row) -> Iterator[Fault]:
    """Enough full-time people stay at each organ that is drawn on, on every day on which one of them is drawn."""
    for organ in sorted({facts["people"][number]["organ"] for number in facts["held"]}):
        staff = [one["id"] for one in facts["people"].values() if one["organ"] == organ and one["full_time"]]
        others = sum(people for home, people in facts["problem"]["others_at_home"] if home == organ)
        spare = len(staff) + others - facts["limits"]["keep_at_home"]
        if spare < 0 or _more_away(facts, staff, spare):
            yield fault("R44", right=organ)


def _more_away(facts: Row, staff: list[int], spare: int) -> bool:
    """Tell whether on some day somebody is drawn from home though more than can be spared are away.

    Who is away changes only where a window begins or ends. Who is booked elsewhere anyway is not drawn from home.
    """
    drawn = {number: facts["held"].get(number, []) for number in staff}
    booked: dict[int, list[Row]] = {number: [] for number in staff}
    for row in facts["problem"]["busy"]:
        if row["person"] in booked and not (row["at_home"] or row["share"]):
            booked[row["person"]].append(row)
    windows = [row for lists in (drawn, booked) for rows in lists.values() for row in rows]
    for day in {row[edge] for row in windows for edge in ("start", "end")}:
        elsewhere = {number for number, rows in booked.items() if any(runs_on(row, day) for row in rows)}
        on_cases = {number for number, rows in drawn.items() if any(runs_on(row, day) for row in rows)}
        if on_cases - elsewhere and len(on_cases | elsewhere) > spare:
            return True
    return False


def reciprocity(facts: Row) -> Iterator[Fault]:
    """No two organs investigate each other, where that is forbidden."""
    if facts["limits"]["forbid_reciprocity"]:
        for one, other in sorted(each_other(facts)):
            yield fault("R39", right=f"{one}, {other}")


def pins(facts: Row) -> Iterator[Fault]:
    """Every pinned person sits in her role."""
    taken = {(seat["case"], seat["person"], seat["role"]) for seat in facts["seats"]}
    for pin in facts["problem"]["pins"]:
        if (pin["case"], pin["person"], pin["role"]) not in taken:
            yield fault("PIN", case=pin["case"], person=pin["person"])
