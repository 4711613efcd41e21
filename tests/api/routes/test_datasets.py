"""`/datasets`: what experiments may train on."""

import httpx


def test_the_catalogue_tells_sizes_and_sources_without_loading_anything(
    client: httpx.Client,
) -> None:
    by_name = {entry["name"]: entry for entry in client.get("/datasets").json()["datasets"]}
    assert set(by_name) == {
        "ionosphere",
        "blobs",
        "moons",
        "circles",
        "iris",
        "wine",
        "breast_cancer",
        "digits",
    }
    ionosphere = by_name["ionosphere"]
    assert (ionosphere["samples"], ionosphere["shape"], ionosphere["classes"]) == (351, [34], 2)
    assert "Sigillito" in ionosphere["source"]


def test_the_parameters_of_a_data_set_are_a_json_schema(client: httpx.Client) -> None:
    blobs = next(e for e in client.get("/datasets").json()["datasets"] if e["name"] == "blobs")
    assert blobs["parameters"]["properties"]["centers"]["default"] == 3
