"""The database: tables, reads, writes, facts for the rules, guards, migrations, the embedded server."""
