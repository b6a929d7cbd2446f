DO $$
DECLARE
    target text;
    policy record;
    guard regprocedure;
BEGIN
    FOR policy IN SELECT tablename, policyname FROM pg_policies WHERE schemaname = 'public' LOOP
        EXECUTE format('DROP POLICY %I ON %I', policy.policyname, policy.tablename);
    END LOOP;
    FOR target IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' LOOP
        EXECUTE format('ALTER TABLE %I DISABLE ROW LEVEL SECURITY', target);
    END LOOP;
    EXECUTE 'REVOKE ALL ON ALL TABLES IN SCHEMA public FROM zones_api';
    EXECUTE 'REVOKE USAGE ON SCHEMA public FROM zones_api';
    EXECUTE 'DROP SCHEMA unsealed CASCADE';
    EXECUTE 'DROP TRIGGER guard_sealed ON sealed.informants';
    EXECUTE 'DROP TRIGGER guard_sealed ON sealed.applicants';
    EXECUTE 'DROP TRIGGER guard_sealed ON sealed.holds';
    EXECUTE 'DROP FUNCTION public.closed_cases(bigint)';
    EXECUTE 'DROP FUNCTION public.close_people(bigint)';
    EXECUTE 'DROP SCHEMA wall CASCADE';
    FOR guard IN SELECT p.oid::regprocedure FROM pg_proc AS p WHERE p.pronamespace = 'public'::regnamespace LOOP
        EXECUTE format('REVOKE ALL ON FUNCTION %s FROM zones_api', guard);
        EXECUTE format('GRANT EXECUTE ON FUNCTION %s TO PUBLIC', guard);
    END LOOP;
    FOR guard IN SELECT p.oid::regprocedure FROM pg_proc AS p
            WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY INVOKER', guard);
    END LOOP;
END $$
