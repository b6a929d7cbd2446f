"""Why a case could not be staffed: who is left for it, and whom which reason takes away (未配齐原因)."""

from collections.abc import Collection, Mapping, Sequence
from typing import Annotated, Any, TypeAlias

import strawberry

from allocation.plan import GivingWay, ShortageReason
from schema import sentences_of_teams as told
from schema.connections import MOST, BadWindow
from schema.context import Info
from schema.naming import case_named, cases_numbered, people_numbered
from schema.references import CASE, PERSON, CaseType, PersonType
from schema.sentences import Sentence
from schema.words import Word, closing_word
from terms.cases import AssignmentRole
from terms.people import Skill

LISTED = 10
"""People of a list when nothing is said, as the cost of a document is worked out; ours."""
First = Annotated[int | None, strawberry.argument(description="How many of them (前几人); 1 to 100, 10 if unset.")]
Keys: TypeAlias = Sequence[int] | None
"""People as a run kept them; None where it did not, or where they are not to be told."""
NOT_TOLD = "null for a run of an earlier version, and in `repairs`, where no decoy hides who is on private leave"


async def _people(info: Info, keys: Keys, first: int | None) -> list[PersonType] | None:
    size = LISTED if first is None else first
    if not 1 <= size <= MOST:
        raise BadWindow
    return None if keys is None else await PERSON.kind.load_all(info, keys[:size])


@strawberry.type(description="What closes places of a case to people, and to how many (受限原因).")
class Closing:
    """One entry of a shortage."""

    keys: strawberry.Private[Keys]
    reason: Word = strawberry.field(description="The rule, or the reason of the planning (原因).")
    people: int = strawberry.field(
        description="To how many people (人数); one person counts under each of her reasons. Of several places only "
        "the reasons count that close one to her, where no fewer of them close another."
    )

    @strawberry.field(
        description="Whom, of the first 100 those the viewer may see (受限人员): those with the fewest reasons against "
        f"them come first; {NOT_TOLD}."
    )
    async def whom(self, info: Info, first: First = None) -> list[PersonType] | None:
        """List the people."""
        return await _people(info, self.keys, first)


@strawberry.type(description="A role on a case (案件岗位).")
class PlaceOfCase:
    """One place of a lack of several cases together."""

    key: strawberry.Private[int]
    role: AssignmentRole = strawberry.field(description="The role (岗位).")

    @strawberry.field(description="The case (案件); null if the viewer may not see it.")
    async def case(self, info: Info) -> CaseType | None:
        """Find the case."""
        return await CASE.load_maybe(info, self.key)


@strawberry.type(description="Places of several cases for which too few people are left together (多案合计缺员).")
class LackTogether:
    """See ``allocation.plan.Together``."""

    keys: strawberry.Private[Keys]
    wanted: int = strawberry.field(description="How many people these places want (所需人数).")
    people_left: int = strawberry.field(description="How many people are open for any of them (剩余人选).")
    fillable: int = strawberry.field(description="How many of the places they can fill at most (最多可填岗位数).")
    places: list[PlaceOfCase] = strawberry.field(description="The places (岗位).")

    @strawberry.field(
        description="Who is open for any of them, of the first 100 those the viewer may see (剩余人选名单); "
        f"{NOT_TOLD}."
    )
    async def who_is_left(self, info: Info, first: First = None) -> list[PersonType] | None:
        """List the people."""
        return await _people(info, self.keys, first)

    @classmethod
    def of(cls, kept: Mapping[str, Any], who_is_left: Keys) -> "LackTogether":
        """Show what a run kept, and of those who are left whoever is told."""
        return cls(
            keys=who_is_left,
            wanted=kept["wanted"],
            people_left=kept["people_left"],
            fillable=kept["fillable"],
            places=[PlaceOfCase(key=case, role=AssignmentRole[role]) for case, role in kept["places"]],
        )


@strawberry.type(description="Why a case could not be staffed (未配齐原因).")
class Shortage:
    """See ``allocation.plan.Shortage``."""

    case_id: strawberry.Private[int]
    case_ids: strawberry.Private[list[int]]
    keys: strawberry.Private[Keys]
    reason: Word = strawberry.field(description="What stands between the case and its team (未配齐原因).")
    role: AssignmentRole | None = strawberry.field(
        description="The role that lacks people (缺员岗位); null if not one role."
    )
    skill: Skill | None = strawberry.field(
        description="The skill that nobody left has (所缺专长); null if not a skill."
    )
    places_missing: int = strawberry.field(
        description="How many more people, if the right ones, would fill the gap (缺员数)."
    )
    candidates_left: int = strawberry.field(description="How many people are still open for it (剩余人选).")
    alone: bool = strawberry.field(
        description="Whether it could not be staffed even alone (单独也无法配齐), or for TIME_UP that is not known; "
        "false: only beside the others."
    )
    closings: list[Closing] = strawberry.field(description="What took the others away, most people first (受限原因).")
    team_rules: list[Word] = strawberry.field(
        description="Rules of teams that cannot be met together (组队规则); often empty."
    )
    team_rules_proven: bool | None = strawberry.field(
        description="Whether it is proven that none of them can be left out (规则均不可少); not where the limit came "
        "first. Null for a run of an earlier version."
    )
    clash_proven: bool | None = strawberry.field(
        description="Whether it is proven that none of `clashesWith` can be left out (冲突案件均不可少); not where the "
        "limit came first. Null for a run of an earlier version."
    )
    giving_way: Word | None = strawberry.field(
        description="What is known of `givesWayTo` (让位结论): PROVEN, of the plans that were FOUND, NONE, no plan as "
        "people are PINNED, TIME_UP, or NOT_ASKED, where it is `alone` or the cases are many. Null for a run of an "
        "earlier version."
    )

    clashes: strawberry.Private[list[int]]
    together: LackTogether | None = strawberry.field(
        description="Why it cannot be staffed beside the others, if counting people shows it (合计缺员); else null."
    )

    @strawberry.field(
        description=f"Who is still open for it, of the first 100 those the viewer may see (剩余人选名单); {NOT_TOLD}."
    )
    async def who_is_left(self, info: Info, first: First = None) -> list[PersonType] | None:
        """List the people."""
        return await _people(info, self.keys, first)

    @strawberry.field(
        description="Staffed cases with which it cannot be staffed together, of those in sight (冲突案件); see "
        "`clashProven`. Empty where none was shown."
    )
    async def clashes_with(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.clashes)

    @strawberry.field(
        description="Staffed cases that would be left out for it, of those the viewer may see (让位案件); see "
        "`givingWay`."
    )
    async def gives_way_to(self, info: Info) -> list[CaseType]:
        """List the cases."""
        return await CASE.kind.load_all(info, self.case_ids)

    @strawberry.field(description="The same in words, of those cases that the viewer may see (说明).")
    async def sentence(self, info: Info) -> Sentence:
        """Say the whole."""
        parts = [
            told.of_shortage(
                await case_named(info, self.case_id),
                self.reason,
                about=self.role or self.skill,
                places_missing=self.places_missing,
                candidates_left=self.candidates_left,
                who_is_left=await people_numbered(info, self.keys),
                alone=self.alone,
            )
        ]
        if self.closings:
            named = [await people_numbered(info, one.keys) for one in self.closings]
            closings = [(one.reason, one.people, who) for one, who in zip(self.closings, named, strict=True)]
            parts.append(told.of_closings(closings))
        if self.team_rules:
            parts.append(told.of_team_rules(self.team_rules, proven=self.team_rules_proven))
        if (lack := self.together) is not None:
            who = await people_numbered(info, lack.keys)
            parts.append(told.of_lack_together(lack.wanted, lack.people_left, lack.fillable, who_is_left=who))
        if clashing := await cases_numbered(info, self.clashes):
            parts.append(told.of_clash(clashing, proven=self.clash_proven))
        pressing = await cases_numbered(info, self.case_ids)
        if pressing or (not self.case_ids and not self.alone and self.giving_way is not None):
            parts.append(told.of_giving_way(pressing, self.giving_way))
        return Sentence.joined(parts)

    @classmethod
    def of(
        cls, kept: Mapping[str, Any], *, real: Collection[int] | None = None, in_the_open: bool = False
    ) -> "Shortage":
        """Show a shortage as a run kept it.

        Args:
            kept: its row.
            real: whoever is not only supposed; everybody, if not given.
            in_the_open: no decoys are in it. Then nobody is named, neither who is left nor whom a rule takes away:
                whoever were on no list would be on private leave, which is told nobody.
        """
        named = dict(kept["barred_people"]) if "barred_people" in kept else {}

        def people(keys: Keys, *, are_told: bool) -> Keys:
            if keys is None or not are_told:
                return None
            return keys if real is None else [key for key in keys if key in real]

        together, told_apart = kept.get("together"), not in_the_open
        return cls(
            case_id=kept["case"],
            case_ids=kept["gives_way_to"],
            keys=people(kept.get("who_is_left"), are_told=told_apart),
            reason=Word.of(ShortageReason[kept["reason"]]),
            role=None if kept["role"] is None else AssignmentRole[kept["role"]],
            skill=None if kept["skill"] is None else Skill[kept["skill"]],
            places_missing=kept["places_missing"],
            candidates_left=kept["candidates_left"],
            alone=kept["alone"],
            closings=[
                Closing(
                    keys=people(named.get(rule), are_told=told_apart),
                    reason=closing_word(rule),
                    people=count,
                )
                for rule, count in kept["barred_by_rule"]
            ],
            team_rules=[closing_word(rule) for rule in kept["team_rules"]],
            team_rules_proven=kept.get("team_rules_proven"),
            clash_proven=kept.get("clash_proven"),
            giving_way=Word.of(GivingWay[kept["giving_way"]]) if "giving_way" in kept else None,
            clashes=kept.get("clashes_with", ()),
            together=together and LackTogether.of(together, people(together.get("who_is_left"), are_told=told_apart)),
        )
