"""Posts that people take up: transfers end the establishment held so far, secondments come beside it (T21)."""

from dataclasses import dataclass
from datetime import date

from sqlmodel.ext.asyncio.session import AsyncSession

from db.tables import Membership
from resolvers.caller import Caller
from resolvers.fact_acts.naming import organ_named, person_named
from resolvers.fact_acts.recording import Changed, change_facts, record_fact, replace_fact, standing
from resolvers.fact_acts.refusals import AlreadyRecorded, DayUnfit
from resolvers.fact_acts.texts import LONGEST_NAME, tidy
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own_fact
from terms.people import MembershipKind, Rank
from terms.periods import Period


@dataclass(frozen=True, slots=True)
class PostWanted:
    """A post that a person takes up on a day."""

    person_number: str
    organ_name: str
    kind: MembershipKind
    start: date
    end: date | None = None
    """The first day on which it is held no more; None where no end is set."""
    post: str = ""
    leads: bool = False
    heads: bool = False
    rank: Rank | None = None


async def change_membership(caller: Caller, wanted: PostWanted) -> Changed[Membership]:
    """Let a person take up a post; an establishment held so far ends on that day, and is remembered.

    Raises:
        NotAllowed, NotFound: see the gate.
        OwnMatter: the post is the caller's own, or her kin's.
        AlreadyRecorded: the same post in an overlapping period.
        DayUnfit: it ends before it starts, or an establishment on record starts later.
        WordsUnfit: the name of the post is too long.
    """
    require(caller, Act.RECORD_FACTS)
    during = Period(wanted.start, wanted.end)
    if during.is_empty:
        raise DayUnfit(wanted.start)
    post = tidy(wanted.post, most=LONGEST_NAME, optional=True)

    async def work(session: AsyncSession) -> Membership:
        person = await person_named(session, caller, wanted.person_number)
        organ = await organ_named(session, wanted.organ_name)
        row = Membership(
            person_id=person.id,
            organ_id=organ.id,
            kind=wanted.kind,
            post=post,
            leads=wanted.leads,
            heads=wanted.heads,
            rank=wanted.rank,
            during=during,
        )
        await refuse_own_fact(session, caller, row)
        await _make_room(session, caller, row)
        return await record_fact(session, caller, row)

    return await change_facts(caller, work, Act.RECORD_FACTS)


async def _make_room(session: AsyncSession, caller: Caller, wanted: Membership) -> None:
    """End the establishment that a transfer leaves; refuse what is on record already."""
    for known in await standing(session, Membership, person_id=wanted.person_id, kind=wanted.kind):
        if not known.during.overlaps(wanted.during):
            continue
        if _said(known) == _said(wanted):
            raise AlreadyRecorded
        if wanted.kind is MembershipKind.ESTABLISHMENT:
            left = Period(known.during.start, wanted.during.start)
            if left.is_empty and wanted.during.start is not None:
                raise DayUnfit(wanted.during.start)
            await replace_fact(session, caller, known, act="END", during=left)


def _said(post: Membership) -> tuple[object, ...]:
    return post.organ_id, post.post, post.leads, post.heads, post.rank
