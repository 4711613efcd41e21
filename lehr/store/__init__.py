"""The database: the only package that knows SQLAlchemy, and the only truth about jobs and runs."""
