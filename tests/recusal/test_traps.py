"""Where each trap of domain research (b), T01 to T50, is shown: the tests by name, and a few that stand here.

What is not built yet names the issue that asks for it, beside what is already shown.
"""

import ast
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from recusal.facts import AssertedKin, Party, Service
from recusal.lifting import parties_of
from recusal.policy import DEFAULT_POLICY, Policy, SofterThanLaw
from recusal.world import World
from terms.cases import AssignmentRole, AssignmentState, PartyRole
from terms.organs import OrganKind
from terms.recusal import Severity
from terms.ties import Kinship
from tests.recusal.making import BARE, SUBJECT_PARTY, findings, said

TESTS = Path(__file__).parents[1]
BUILT_LATER = frozenset({"issue 4", "issue 5", "issue 6"})

TRAPS: dict[str, tuple[str, ...]] = {
    "T01": (
        "api/test_screening_sealed.py::test_everybody_else_is_refused_in_the_same_words_whatever_there_is_t01",
        "recusal/test_sealed.py::test_kin_of_the_informant_are_barred_in_the_same_words",
    ),
    "T02": (
        "api/test_screening_sealed.py::test_all_questions_of_a_coordinator_answer_byte_for_byte_the_same_t02_t04",
        "api/test_sealed_facts.py::test_free_questions_answer_the_same_with_and_without_sealed_facts",
        "api/test_noninterference.py::test_every_question_is_answered_alike_whatever_is_sealed",
    ),
    "T03": (
        "recusal/test_truth.py::test_the_colleagues_of_who_is_restricted_are_left_out_with_her",
        "recusal/test_likelihood.py::test_one_look_at_an_organ_tells_at_most_a_hundred_divided_by_the_share",
    ),
    "T04": (
        "house/test_schema.py::test_no_word_of_the_sealed_store_is_in_the_schema",
        "api/test_noninterference.py::test_every_question_is_answered_alike_whatever_is_sealed",
        "issue 4",
    ),
    "T05": (
        "api/test_facts_sealed.py::test_t05_the_audit_trail_names_neither_the_person_nor_the_case_of_a_sealed_act",
    ),
    "T06": (
        "recusal/test_declarations.py::test_who_has_declared_nothing_is_unknown_and_no_pass",
        "api/test_declaring.py::test_t06_an_assignment_is_undeclared_until_the_person_declares_for_that_very_case",
    ),
    "T07": (
        "recusal/test_kinship_sets.py::test_the_three_sets_lie_in_one_another_and_the_rest_is_for_decision",
        "recusal/test_family_trees.py::test_the_three_sets_are_those_that_counting_generations_gives_from_both_ends",
    ),
    "T08": ("recusal/test_family_words.py::test_each_family_has_the_known_answer_from_both_ends",),
    "T09": (
        "recusal/test_histories.py::test_who_served_there_when_it_happened_needs_a_waiver_however_long_ago",
        "api/test_facts_ties.py::test_t09_a_divorce_ends_the_tie_and_is_remembered",
    ),
    "T10": (
        "recusal/test_histories.py::test_a_party_added_later_bars_its_near_kin_as_its_role_says",
        "api/test_facts_registers.py::test_t10_kin_of_a_party_added_later_are_suspended_too",
    ),
    "T11": (
        (
            "api/test_matters_deciding.py"
            "::test_t11_whoever_is_recused_leaves_with_her_acts_to_be_checked_and_the_deadline_goes_on"
        ),
    ),
    "T12": ("api/test_matters_replacing.py::test_t12_with_each_replacement_the_whole_team_is_looked_at_again",),
    "T13": ("recusal/test_traps.py::test_t13_any_part_in_the_investigation_keeps_from_the_review",),
    "T14": ("recusal/test_registers.py::test_an_early_reviewer_stays_one",),
    "T15": (
        "recusal/test_reciprocity.py::test_two_organs_do_not_handle_each_others_cases",
        "allocation/test_pool_rules.py::test_two_organs_do_not_investigate_each_other",
    ),
    "T16": (
        "recusal/test_deciders.py::test_a_principal_does_not_decide_on_his_kin",
        "api/test_matters_deciding.py::test_t16_a_principal_who_would_stand_aside_himself_is_passed_over",
    ),
    "T17": (
        "recusal/test_traps.py::test_t17_no_county_softens_a_rule_of_law",
        "api/test_waivers.py::test_hard_grounds_and_requirements_are_never_waived_even_from_paper",
        "db/test_guards.py::test_near_kin_of_the_subject_are_barred_whatever_the_screening_says",
    ),
    "T18": (
        "recusal/test_traps.py::test_t18_what_a_waiver_is_bound_to_changes_with_each_new_party",
        (
            "api/test_waivers_ending.py"
            "::test_t18_a_new_party_voids_the_waiver_and_suspends_at_once_and_another_takes_its_place"
        ),
    ),
    "T19": ("recusal/test_workplaces.py::test_a_member_of_the_unit_of_the_facts_is_barred_as_the_mode_says",),
    "T20": (
        "recusal/test_histories.py::test_a_station_with_two_parents_is_of_the_township_and_of_the_bureau_with_its_group",
        "recusal/test_histories.py::test_service_in_a_township_that_was_merged_is_service_in_the_one_that_took_it_in",
        "api/test_facts_registers.py::test_t20_a_transfer_into_the_concerned_unit_suspends",
    ),
    "T21": (
        "recusal/test_histories.py::test_a_secondment_that_ended_last_week_still_counts_beside_the_establishment",
        "api/test_facts_registers.py::test_t21_a_secondment_counts_beside_the_establishment_and_leaves_it",
    ),
    "T22": ("recusal/test_requirements.py::test_a_cadre_of_the_county_is_never_handled_by_a_township",),
    "T23": ("casework/test_modes.py::test_each_mode_puts_only_its_own_organs_in_charge", "issue 6"),
    "T24": ("recusal/test_requirements.py::test_a_document_counts_for_its_case_its_organ_and_its_days",),
    "T25": ("casework/test_counting.py::test_thirty_days_are_not_one_month",),
    "T26": (
        (
            "casework/test_deadlines.py"
            "::test_a_suspension_does_not_stop_the_clock_nor_does_the_second_start_of_the_investigation"
        ),
    ),
    "T27": ("casework/test_policy.py::test_amount_and_warning_are_changed_for_the_named_rule_only",),
    "T28": (
        "allocation/test_against_every_plan.py::test_every_rule_level_and_limit_matters_and_every_level_is_the_best",
    ),
    "T29": (
        "api/test_proposing.py::test_the_same_key_and_request_answers_the_same_proposal",
        "allocation/test_laws.py::test_a_published_plan_stays_as_it_is_with_any_seed",
    ),
    "T30": ("api/test_races.py::test_approvals_that_need_one_person_for_two_cases_keep_within_capacity",),
    "T31": ("api/test_confirming.py::test_a_hold_an_informant_and_a_private_leave_are_answered_alike",),
    "T32": (
        "api/test_screening_teams.py::test_a_viewer_who_must_leave_herself_is_not_told_of_that_item",
        "issue 6",
    ),
    "T33": ("meetings/test_record.py::test_without_a_substitute_every_other_attendance_is_recorded",),
    "T34": ("api/test_named_picks.py::test_where_the_policy_has_no_picks_nobody_is_pinned_and_what_was_pinned_stays",),
    "T35": ("db/test_seeds.py::test_a_seed_is_not_revealed_in_the_transaction_that_committed_to_it",),
    "T36": ("api/test_matters_applying.py::test_t36_a_repeat_of_what_was_refused_is_shown_and_suspends_no_more",),
    "T37": ("api/test_matters_applying.py::test_t37_self_recusals_are_counted_and_shown",),
    "T38": ("api/test_screening_support.py::test_a_witness_may_not_guard_and_who_declared_nothing_is_unknown",),
    "T39": ("api/test_matters_deciding.py::test_t39_what_the_remaining_team_lacks_is_told",),
    "T40": ("api/test_matters_deciding.py::test_t40_the_city_decides_on_the_countys_principal",),
    "T41": ("issue 4",),
    "T42": ("issue 4",),
    "T43": ("db/test_guard_history.py::test_people_organs_and_cases_are_never_deleted",),
    "T44": ("api/test_identities.py::test_a_namesake_is_offered_with_what_agrees_and_differs_and_never_linked_t44",),
    "T45": ("api/test_people.py::test_the_schema_says_nothing_of_kin_birth_or_informants", "issue 4"),
    "T46": ("recusal/test_files.py::test_a_case_is_closed_to_its_parties_in_whatever_role", "issue 4"),
    "T47": ("api/test_gate.py::test_a_case_of_another_zone_answers_like_one_that_does_not_exist", "issue 4"),
    "T48": (
        "api/test_screening.py::test_who_may_not_screen_learns_nothing_whatever_the_numbers",
        "service/test_documents.py::test_documents_that_ask_wrongly_or_too_much_are_refused",
    ),
    "T49": ("house/test_schema.py::test_every_word_carries_its_chinese_term",),
    "T50": ("recusal/test_traps.py::test_t50_organs_go_by_their_present_names", "issue 4"),
}


@cache
def names_in(file: str) -> frozenset[str]:
    """Return the names of the tests in a file below the folder of the tests."""
    tree = ast.parse((TESTS / file).read_text(encoding="utf-8"))
    functions = (node for node in tree.body if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return frozenset(function.name for function in functions if function.name.startswith("test_"))


def test_each_of_the_fifty_traps_has_its_place() -> None:
    assert list(TRAPS) == [f"T{number:02}" for number in range(1, 51)]
    assert all(TRAPS.values())


@pytest.mark.parametrize("place", sorted({place for places in TRAPS.values() for place in places}))
def test_each_place_is_a_test_that_exists_or_an_issue_to_come(place: str) -> None:
    if place not in BUILT_LATER:
        file, _, name = place.partition("::")
        assert name in names_in(file)


@pytest.mark.parametrize("role", AssignmentRole)
@pytest.mark.parametrize("state", AssignmentState)
def test_t13_any_part_in_the_investigation_keeps_from_the_review(role: AssignmentRole, state: AssignmentState) -> None:
    facts = replace(BARE, services=(Service(1, 1, 1, role, state),))
    apart = role is not AssignmentRole.REVIEWER
    assert said(findings(facts, role=AssignmentRole.REVIEWER)) == (["R23 HARD"] if apart else [])
    assert said(findings(facts, role=AssignmentRole.MEMBER)) == ([] if apart else ["R23 HARD"])


def test_t17_no_county_softens_a_rule_of_law() -> None:
    for rule in ("R01", "R02", "R05", "R06", "R07", "R14.CURRENT", "R20.LIVE", "R21", "R22", "R23", "R24", "R29"):
        assert DEFAULT_POLICY.severity(rule) is Severity.HARD
        for softer in (Severity.ABSOLUTE, Severity.WAIVABLE, Severity.SOFT, None):
            with pytest.raises(SofterThanLaw):
                Policy({rule: softer})
    assert Policy({"R08": Severity.WAIVABLE}).severity("R08") is Severity.WAIVABLE
    with pytest.raises(SofterThanLaw):
        Policy({"R08": Severity.SOFT})


@pytest.mark.parametrize("role", PartyRole)
def test_t18_what_a_waiver_is_bound_to_changes_with_each_new_party(role: PartyRole) -> None:
    more = replace(BARE, parties=(SUBJECT_PARTY, Party(2, 1, role, 8)))
    assert parties_of(World(more), 1) != parties_of(World(BARE), 1)
    turned = replace(more, parties=more.parties[::-1])
    assert parties_of(World(turned), 1) == parties_of(World(more), 1)


def test_t08_two_words_one_after_the_other_make_no_relation_that_is_not_in_the_law() -> None:
    words = {Kinship.COUSIN: {1: 5, 5: 9}, Kinship.SPOUSES_SIBLINGS_SPOUSE: {1: 5, 5: 9}, Kinship.UNCLE_AUNT: {1: 5}}
    for word, steps in words.items():
        said_so = tuple(AssertedKin(first, first, second, word) for first, second in steps.items())
        assert findings(replace(BARE, asserted_kin=said_so)) == ()


def test_t50_organs_go_by_their_present_names() -> None:
    assert OrganKind.RESIDENT_GROUP.zh == "派驻纪检监察组"
    assert OrganKind.TOWNSHIP_COMMISSION.zh == "乡镇纪委"
    assert not any(word in kind.zh for kind in OrganKind for word in ("纪检组", "监察局"))
