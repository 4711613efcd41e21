"""Means are drawn with how sure they are."""

from lehr.plots import Look
from lehr.plots.intervals import draw
from lehr.plots.shown import Caption, Mean
from tests.lehr.plots.test_bands import texts

MEANS = [
    Mean("optimizer.momentum=0.9 (n = 3)", 0.9, (0.85, 0.92)),
    Mean("optimizer.momentum=0.5 (n = 1)", 0.8, None),
]


def test_every_configuration_has_its_name_and_the_picture_its_title() -> None:
    said = texts(draw(MEANS, Caption("val_accuracy", "2 diverged runs"), Look(), "svg"))
    for text in (*(mean.label for mean in MEANS), "2 diverged runs"):
        assert text in said
    assert "val_accuracy: mean over seeds and its 95 % interval" in said


def test_an_interval_is_seen() -> None:
    sure = [MEANS[0]._replace(interval=None), MEANS[1]]
    caption = Caption("val_accuracy", "")
    assert draw(MEANS, caption, Look(), "png") != draw(sure, caption, Look(), "png")
