"""Which rank somebody holds on a day, and which one a case asks of its leader (R32)."""

from collections.abc import Iterable
from datetime import date
from typing import Protocol, TypeVar

from recusal.facts import Case
from recusal.policy import Policy
from terms.people import MembershipKind, Rank
from terms.periods import Period


class Post(Protocol):
    """What a rank goes with: a membership, as a fact or as it is kept."""

    @property
    def id(self) -> int:
        """Return the key."""
        ...

    @property
    def kind(self) -> MembershipKind:
        """Return the footing."""
        ...

    @property
    def rank(self) -> Rank | None:
        """Return the rank, None where nobody has said."""
        ...

    @property
    def during(self) -> Period:
        """Return the days."""
        ...


AnyPost = TypeVar("AnyPost", bound=Post)


def post_with_rank(posts: Iterable[AnyPost], on: date) -> AnyPost | None:
    """Return the post whose rank counts: on the establishment first, then that of the highest; None without any.

    So a temporary post gives no other rank to who has one at home.
    """
    held = [post for post in posts if post.rank is not None and on in post.during]
    at_home = [post for post in held if post.kind is MembershipKind.ESTABLISHMENT]
    return max(at_home or held, key=lambda post: (step_of(post), -post.id), default=None)


def step_of(post: Post | None) -> int:
    """Return the level of a post's rank, 1 to 5, and 0 where there is none."""
    return 0 if post is None or post.rank is None else post.rank.step


def step_to_lead(policy: Policy, case: Case) -> int:
    """Return the least level of rank of who leads the case; 0 where the county asks for none."""
    rank = policy.lead_rank.get(case.management)
    return 0 if rank is None else rank.step
