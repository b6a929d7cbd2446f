-- Facts are superseded, never overwritten or deleted; every change of one raises the fact clock.
INSERT INTO fact_clock (singleton, version) VALUES (true, 1)
--;
CREATE FUNCTION raise_fact_clock() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    UPDATE fact_clock SET version = version + 1;
    RETURN NULL;
END $$
--;
CREATE FUNCTION keep_history() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'rows of % are superseded, never deleted', TG_TABLE_NAME
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = TG_TABLE_NAME;
    END IF;
    IF OLD.superseded_at IS NOT NULL
        OR to_jsonb(NEW) - 'superseded_at' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_at' THEN
        RAISE EXCEPTION 'rows of % are superseded by new rows, never overwritten', TG_TABLE_NAME
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = TG_TABLE_NAME;
    END IF;
    RETURN NEW;
END $$
--;
CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    RAISE EXCEPTION 'rows of % are never altered or deleted', TG_TABLE_NAME
        USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = TG_TABLE_NAME;
END $$
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'pool_skills', 'trainings',
        'appraisals', 'absences', 'loans', 'kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'case_links',
        'case_places', 'case_needs', 'case_parties', 'authorisations', 'sealed.informants', 'sealed.holds'
    ] LOOP
        EXECUTE format('CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION keep_history()', target);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'kin_ties',
        'asserted_kin_ties', 'social_ties', 'interests', 'case_links', 'case_parties', 'policies',
        'sealed.informants', 'sealed.holds'
    ] LOOP
        EXECUTE format('CREATE TRIGGER raise_fact_clock AFTER INSERT OR UPDATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION raise_fact_clock()', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'screenings', 'audit_entries', 'case_steps', 'policies', 'allocation_runs', 'proposal_zones',
        'proposal_cases', 'proposal_seats', 'proposal_edits', 'imports'
    ] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION append_only()', target);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
END $$
--;
CREATE TRIGGER raise_fact_clock AFTER INSERT OR UPDATE OF mode, concerned_organ_id, home_organ_id, handling_organ_id,
    management, during ON cases FOR EACH STATEMENT EXECUTE FUNCTION raise_fact_clock()
--;
CREATE FUNCTION standing_assignments_are_screened() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF EXISTS (
        SELECT 1
        FROM assignments AS a
        JOIN screenings AS s ON s.id = a.screening_id
        WHERE a.state = 'ACTIVE' AND s.facts_version < (SELECT version FROM fact_clock)
    ) THEN
        RAISE EXCEPTION 'facts changed and assignments in force were not screened again in the same transaction'
            USING ERRCODE = 'ZB004', CONSTRAINT = 'standing_assignments_are_screened', TABLE = 'assignments';
    END IF;
    RETURN NULL;
END $$
--;
CREATE CONSTRAINT TRIGGER standing_assignments_are_screened AFTER UPDATE ON fact_clock
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION standing_assignments_are_screened()
--;
-- A clock that could be set back, or taken away, would let old screenings pass for new ones.
CREATE FUNCTION guard_fact_clock() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR NEW.version <> OLD.version + 1 OR NOT NEW.singleton THEN
        RAISE EXCEPTION 'the fact clock only goes on, one by one'
            USING ERRCODE = 'ZB012', CONSTRAINT = 'fact_clock_goes_on', TABLE = 'fact_clock';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_fact_clock BEFORE UPDATE OR DELETE ON fact_clock FOR EACH ROW EXECUTE FUNCTION guard_fact_clock()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON fact_clock FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['counties', 'zones', 'organs', 'people', 'clues', 'cases'] LOOP
        EXECUTE format('CREATE TRIGGER never_deleted BEFORE DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
END $$
