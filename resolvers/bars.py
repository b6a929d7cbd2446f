"""How many of the pool are barred from each case, and by which rules; open facts only."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import col, select

from db.facts import read_facts
from db.policies import policy_on
from db.session import judge
from db.tables import Case, PoolMember
from db.tables.columns import holds_on
from recusal.findings import Question
from recusal.screen import screen
from recusal.world import World
from resolvers.caller import Caller
from resolvers.gate import Act, require, visible_cases
from resolvers.pool import STANDING
from terms.cases import AssignmentRole


@dataclass(slots=True)
class Bars:
    """Pairs of one case, or of several together, with each member of the pool."""

    pairs: int = 0
    barred: int = 0
    by_rule: Counter[str] = field(default_factory=Counter)
    """Pairs that each rule bars; a pair that two rules bar counts for both."""

    def add(self, other: "Bars") -> None:
        """Count the pairs of another case too."""
        self.pairs += other.pairs
        self.barred += other.barred
        self.by_rule.update(other.by_rule)


async def bars_of_cases(caller: Caller, cases: Sequence[int]) -> list[Bars]:
    """Return the bars of each case, all from one screening of the whole pool; none for a case out of sight."""
    require(caller, Act.SCREEN)
    today = caller.today()
    members = select(PoolMember.person_id).where(STANDING, holds_on(col(PoolMember.during), today))
    async with caller.database.reading() as session:
        seen = (await session.exec(select(Case.id).where(col(Case.id).in_(set(cases)), visible_cases(caller)))).all()
        await judge(session, Act.SCREEN)
        pool = (await session.exec(members)).all()
        known = await read_facts(session, on=today, sealed=False)
        policy = (await policy_on(session, today)).recusal
    found = {case: Bars(pairs=len(pool)) for case in seen}
    question = Question(frozenset(pool), frozenset(seen), AssignmentRole.MEMBER, before_approval=True)
    for screening in screen(World(known.facts), question, policy, on=today):
        rules = {finding.rule for finding in screening.bars}
        found[screening.case].barred += bool(rules)
        found[screening.case].by_rule.update(rules)
    return [found.get(case, Bars()) for case in cases]
