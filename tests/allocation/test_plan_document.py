"""The documents that the command line prints: the schema of problems, and the record of a run."""

import json

from allocation.document import FORMAT, all_members_of, canonical_text, problem_hash, to_json, whole_document
from allocation.document_schema import plan_schema, problem_schema
from allocation.plan import LevelValue, Plan
from allocation.plan_document import FORMAT as PLAN_FORMAT
from allocation.plan_document import RUN_FORMAT, plan_document, run_record, run_to_json
from allocation.problem import Problem
from allocation.solve import allocate
from terms.allocation import Level
from tests.allocation.small import AT_EASE, case, person

ONE = Problem((case(1),), (person(1),), limits=AT_EASE)


def test_the_record_of_a_run_holds_all_that_it_was_made_from() -> None:
    record = json.loads(run_to_json(ONE, allocate(ONE, 3), deterministic_limit=60.0))
    assert record["problem"] == json.loads(canonical_text(whole_document(ONE), members=all_members_of))
    assert record["problem"]["problem"].keys() - json.loads(to_json(ONE))["problem"].keys() == {"linked", "apart"}
    assert (record["format"], record["stopped"]) == (RUN_FORMAT, False)
    assert record["problem_hash"] == record["plan"]["problem_hash"] == problem_hash(ONE)
    assert (record["seed"], record["deterministic_limit"], record["seed_commitment"]) == (3, 60.0, None)
    assert [seat["person"] for seat in record["plan"]["seats"]] == [1]


def test_the_record_of_a_plan_that_an_earlier_version_kept_has_the_hash_that_it_had() -> None:
    plan = plan_document(allocate(ONE, 3), of_problem=problem_hash(ONE)) | {"format": "zones-allocation-plan/1"}
    kept, problem = json.loads(json.dumps(plan)), json.loads(to_json(ONE))
    record = run_record(problem, kept, salt="", deterministic_limit=60.0, commitment=None)
    assert (record["format"], "stopped" in record) == ("zones-allocation-run/1", False)
    assert record["record_hash"] == "0c8428a4e99b4f0740a95f65b860334f505d7594f1c4aec5059a3c555ce80688"


def test_the_schema_names_what_a_document_must_have() -> None:
    schema = problem_schema()
    assert schema["properties"]["format"] == {"const": FORMAT}
    assert schema["$defs"]["Problem"]["required"] == ["cases", "candidates"]
    assert schema["$defs"]["Pair"]["properties"]["role"]["anyOf"][1] == {"type": "null"}
    assert schema["$defs"]["Problem"]["properties"]["kin"]["items"]["maxItems"] == 2


def test_the_schema_of_plans_wants_every_member() -> None:
    schema = plan_schema()
    assert schema["properties"]["format"] == {"const": PLAN_FORMAT}
    assert set(schema["properties"]) == set(schema["required"])
    definitions = schema["$defs"]
    assert definitions.keys() == {"LevelValue", "Seat", "Shortage", "Together"}
    assert all(set(one["properties"]) == set(one["required"]) for one in definitions.values())
    document = plan_document(allocate(ONE, 1), of_problem=problem_hash(ONE))
    assert (set(document), set(document["levels"][0]), set(document["seats"][0])) == (
        set(schema["properties"]),
        set(definitions["LevelValue"]["properties"]),
        set(definitions["Seat"]["properties"]),
    )


def test_the_gap_of_a_level_is_what_lies_between_its_value_and_its_bound() -> None:
    levels = (
        LevelValue(Level.FIT, 5, 8, proven=False),
        LevelValue(Level.TRAVEL, 5, 3, proven=False, scale=2),
        LevelValue(Level.TRAVEL, 5, 5, proven=False),
        LevelValue(Level.TRAVEL, 5, 3, proven=True, near=2),
        LevelValue(Level.TRAVEL, 3, 5, proven=False),
        LevelValue(Level.FIT, 8, 5, proven=False),
    )
    document = plan_document(Plan((), (), levels, seed=1), of_problem="")
    assert [level["gap"] for level in document["levels"]] == [3, 2, 0, 2, None, None]


def test_every_number_of_a_plan_has_a_name_and_a_unit() -> None:
    lacking = Problem((case(1, effort=60), case(2, effort=60, weight=20)), (person(1),), limits=AT_EASE)
    document = json.loads(json.dumps(plan_document(allocate(lacking, 1), of_problem="")))
    (shortage,) = document["shortages"]
    rows = {"seats": document["seats"][0], "shortages": shortage, "together": shortage["together"]}
    for where, row in rows.items():
        counted = {name for name, value in row.items() if type(value) is int or name == "barred_by_rule"}
        assert document["units"][where].keys() == counted - {"case", "person"}
        for told in document["units"][where].values():
            assert all(told[what][language] for what in ("name", "unit") for language in ("zh", "en"))
