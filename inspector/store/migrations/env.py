"""Alembic's entry: runs the migrations on the connection that `migrate.upgrade` opened."""

from alembic import context

from inspector.store.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
