"""The register of personal data: meetings, access, and the office's own work; and which tables are about nobody."""

from collections.abc import Mapping
from typing import Final

from db.personal.holding import Holding, Kept
from terms.acts import Act
from terms.personal import Correcting, DataPurpose, Keeping, LegalBasis

_MEETING = Kept("meetings", DataPurpose.MEET, Keeping.AFTER_MEETING, Correcting.BY_ACT, Act.READ_MEETINGS)
_PRESENT = Kept("meeting_participants", DataPurpose.MEET, Keeping.RECORD, Correcting.BY_ACT, Act.READ_MEETINGS)
_SCREENED = Kept("item_screenings", DataPurpose.MEET, Keeping.RECORD, Correcting.BY_ACT, Act.CALL_MEETING)
_LEFT = Kept("item_exits", DataPurpose.MEET, Keeping.RECORD, Correcting.BY_ACT, Act.READ_MEETINGS)
_VOTE = Kept("item_votes", DataPurpose.MEET, Keeping.RECORD, Correcting.NEVER, Act.READ_MEETINGS)
_SIGNED = Kept("meeting_signatures", DataPurpose.MEET, Keeping.RECORD, Correcting.NEVER, Act.READ_MEETINGS)
_FOLLOWED = Kept("follow_ups", DataPurpose.MEET, Keeping.RECORD, Correcting.NEVER, Act.READ_MEETINGS)
_CADENCE = Kept("meeting_cadences", DataPurpose.MEET, Keeping.RECORD, Correcting.NEVER, Act.READ_ZONES)
_TOKEN = Kept("access_tokens", DataPurpose.ACCESS, Keeping.AFTER_EXPIRY, Correcting.BY_ACT, None, LegalBasis.SAFETY)
_FEED = Kept("calendar_feeds", DataPurpose.ACCESS, Keeping.AFTER_EXPIRY, Correcting.BY_ACT, None, LegalBasis.SAFETY)
_ACCOUNT = Kept("accounts", DataPurpose.ACCESS, Keeping.AFTER_EXPIRY, Correcting.BY_ACT, None, LegalBasis.SAFETY)
_SPENT = Kept("spent_tokens", DataPurpose.ACCESS, Keeping.AFTER_EXPIRY, Correcting.NEVER, None, LegalBasis.SAFETY)
_SIGN_IN = Kept(
    "sign_ins", DataPurpose.ACCOUNT, Keeping.AUDIT_TRAIL, Correcting.NEVER, Act.READ_SIGN_INS, LegalBasis.SAFETY
)
_AUDIT = Kept(
    "audit_entries", DataPurpose.ACCOUNT, Keeping.AUDIT_TRAIL, Correcting.NEVER, Act.READ_AUDIT, LegalBasis.SAFETY
)
_IMPORT = Kept("imports", DataPurpose.ACCOUNT, Keeping.RECORD, Correcting.NEVER, Act.IMPORT, LegalBasis.SAFETY)
_CHANGE = Kept("fact_changes", DataPurpose.DECIDE, Keeping.RECORD, Correcting.NEVER)
_POLICY = Kept("policies", DataPurpose.ACCOUNT, Keeping.RECORD, Correcting.NEVER, Act.READ_ZONES)

OF_OFFICE: Final[tuple[Holding, ...]] = (
    _MEETING.withheld(
        "id county_id kind state title convener_organ_id place starts_at ends_at quorum called_by called_at began_at"
        " finished_at cancelled_for uid sequence revised_at"
    ),
    _CADENCE.withheld(
        "id zone_id kind title place rule first_day last_day begins_at minutes when_off agenda other_zones seats quorum"
        " set_by set_at ended_at ended_by"
    ),
    _PRESENT.shown("meeting_id organ_id attendance"),
    _PRESENT.withheld("id person_id substitute_id must_come reason comes_at leaves_at answered_at answered_by"),
    _SCREENED.withheld("id item_id person_id barred undecided facts_version"),
    _LEFT.withheld("id item_id person_id declared declared_by reason left_at returned_at"),
    _VOTE.withheld("id item_id participant_id person_id choice struck cast_at"),
    _SIGNED.withheld("id meeting_id person_id digest heading signed_at"),
    _FOLLOWED.withheld("id item_id note done noted_by noted_at"),
    _TOKEN.shown("label role created_at expires_at revoked_at"),
    _TOKEN.withheld(
        "id county_id sha256 prefix zone_ids organ_id person_id holder acts created_by last_used_at revoked_by"
    ),
    _FEED.withheld("id sha256 principal token_id account_id zone_id made_at revoked_at"),
    _ACCOUNT.shown("label role created_at revoked_at"),
    _ACCOUNT.withheld(
        "id county_id issuer subject single_use tokens_from zone_ids organ_id person_id holder created_by last_used_at"
        " revoked_by"
    ),
    _SPENT.withheld("id kind sha256 account_id spent_at forget_at"),
    _SIGN_IN.withheld("id minute origin refusal mark count latest_at"),
    _AUDIT.withheld(
        "id at actor act object_type object_id detail role on_behalf_of zones organ_id origin knowledge result mark"
    ),
    _IMPORT.withheld("id county_id file_name sha256 counts imported_by imported_at"),
    _CHANGE.withheld("id version people cases through_kin everything answered_at"),
    _POLICY.withheld("id county_id effective_from document reason decided_by recorded_at recorded_in"),
)

ABOUT_NOBODY: Final[Mapping[str, str]] = {
    "agenda_item_cases": "cases of items",
    "agenda_items": "by case number and not by name",
    "audit_head": "the head of the chain of hashes",
    "audit_links": "hashes of entries; what they say is in `audit_entries`",
    "authorisations": "documents of organs",
    "cadence_meetings": "meetings and days",
    "calendar_days": "days",
    "case_links": "cases",
    "case_needs": "what a case needs",
    "case_places": "what a case needs",
    "case_steps": "the course of a case; who is a party is in `case_parties`",
    "case_versions": "former states of a case",
    "cases": "cases; who is a party is in `case_parties`",
    "clues": "numbers of clues; who informed is sealed",
    "counties": "the county",
    "fact_clock": "one number",
    "fact_moments": "numbers and moments",
    "meeting_zones": "zones",
    "organ_links": "organs",
    "organ_successions": "organs",
    "organs": "organs",
    "proposal_cases": "cases",
    "proposal_zones": "zones",
    "rule_floors": "rules",
    "sealed.decoy_key": "one key",
    "sealed.look_keys": "one key",
    "signed_items": "items of the minutes; who signed is in `meeting_signatures`",
    "venues": "places that organs own",
    "zone_members": "organs",
    "zones": "zones",
}
"""Tables that say nothing about a person, and what they are about instead."""
