import subprocess
import sys

from lehr.experiments.vocabulary import vocabulary

IMPORT_ALL = """
import importlib, pkgutil, sys
import lehr.experiments
for module in pkgutil.walk_packages(lehr.experiments.__path__, "lehr.experiments."):
    importlib.import_module(module.name)
from lehr.experiments.vocabulary import vocabulary
vocabulary()
print(sorted({"keras", "tensorflow", "scipy", "sklearn"} & set(sys.modules)))
"""


def test_experiments_are_known_without_loading_keras() -> None:
    program = [sys.executable, "-c", IMPORT_ALL]
    output = subprocess.run(program, capture_output=True, text=True, check=True).stdout
    assert output.strip() == "[]"


def test_the_vocabulary_is_read_once() -> None:
    assert vocabulary() is vocabulary()


def test_an_identifier_stands_for_its_class() -> None:
    assert vocabulary().initializers.find("random_normal") == "RandomNormal"
    assert vocabulary().initializers.find("RandomNormal") == "RandomNormal"
    assert vocabulary().losses.find("mse") == "MeanSquaredError"
    assert vocabulary().optimizers.find("adam") == "Adam"
    assert vocabulary().layers.find("Masking") is None
