"""The county's list of heads who were absent or substituted (缺会、替会), as a workbook."""

import asyncio

from intake.papers.tables import heads_table
from intake.papers.values import HeadAsSeen
from resolvers import organs, people
from resolvers.caller import Caller
from resolvers.meeting_absences import AbsencesWanted, MissedWanted, heads_counted, missed_of
from resolvers.meeting_papers import named, note_taken


async def absence_table(caller: Caller, wanted: AbsencesWanted) -> bytes:
    """Return the list for some days, most often absent or substituted first, and note that the caller took it.

    Raises:
        NotAllowed, DaysUnfit: see ``resolvers.meeting_absences.heads_counted``.
    """
    heads = await heads_counted(caller, wanted)
    missed = await missed_of(caller, [MissedWanted(wanted, row.organ, row.person) for row in heads.rows])
    instead = [[seat.substitute_id for seat in seats if seat.substitute_id is not None] for seats in missed]
    of_organs = await named(caller, organs.organs_by_id, {row.organ for row in heads.rows}, "name")
    known = {row.person for row in heads.rows} | {key for keys in instead for key in keys}
    of_people = await named(caller, people.people_by_id, known, "name")
    seen = [
        HeadAsSeen(
            organ=of_organs.get(row.organ, ""),
            person=of_people.get(row.person or 0),
            called=row.counts.called,
            present=row.counts.present,
            absent=row.counts.absent,
            excused=row.counts.excused,
            substituted=row.counts.substituted,
            unrecorded=row.counts.unrecorded,
            substitutes=tuple(of_people[key] for key in keys if key in of_people),
        )
        for row, keys in zip(heads.rows, instead, strict=True)
    ]
    content = await asyncio.to_thread(heads_table, seen)
    await note_taken(caller, None, "absences.xlsx", content)
    return content
