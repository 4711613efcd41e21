"""Runs all of Lehr on one machine: PostgreSQL and Valkey from their wheels, API, workers."""
