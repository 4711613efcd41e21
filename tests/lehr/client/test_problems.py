"""The client knows every problem that the service can answer with."""

from collections.abc import Iterator

from lehr.client.problems import InternalError, LehrProblem, problem
from lehr.errors import LehrError

DOCUMENT = {"title": "Oh", "status": 418, "detail": "no tea", "instance": "7f"}


def described(kind: type[Exception]) -> Iterator[tuple[str, str, str]]:
    """Give the type, name and family of every problem below one, of those that Lehr ships."""
    for below in kind.__subclasses__():
        if below.__module__.startswith("lehr."):
            yield vars(below)["code"], below.__name__, below.__mro__[1].__name__
            yield from described(below)


def test_problems_have_the_services_types_names_and_families() -> None:
    families = {LehrError.__name__: LehrProblem.__name__}
    served = {(code, name, families.get(of, of)) for code, name, of in described(LehrError)}
    unnamed = (LehrError.code, InternalError.__name__, LehrProblem.__name__)
    assert {*described(LehrProblem)} == served | {unnamed}


def test_a_type_that_is_not_known_is_a_problem_all_the_same() -> None:
    found = problem(DOCUMENT | {"type": "/problems/teapot"})
    assert type(found) is LehrProblem
    assert (found.status, found.type, str(found)) == (418, "/problems/teapot", "no tea")
    assert (found.title, found.instance, found.errors) == ("Oh", "7f", [])
