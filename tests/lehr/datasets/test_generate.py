from lehr.datasets import shipped
from lehr.datasets.generate import labels_json


def test_the_labels_file_is_what_the_script_writes_with_the_installed_scikit_learn() -> None:
    assert shipped.LABELS.read_text(encoding="utf-8") == labels_json()
