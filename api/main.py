"""The application: routes, and what surrounds them."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from fastapi.routing import APIRoute
from prometheus_client import CollectorRegistry
from starlette.types import Lifespan

from lehr import __version__
from lehr.settings import Settings

from . import problems
from .assets import Assets
from .direct import Direct
from .exchange import Exchange
from .gate import Gate, checks
from .metrics import QueueMetrics, RequestMetrics
from .openapi import DocumentedApi
from .previews import Previews
from .routes import (
    comparison,
    datasets,
    events,
    export,
    jobs,
    operations,
    page,
    plot,
    range_test,
    runs,
    schedules,
    studies,
    webhooks,
)
from .state import opened

DIRECT = (schedules.direct, jobs.direct)
# Those that are asked most come first: routes are tried in turn.
ROUTERS = (
    *DIRECT,
    schedules.router,
    jobs.router,
    comparison.router,
    export.router,
    plot.router,
    range_test.router,
    runs.router,
    events.router,
    datasets.router,
    studies.router,
    webhooks.router,
    operations.router,
    page.router,
)
DESCRIPTION = "Preview the exact curve of any learning-rate schedule, and train with it."


def create_app(settings: Settings) -> FastAPI:
    """Make the application; it connects to nothing before it starts."""
    registry = CollectorRegistry()
    app = _documented(_lifespan(settings, registry))
    app.state.registry = registry
    app.state.previews = Previews()
    app.state.assets = Assets()
    for router in ROUTERS:
        app.include_router(router)
    problems.install(app)
    app.add_middleware(Direct, routes=[route for router in DIRECT for route in router.routes])
    app.add_middleware(Gate, checks=checks(settings))
    app.add_middleware(Exchange, metrics=RequestMetrics(registry))
    return app


def _lifespan(settings: Settings, registry: CollectorRegistry) -> Lifespan[FastAPI]:
    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        async with opened(settings) as state:
            app.state.lehr = state
            queue = QueueMetrics(state.census)
            registry.register(queue)
            yield
            registry.unregister(queue)

    return lifespan


def _documented(lifespan: Lifespan[FastAPI]) -> FastAPI:
    return DocumentedApi(
        title="Lehr",
        version=__version__,
        description=DESCRIPTION,
        lifespan=lifespan,
        docs_url=None,  # both would load scripts from elsewhere
        redoc_url=None,
        redirect_slashes=False,
        separate_input_output_schemas=False,
        generate_unique_id_function=_operation_id,
        responses=problems.DOCUMENTED,
    )


def _operation_id(route: APIRoute) -> str:
    return route.name
