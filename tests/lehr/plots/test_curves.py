"""Curves are drawn as images that tell what they show."""

from io import BytesIO
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from matplotlib.image import imread

from lehr.dialects import parse
from lehr.plots import Image, Look
from lehr.plots.curves import draw
from lehr.preview import Curve, PreviewOptions, preview

COSINE = {"kind": "cosine", "initial_learning_rate": 0.1, "decay_steps": 80}
NOWHERE = {"kind": "constant", "learning_rate": 0}
PLATEAU = {
    "kind": "keras.ReduceLROnPlateau",
    "initial_learning_rate": 0.1,
    "monitor": r"$\frac{<script>$",
    "mode": "min",
}


def curve(schedule: dict[str, Any], **options: Any) -> Curve:
    return preview(parse(schedule), PreviewOptions(**{"steps": 100, **options}))


def colours(image: bytes) -> Any:
    return imread(BytesIO(image), format="png")[..., :3].mean(axis=2)


def test_equal_curves_give_equal_bytes() -> None:
    images: list[Image] = ["svg", "png"]
    for image in images:
        drawn = [draw([curve(COSINE)], Look(), image) for _ in range(2)]
        assert drawn[0] == drawn[1]


def test_an_svg_is_xml_without_anything_from_elsewhere() -> None:
    root = ET.fromstring(draw([curve(COSINE)], Look(), "svg"))
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    links = [value for one in root.iter() for name, value in one.items() if name.endswith("href")]
    assert all(link.startswith("#") for link in links)


def test_a_light_plot_is_light_and_a_dark_one_dark() -> None:
    light = colours(draw([curve(COSINE)], Look(theme="light"), "png"))
    dark = colours(draw([curve(COSINE)], Look(theme="dark"), "png"))
    assert light.mean() > 0.9
    assert dark.mean() < 0.2


def test_a_logarithmic_axis_shows_another_picture() -> None:
    linear, log = (draw([curve(COSINE)], Look(axis=axis), "png") for axis in ("linear", "log"))
    assert (colours(linear) != colours(log)).any()


def test_rates_that_are_all_zero_are_drawn_on_either_axis() -> None:
    assert draw([curve(NOWHERE)], Look(axis="log"), "svg") == draw([curve(NOWHERE)], Look(), "svg")


@pytest.mark.parametrize("options", [{"steps": 1}, {"steps": 10**12}, {"at": [99, 0, 7]}])
def test_any_range_can_be_drawn(options: dict[str, Any]) -> None:
    assert draw([curve(COSINE, **options)], Look(axis="log"), "png").startswith(b"\x89PNG")


def test_many_curves_can_be_told_apart_by_colour_or_dashes() -> None:
    several = [curve({**COSINE, "decay_steps": steps}) for steps in range(60, 76)]
    root = ET.fromstring(draw(several, Look(), "svg"))
    lines = [one.get("style") for one in root.iter() if one.get("clip-path")]
    styles = {style for style in lines if style and "stroke-width: 1.8" in style}
    assert len(styles) == len(several)


def test_steps_in_another_order_give_the_same_line() -> None:
    forth, back = curve(COSINE, at=range(50)), curve(COSINE, at=[*reversed(range(50))])
    assert draw([forth], Look(), "svg") == draw([back], Look(), "svg")


def test_what_a_client_names_is_text_whatever_is_in_it() -> None:
    plotted = draw([curve(PLATEAU, steps=None, metric=[0.5, 0.4])], Look(), "svg")
    assert ET.fromstring(plotted).tag.endswith("svg")
