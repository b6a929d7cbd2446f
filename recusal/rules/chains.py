"""Grounds of the chain of command: superiors, and organs of which a subject is part."""

from collections.abc import Iterator

from recusal.days import meet
from recusal.facts import Case, Membership
from recusal.findings import Evidence, Finding
from recusal.homes import homes, members_now
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.units import COUNTY_DISCIPLINE, DISCIPLINE, Path, UnitTree
from terms.organs import OrganKind
from terms.recusal import Purpose


def superior(inquiry: Inquiry) -> Iterator[Finding]:
    """R14: a subject leads, or has led, the person's unit or one above it; or the person leads the subject's unit.

    The latter is what a delegated talk rests on (TL25 art. 79), and is no ground there.
    """
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            for post in inquiry.world.memberships_of.get(subject, ()):
                because = (Evidence("membership", post.id), Evidence("party", party.id))
                for membership, path, unit in _line_below(inquiry, post):
                    grade = _rank(inquiry, case, post, membership, directly=not path)
                    if grade is not None and membership.person != subject:
                        yield from inquiry.hit(
                            "R14",
                            grade,
                            person=membership.person,
                            case=case,
                            evidence=(Evidence("membership", membership.id), *path, *because),
                            other_person=subject,
                            organ=unit,
                        )


def whole_organ(inquiry: Inquiry) -> Iterator[Finding]:
    """R37: a subject belongs to a discipline organ, so that none of its people handles the case in any mode."""
    for case in inquiry.cases:
        for home in homes(inquiry, case):
            if home.subject is not None:
                for unit, path in _discipline_organ(inquiry.day.tree, home.unit).items():
                    yield from members_now(inquiry, "R37", None, case=case, home=home, place=(unit, path[::-1]))


def _discipline_organ(tree: UnitTree, unit: int) -> dict[int, Path]:
    """Return the units that are one discipline organ; the county commission is one with its offices."""
    if tree.kind(unit) not in DISCIPLINE:
        return {}
    organ: dict[int, Path] = {unit: ()}
    if tree.kind(unit) in COUNTY_DISCIPLINE:
        organ |= {top: path for top, path in tree.above(unit).items() if tree.kind(top) in COUNTY_DISCIPLINE}
        for top, path in tuple(organ.items()):
            for office, more in tree.below(top).items():
                if tree.kind(office) is OrganKind.COMMISSION_OFFICE:
                    organ.setdefault(office, path + more)
    return organ


def _line_below(inquiry: Inquiry, post: Membership) -> Iterator[tuple[Membership, Path, int]]:
    """Yield who belongs to the unit of a post or to one below it, with the path of links up to the post."""
    tree = inquiry.day.tree
    for top in tree.units(post.organ):
        below = tree.below(top) if post.leads else {}
        for unit, path in {top: (), **below}.items():
            for membership in inquiry.day.members(unit):
                yield membership, path[::-1], unit


def _rank(inquiry: Inquiry, case: Case, post: Membership, membership: Membership, *, directly: bool) -> str | None:
    """Return the grade of R14 for two memberships in one line, None where neither leads the other in time."""
    together = meet(post.during, membership.during)
    if together is None:
        return None
    if together.overlaps(inquiry.span(case)):
        if post.leads:
            return "CURRENT"
        talks = inquiry.question.purpose is Purpose.DELEGATED_TALK
        return "SUBORDINATE" if directly and membership.leads and not talks else None
    ended = together.end
    if not post.leads or ended is None or ended > inquiry.on:
        return None
    return "PAST" if inquiry.recent(ended, inquiry.policy.past_superior_months) else None
