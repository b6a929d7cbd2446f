"""What lies behind RESTRICTED, for the recusal officer alone; each look is on the audit trail with it."""

from sqlmodel.ext.asyncio.session import AsyncSession

from db.audit import look_name, record
from recusal.findings import Finding, Question
from recusal.truth import sealed_truth
from resolvers.caller import Caller
from resolvers.gate import Act, require
from resolvers.own_matters import refuse_own
from resolvers.screening import cases_by_number, people_by_number
from resolvers.screening_knowledge import NOW, knowledge, then_of
from terms.audit import AuditResult
from terms.recusal import Purpose


async def sealed_grounds(caller: Caller, *, person_number: str, case_number: str) -> tuple[Finding, ...]:
    """Return the true grounds that keep a person off a case, by their own codes; none where there is none.

    Nobody else gets so far as to have the numbers looked up: she is refused alike whatever they are.

    Raises:
        NotAllowed: the caller is not the recusal officer.
        NotFound: no such person or case.
        OwnMatter: the caller or her kin are the person, or parties of the case; told whatever is sealed.
    """
    require(caller, Act.READ_SEALED)

    async def look(session: AsyncSession) -> tuple[Finding, ...]:
        then = await then_of(session, caller, NOW)
        cases = await cases_by_number(session, caller, [case_number])
        people = await people_by_number(session, [person_number], purpose=Purpose.SUPPORT, then=then)
        (case,), (person,) = cases.values(), people.values()
        await refuse_own(session, caller, [person], cases=[case])
        known = await knowledge(session, then, people=[person], cases=[case], sealed=True)
        record(
            session,
            actor=caller.actor,
            act=Act.READ_SEALED.value,
            object_type="sealed",
            object_id=None,
            result=AuditResult.READ,
            look=await look_name(session, person, case),
        )
        question = Question(frozenset({person}), frozenset({case}), before_approval=True)
        return sealed_truth(known.world, question, known.policy, on=known.on)

    return await caller.database.deciding(look, Act.READ_SEALED)
