"""The database itself refuses to change or remove a step of an entry's history."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SQLITE = [
    """CREATE TRIGGER entry_history_refuses_update BEFORE UPDATE ON ledgers_entryevent
    BEGIN SELECT RAISE(ABORT, 'the history of entries is append-only'); END""",
    """CREATE TRIGGER entry_history_refuses_delete BEFORE DELETE ON ledgers_entryevent
    BEGIN SELECT RAISE(ABORT, 'the history of entries is append-only'); END""",
]
POSTGRESQL = [
    """CREATE FUNCTION entry_history_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the history of entries is append-only'; END $$""",
    """CREATE TRIGGER entry_history_refuses_change BEFORE UPDATE OR DELETE ON ledgers_entryevent
    FOR EACH ROW EXECUTE FUNCTION entry_history_refuses()""",
    """CREATE TRIGGER entry_history_refuses_truncate BEFORE TRUNCATE ON ledgers_entryevent
    FOR EACH STATEMENT EXECUTE FUNCTION entry_history_refuses()""",
]


def refuse(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    statements = POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE
    for statement in statements:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("ledgers", "0001_initial")]
    operations = [migrations.RunPython(refuse, migrations.RunPython.noop)]
