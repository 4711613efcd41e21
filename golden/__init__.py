"""Numbers of the real libraries, for tests that run without them: `make golden`."""
