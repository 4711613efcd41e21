"""Lehr's schedules inside one's own training: a module a library, which nothing else imports."""
