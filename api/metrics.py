"""What Prometheus reads: requests as they happen, jobs and runs as the database has them."""

from collections.abc import Iterator

from prometheus_client import CollectorRegistry, Counter, Histogram
from prometheus_client.core import GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.registry import Collector
from starlette.types import Scope
from typing_extensions import override

from lehr.census import Census
from lehr.errors import Unavailable
from lehr.experiments.records import Counts


class RequestMetrics:
    """Counts and times requests by method, route and status."""

    def __init__(self, registry: CollectorRegistry) -> None:
        labels = ["method", "route"]
        self._requests = Counter(
            "lehr_requests", "Requests answered", [*labels, "status"], registry=registry
        )
        self._seconds = Histogram(
            "lehr_request_seconds", "Time to answer a request", labels, registry=registry
        )

    def observe(self, scope: Scope, status: int, seconds: float) -> None:
        """Count one answered request."""
        route = getattr(scope.get("route"), "path", "unmatched")
        method = scope["method"] if route != "unmatched" else "any"
        self._requests.labels(method, route, str(status)).inc()
        self._seconds.labels(method, route).observe(seconds)


class QueueMetrics(Collector):
    """Asks the database at every scrape; no ids in labels, so that the series stay few."""

    def __init__(self, census: Census) -> None:
        self._census = census

    def describe(self) -> Iterator[GaugeMetricFamily]:
        """Name nothing beforehand: registering must not ask the database."""
        yield from ()

    @override
    def collect(self) -> Iterator[GaugeMetricFamily | HistogramMetricFamily]:
        """Tell of jobs, runs, workers and what waits; of nothing while the database is away."""
        try:
            counted = self._census.take()
        except Unavailable:
            return
        yield from self._told(counted)

    def _told(self, counted: Counts) -> Iterator[GaugeMetricFamily | HistogramMetricFamily]:
        for what, by_status in (("jobs", counted.jobs), ("runs", counted.runs)):
            family = GaugeMetricFamily(f"lehr_{what}", f"{what} by state", labels=["status"])
            for status, count in by_status.items():
                family.add_metric([status], count)
            yield family
        yield GaugeMetricFamily(
            "lehr_oldest_queued_run_seconds",
            "Age of the oldest queued run; 0 when none waits",
            value=counted.oldest_queued_seconds,
        )
        yield GaugeMetricFamily("lehr_workers", "Workers alive", value=counted.workers)
        yield GaugeMetricFamily(
            "lehr_webhook_deliveries_waiting",
            "Deliveries to be sent, for the first time or again",
            value=counted.deliveries_waiting,
        )
        yield self._durations(counted.run_seconds)

    @staticmethod
    def _durations(seconds: tuple[dict[float, int], float]) -> HistogramMetricFamily:
        counts, total = seconds
        buckets = [
            ("+Inf" if bound == float("inf") else str(bound), n) for bound, n in counts.items()
        ]
        help_text = "Time from a run's first start to its end, of the runs that are kept"
        return HistogramMetricFamily(
            "lehr_run_seconds", help_text, buckets=buckets, sum_value=total
        )
