"""Which configurations a sweep asks for, and what their changes do to a document."""

from typing import Any

import pytest

from lehr.errors import InvalidRequest
from lehr.experiments.sweep import Override, changed, configurations_of, override_sets

DOCUMENT = {
    "epochs": 5,
    "validation": None,
    "schedule": {"kind": "constant", "learning_rate": 0.1},
    "model": {"layers": [{"units": 4}, {"units": 1}]},
}


def applied(changes: dict[str, Any]) -> dict[str, Any]:
    overrides = [Override(path, value, f"/sweep/{path}") for path, value in changes.items()]
    return changed(DOCUMENT, overrides)


def test_a_grid_has_every_combination_and_varies_its_last_path_fastest() -> None:
    grid = {"epochs": [1, 2], "batch_size": [8, 16, 32]}
    found = [[one.value for one in overrides] for overrides in override_sets(grid)]
    assert found == [[1, 8], [1, 16], [1, 32], [2, 8], [2, 16], [2, 32]]
    assert configurations_of(grid) == 6


def test_a_list_has_a_configuration_for_each_set_of_changes() -> None:
    sets: list[dict[str, Any]] = [{"epochs": 1}, {"epochs": 2, "batch_size": 8}]
    found = [{one.path: one.value for one in overrides} for overrides in override_sets(sets)]
    assert found == sets
    assert configurations_of(sets) == 2


def test_no_sweep_is_one_configuration_without_changes() -> None:
    assert list(override_sets(None)) == [[]]
    assert configurations_of(None) == 1


def test_a_change_knows_where_the_client_wrote_it() -> None:
    (first,) = next(override_sets({"schedule.alpha": [0.5]}))
    assert (first.pointer, first.target) == ("/sweep/schedule.alpha/0", "/schedule/alpha")
    _, (second,) = override_sets([{"epochs": 1}, {"a/b": 2}])
    assert (second.pointer, second.target) == ("/sweep/1/a~1b", "/a~1b")


def test_changes_leave_the_document_as_it_is() -> None:
    before = repr(DOCUMENT)
    assert applied({"schedule.learning_rate": 0.5})["schedule"]["learning_rate"] == 0.5
    assert repr(DOCUMENT) == before


def test_a_path_leads_into_lists_by_place() -> None:
    units = [layer["units"] for layer in applied({"model.layers.1.units": 9})["model"]["layers"]]
    assert units == [4, 9]


def test_a_part_may_be_given_that_the_document_leaves_to_its_default() -> None:
    assert applied({"schedule.alpha": 0.1})["schedule"]["alpha"] == 0.1


def test_a_whole_object_is_replaced_before_its_parts_whatever_their_order() -> None:
    changes = {"schedule.learning_rate": 0.5, "schedule": {"kind": "noam"}}
    assert applied(changes)["schedule"] == {"kind": "noam", "learning_rate": 0.5}


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("schedule.inner.alpha", "no `inner`; there are `kind`, `learning_rate`"),
        ("model.layers.2.units", "no `2`; the list has the places 0 to 1"),
        ("model.layers.-1.units", "no `-1`; the list has the places 0 to 1"),
        ("model.layers.x", "no `x`; the list has the places 0 to 1"),
        ("model.layers.01.units", "no `01`; the list has the places 0 to 1"),
        ("model.layers.\u0661.units", "no `\u0661`; the list has the places 0 to 1"),
        ("epochs.more", "no `more`; that is 5, which has no parts"),
        ("validation.split", "no `split`; that is null, which has no parts"),
        ("schedule..alpha", "no ``; there are `kind`, `learning_rate`"),
    ],
)
def test_a_path_that_leads_nowhere_is_refused_where_it_stands(path: str, told: str) -> None:
    with pytest.raises(InvalidRequest) as refusal:
        applied({path: 1})
    (violation,) = refusal.value.violations
    assert violation.pointer == f"/sweep/{path}"
    assert told in violation.detail
