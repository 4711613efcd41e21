"""The HTTP program: it translates between HTTP and the library, and decides nothing."""
