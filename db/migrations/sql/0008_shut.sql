-- Temporary tables and types are searched last, or whoever may make one puts it before the guards' own.
DO $$
DECLARE
    each regprocedure;
BEGIN
    FOR each IN SELECT p.oid::regprocedure FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace
            AND NOT coalesce('search_path="pg_catalog, public, pg_temp"' = ANY (p.proconfig)
                OR 'search_path=pg_catalog, public, pg_temp' = ANY (p.proconfig), false) LOOP
        EXECUTE format('ALTER FUNCTION %s SET search_path = public, pg_temp', each);
    END LOOP;
    EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
    ALTER DEFAULT PRIVILEGES REVOKE EXECUTE ON FUNCTIONS FROM PUBLIC;
END $$
--;
-- What the planner estimates is told by EXPLAIN to everybody: of sealed facts nothing is gathered.
DO $$
DECLARE
    target record;
BEGIN
    FOR target IN SELECT c.oid::regclass AS name FROM pg_class AS c
            WHERE c.relnamespace = 'sealed'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = false)', target.name);
    END LOOP;
    FOR target IN SELECT c.oid::regclass AS name, a.attname AS part FROM pg_class AS c
            JOIN pg_attribute AS a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE c.relnamespace = 'sealed'::regnamespace AND c.relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %s ALTER COLUMN %I SET STATISTICS 0', target.name, target.part);
    END LOOP;
    IF (SELECT rolsuper FROM pg_roles WHERE rolname = current_user) THEN
        FOR target IN SELECT p.oid::regprocedure AS name FROM pg_proc AS p
                WHERE p.pronamespace = 'pg_catalog'::regnamespace AND p.proargtypes = '26'::oidvector
                AND (starts_with(p.proname, 'pg_stat_get_') OR p.proname IN ('lo_create', 'lo_unlink', 'lo_creat')) LOOP
            EXECUTE format('REVOKE EXECUTE ON FUNCTION %s FROM PUBLIC', target.name);
        END LOOP;
    END IF;
END $$
