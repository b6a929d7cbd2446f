"""What could be granted so that a case is staffed, by whom, and at which price (补救办法)."""

from datetime import timedelta

import strawberry

from allocation import changes as c
from allocation.grants import Grant as FoundGrant
from allocation.relaxations import Relaxation as FoundRelaxation
from resolvers import explaining
from resolvers.posed import Posed
from schema import sentences
from schema.context import Info
from schema.level_values import LevelDifference
from schema.references import CASE, ORGAN, PERSON
from schema.sentences import Sentence
from schema.words import Word, closing_word
from terms.cases import AssignmentRole
from terms.people import POST_OF_STEP


@strawberry.type(description="One thing that a human may grant (可批准事项).")
class Grant:
    """See ``allocation.relaxations.Grant``."""

    found: strawberry.Private[FoundGrant]
    posed: strawberry.Private[Posed]

    @strawberry.field(description="What is asked for (事项).")
    def kind(self) -> Word:
        """Tell the kind."""
        return Word.of(self.found.kind)

    @strawberry.field(description="Who may grant it; the service never does (批准人).")
    def granted_by(self) -> Word:
        """Tell who decides."""
        return Word.of(self.found.by)

    @strawberry.field(description="The same in words (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say what is to be granted."""
        match self.found.change:
            case c.Waived(case, person, rules):
                who, where = await _person(info, person), await _case(info, case)
                return sentences.of_waiver(who, where, [closing_word(rule) for rule in rules])
            case c.Back(person, start, end, at_home):
                first, last = (self.posed.on + timedelta(days=days) for days in (start, end))
                return sentences.of_days_free(await _person(info, person), first, last, at_home=bool(at_home))
            case c.Shifted(case, days):
                return sentences.of_postponing(await _case(info, case), days)
            case c.FewerAtHome(organ, fewer):
                return sentences.of_home((await ORGAN.load(info, organ)).name, fewer)
            case c.MostFrom(organ, most):
                return sentences.of_most((await ORGAN.load(info, organ)).name, most)
            case c.OneMore() as newcomer:
                return _of_newcomer(newcomer)
            case _ as other:
                raise TypeError(other)


def _of_newcomer(newcomer: c.OneMore) -> Sentence:
    roles = [AssignmentRole.LEAD] * newcomer.may_lead + [AssignmentRole.REVIEWER] * newcomer.may_review
    skills = [(f"{skill.zh}{grade}级", f"{skill.en} {grade}") for skill, grade in newcomer.skills]
    woman = [("女性", "a woman")] * newcomer.female
    rank = POST_OF_STEP.get(newcomer.rank)
    ranked = [] if rank is None else [(f"{rank.zh}以上", f"of the rank of {rank.en} or above")]
    able = [*skills, *woman, *ranked, *((role.zh, role.en) for role in roles)]
    return sentences.of_newcomer([zh for zh, _ in able], [en for _, en in able])


async def _person(info: Info, key: int) -> str:
    return str((await PERSON.load(info, key)).number)


async def _case(info: Info, key: int) -> str:
    return str((await CASE.load(info, key)).number)


@strawberry.type(description="A set of grants that is enough (补救组合).")
class Relaxation:
    """See ``allocation.relaxations.Relaxation``."""

    found: strawberry.Private[FoundRelaxation]
    posed: strawberry.Private[Posed]

    @strawberry.field(
        description="What is to be granted (可批准事项); empty where the case can be staffed as it is, which the "
        "proposal overlooked."
    )
    def grants(self) -> list[Grant]:
        """List the grants."""
        return [Grant(found=one, posed=self.posed) for one in self.found.grants]

    @strawberry.field(
        description="Whether it is proven that nothing of it can be left out (缺一不可); not where the limit came "
        "first."
    )
    def minimal(self) -> bool:
        """Tell whether it is."""
        return self.found.minimal

    @strawberry.field(description="The plan, and the best plan with the grants, at each level (各级目标代价).")
    def levels(self) -> list[LevelDifference]:
        """List the levels."""
        return [LevelDifference.granted(one) for one in self.found.prices]

    @strawberry.field(description="What it needs and what it costs, in words (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        told = [await grant.sentence(info) for grant in self.grants()] or [sentences.NOTHING_TO_GRANT]
        told += [] if self.found.minimal else [sentences.MAYBE_NEEDLESS]
        return Sentence.joined([*told, sentences.of_levels(self.levels())])


@strawberry.type(description="What could be granted so that a case is staffed (补救办法).")
class Ways:
    """See ``allocation.relaxations.Relaxations``."""

    found: strawberry.Private[explaining.Ways]

    @strawberry.field(
        description="At most 4 sets of grants, all of as few grants: the cheapest by the order of goods of those that "
        "were priced (补救组合)."
    )
    def relaxations(self) -> list[Relaxation]:
        """List them."""
        return [Relaxation(found=one, posed=self.found.posed) for one in self.found.found.found]

    @strawberry.field(description="How many sets were found that are enough (足够的组合数).")
    def enough(self) -> int:
        """Count them."""
        return self.found.found.enough

    @strawberry.field(
        description="How many of them may be cheaper than those that are listed (未测算完的组合数): they were not "
        "priced, or not to a decision. All others are dearer, or as dear as the last that is listed."
    )
    def unsettled(self) -> int:
        """Count them."""
        return self.found.found.unsettled

    @strawberry.field(
        description="Whether all sets of one, or else of two, were tried, each to a decision (已全部尝试). Two later "
        "beginnings are no set, and of later beginnings only the soonest counts that is enough."
    )
    def complete(self) -> bool:
        """Tell whether the search was complete."""
        return self.found.found.complete

    @strawberry.field(description="How many there are, and whether there may be others or cheaper ones (说明).")
    def sentence(self) -> Sentence:
        """Say it."""
        found = self.found.found
        return sentences.of_ways(found.enough, len(found.found), unsettled=found.unsettled, complete=found.complete)
