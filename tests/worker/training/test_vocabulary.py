import pytest

from worker.training import vocabulary
from worker.training.argument_kinds import UnknownArgumentError, kind_of


def test_the_vocabulary_file_is_that_of_the_installed_keras() -> None:
    assert vocabulary.PATH.read_text(encoding="utf-8") == vocabulary.text()


def test_an_argument_that_no_table_knows_stops_the_script() -> None:
    with pytest.raises(UnknownArgumentError, match=r"Dense\.flavour, by default 3"):
        kind_of("Dense", "flavour", 3)
