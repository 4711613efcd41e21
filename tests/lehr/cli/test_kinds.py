"""`lehr kinds`: the catalogue."""

import json

from lehr.cli.sentences import Ending
from lehr.dialects import KINDS
from tests.lehr.cli.conftest import Lehr


def test_every_kind_is_a_row(lehr: Lehr) -> None:
    heading, *rows = lehr("kinds").stdout.splitlines()
    assert heading.split("\t") == ["kind", "library", "title"]
    assert [row.split("\t")[0] for row in rows] == list(KINDS)


def test_a_text_finds_kinds_and_titles(lehr: Lehr) -> None:
    _, *rows = lehr("kinds", "restarts").stdout.splitlines()
    assert {"cosine_restarts", "torch.CosineAnnealingWarmRestarts"} <= {
        row.split("\t")[0] for row in rows
    }


def test_a_kind_by_its_name_tells_what_it_takes(lehr: Lehr) -> None:
    told = lehr("kinds", "cosine").stdout.splitlines()
    assert told[0] == "cosine: Cosine decay"
    assert "  decay_steps (required)" in told
    assert "  exponent = 1" in told


def test_json_has_entries_as_the_service_has_them(lehr: Lehr) -> None:
    [kind] = json.loads(lehr("kinds", "cosine", "--json").stdout)["kinds"]
    assert kind["example"]["kind"] == "cosine"


def test_a_text_that_no_kind_has_gets_a_sentence(lehr: Lehr) -> None:
    done = lehr("kinds", "quantum")
    sentence = "lehr: no kind has `quantum` in its name or title; `lehr kinds` lists all\n"
    assert (done.exit_code, done.stderr) == (Ending.REFUSED, sentence)
