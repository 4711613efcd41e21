"""Real servers, and the whole product, for tests and benchmarks."""

from .servers import embedded_postgres as embedded_postgres
from .servers import embedded_valkey as embedded_valkey
from .servers import is_alive as is_alive
from .servers import running as running
from .servers import wait_until as wait_until
