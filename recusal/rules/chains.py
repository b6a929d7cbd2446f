"""Grounds of the chain of command: superiors, and organs of which a subject is part."""

from collections.abc import Iterator

from recusal.days import meet
from recusal.facts import Case, Membership
from recusal.findings import Evidence, Finding
from recusal.homes import homes, members_now
from recusal.inquiry import SUBJECTS, Inquiry
from recusal.units import COUNTY_DISCIPLINE, DISCIPLINE, Path, UnitTree
from terms.organs import OrganKind
from terms.people import MembershipKind
from terms.recusal import Purpose


def superior(inquiry: Inquiry) -> Iterator[Finding]:
    """R14: a subject leads, or has led, the person's unit or one above it; or the person leads the subject's, or has.

    The latter is what a delegated talk rests on (TL25 art. 79), and is no ground there. A resident group is sent to its
    host, and is not under it (TL25 art. 13): R16.
    """
    for case in inquiry.cases:
        for subject, party in inquiry.parties(case, SUBJECTS):
            for post in inquiry.world.memberships_of.get(subject, ()):
                because = (Evidence("membership", post.id), Evidence("party", party.id))
                for membership, path, unit, grades in _line(inquiry, post):
                    grade = _rank(inquiry, case, post, membership, grades)
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
    """R37: a discipline organ, or somebody of it, is the subject, or the facts happened in it.

    Then none of its people handles the case in any mode (JJ20 art. 15, TL25 arts 50, 51).
    """
    for case in inquiry.cases:
        for home in homes(inquiry, case):
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


def _line(inquiry: Inquiry, post: Membership) -> Iterator[tuple[Membership, Path, int, tuple[str | None, str | None]]]:
    """Yield who belongs to the unit of a post, to one below where it leads, or leads one above.

    With the path of links to the post, the unit, and the grades of R14 if the two posts are held together, and were.
    """
    tree = inquiry.day.tree
    talks = inquiry.question.purpose is Purpose.DELEGATED_TALK
    over = (None, None) if talks else ("SUBORDINATE", "PAST")
    for top in tree.units(post.organ):
        below = {top: (), **tree.below(top)} if post.in_charge else {}
        above = {unit: path for unit, path in tree.above(top).items() if tree.kind(unit) not in COUNTY_DISCIPLINE}
        for unit, path in {top: (), **above, **below}.items():
            for membership in inquiry.day.members(unit):
                if membership.kind is MembershipKind.RESIDENT:
                    continue
                if unit in below:
                    yield membership, path[::-1], unit, ("CURRENT", "PAST")
                elif membership.in_charge:
                    yield membership, path[::-1], unit, over


def _rank(
    inquiry: Inquiry, case: Case, post: Membership, membership: Membership, grades: tuple[str | None, str | None]
) -> str | None:
    """Return the grade of R14 for two memberships in one line, None where they meet in no time that counts."""
    together = meet(post.during, membership.during)
    if together is None:
        return None
    now, lately = grades
    if together.overlaps(inquiry.span(case)):
        return now
    ended = together.end
    if ended is None or ended > inquiry.on:
        return None
    return lately if inquiry.recent(ended, inquiry.policy.past_superior_months) else None
