"""Alembic's entry: runs migrations on the connection that `record/migrate.py` gives, in its transaction."""

from alembic import context

from musnad.record.schema import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata, transactional_ddl=False)
context.run_migrations()
