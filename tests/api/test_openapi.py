"""The OpenAPI document: what clients are generated from."""

import json
import re
from typing import Any

import httpx
import pytest

PROBLEM = {"application/problem+json": {"schema": {"$ref": "#/components/schemas/ProblemAnswer"}}}


@pytest.fixture(scope="module")
def document(service: httpx.Client) -> dict[str, Any]:
    found: dict[str, Any] = service.get("/openapi.json").json()
    return found


@pytest.fixture(scope="module")
def operations(document: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """Every operation by method and path."""
    return {
        f"{method.upper()} {path}": operation
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    }


def test_the_document_is_openapi_3_1(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1.")


def test_operation_ids_are_short_and_unique(operations: dict[str, Any]) -> None:
    ids = [operation["operationId"] for operation in operations.values()]
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z]+(_[a-z]+){0,2}", one) for one in ids)


def test_every_operation_says_what_it_does(operations: dict[str, Any]) -> None:
    assert all(operation["summary"] and operation["tags"] for operation in operations.values())


def test_every_error_is_a_problem(operations: dict[str, Any]) -> None:
    for operation in operations.values():
        errors = {status for status in operation["responses"] if status[0] in "45"}
        assert errors == {"422", "4XX", "5XX"}
        assert all(operation["responses"][status]["content"] == PROBLEM for status in errors)


def test_models_have_plain_names(document: dict[str, Any]) -> None:
    assert all(re.fullmatch("[A-Z][A-Za-z]+", name) for name in document["components"]["schemas"])


def test_schedules_are_named_by_their_kind(document: dict[str, Any]) -> None:
    schemas = document["components"]["schemas"]
    for name, kind in [
        ("KerasExponentialDecay", "keras.ExponentialDecay"),
        ("ExponentialDecay", "exponential_decay"),
        ("TimeBased", "time_based"),
    ]:
        assert schemas[name]["properties"]["kind"]["const"] == kind
        assert "kind" in schemas[name]["required"]


def test_what_a_schedule_can_be_is_said_once(document: dict[str, Any]) -> None:
    assert json.dumps(document).count('"keras.ExponentialDecay": "#') == 1


def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    names = set(re.findall(r'"#/components/schemas/([^"]*)"', json.dumps(document)))
    assert names == set(document["components"]["schemas"]) & names
    assert "#/$defs/" not in json.dumps(document["paths"])


def test_a_schedule_is_chosen_by_its_kind(document: dict[str, Any]) -> None:
    schedule, *_ = document["components"]["schemas"]["AnySchedule"]["anyOf"]
    assert schedule["discriminator"]["propertyName"] == "kind"
    assert (
        schedule["discriminator"]["mapping"]["keras.ExponentialDecay"]
        == "#/components/schemas/KerasExponentialDecay"
    )


@pytest.mark.parametrize(
    ("operation", "status", "model"),
    [
        ("GET /schedules", "200", "ScheduleCatalogue"),
        ("GET /schedules/preview", "200", "CurveAnswer"),
        ("POST /schedules/translate", "200", "TranslationAnswer"),
        ("GET /datasets", "200", "DatasetCatalogue"),
        ("POST /jobs", "202", "JobAnswer"),
        ("POST /jobs", "200", "PlanAnswer"),
        ("GET /jobs", "200", "JobPage"),
        ("GET /jobs/{job_id}", "200", "JobAnswer"),
        ("POST /jobs/{job_id}/cancel", "202", "JobAnswer"),
        ("GET /jobs/{job_id}/runs", "200", "RunPage"),
        ("GET /jobs/{job_id}/history", "200", "History"),
        ("GET /jobs/{job_id}/comparison", "200", "Comparison"),
        ("GET /jobs/{job_id}/lr_range_test", "200", "RangeTests"),
        ("GET /studies", "200", "StudyCatalogue"),
        ("POST /studies/{name}", "202", "JobAnswer"),
        ("GET /health/ready", "200", "Readiness"),
    ],
)
def test_answers_are_named_models(
    operations: dict[str, Any], operation: str, status: str, model: str
) -> None:
    schema = operations[operation]["responses"][status]["content"]["application/json"]["schema"]
    assert schema == {"$ref": f"#/components/schemas/{model}"}


def test_a_preview_of_one_schedule_and_of_several_are_both_shown(
    operations: dict[str, Any],
) -> None:
    operation = operations["POST /schedules/preview"]
    asked = operation["requestBody"]["content"]["application/json"]["schema"]
    told = operation["responses"]["200"]["content"]["application/json"]["schema"]
    forms = {"PreviewRequest", "CurvesRequest"}
    assert {form["$ref"].rpartition("/")[2] for form in asked["oneOf"]} == forms
    answers = {"CurveAnswer", "CurvesAnswer"}
    assert {answer["$ref"].rpartition("/")[2] for answer in told["anyOf"]} == answers


def test_the_query_of_a_preview_is_documented(operations: dict[str, Any]) -> None:
    parameters = operations["GET /schedules/preview"]["parameters"]
    named = {parameter["name"]: parameter for parameter in parameters}
    assert list(named)[:3] == ["kind", "parameters", "schedule"]
    assert {"steps", "points", "at", "unit", "dtype", "steps_per_epoch", "format"} <= set(named)
    assert "keras.ExponentialDecay" in named["kind"]["schema"]["enum"]
    assert all(parameter["description"] for parameter in parameters)


def test_csv_is_documented_where_it_is_offered(operations: dict[str, Any]) -> None:
    for path in ("/schedules/preview", "/jobs/{job_id}/history"):
        assert "text/csv" in operations[f"GET {path}"]["responses"]["200"]["content"]
