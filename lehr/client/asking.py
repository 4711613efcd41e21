"""The forms of asking: for a document, for bytes, for page after page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from .exchange import Call, Feed, Request, Told, answered
from .reading import Document, document, numbered, written

LONGEST_PAGE: Final = 200
FOR_WAITING: Final = 5
"""Further attempts of those who wait anyway: a minute in all, in which a service restarts."""


@dataclass(frozen=True)
class Asking:
    """How often a request is sent again that found nobody, or a service in trouble."""

    retries: int

    @property
    def patiently(self) -> "Asking":
        """Ask as one who waits in any case."""
        return Asking(self.retries + FOR_WAITING)

    def content(self, request: Request) -> Call[bytes]:
        """Return the body of an answer as it is."""
        answer = yield from answered(request, self.retries)
        return answer.content

    def document(self, request: Request) -> Call[Any]:
        """Return an answer's document."""
        answer = yield from answered(request, self.retries)
        return document(answer)

    def get(self, path: str, **params: Any) -> Call[Document]:
        """Return what is at a path; parameters that are None are left out."""
        found = yield from self.document(Request("GET", path, given(params)))
        return dict(numbered(found))

    def post(self, path: str, body: object, **details: Any) -> Call[Document]:
        """Return what comes of a body; the details are the request's."""
        request = Request("POST", path, content=written(body), **details)
        return dict(numbered((yield from self.document(request))))

    def pages(self, path: str, name: str, **params: Any) -> Feed[Document, None]:
        """Tell every element of the lists that all pages have under `name`."""
        params = {**params, "limit": LONGEST_PAGE}
        page = yield from self.get(path, **params)
        while True:
            yield from map(Told, page[name])
            if page["next"] is None:
                return
            page = yield from self.get(path, **params, cursor=page["next"])


def given(params: Mapping[str, Any]) -> dict[str, Any]:
    """Return the parameters that have a value."""
    return {name: value for name, value in params.items() if value is not None}
