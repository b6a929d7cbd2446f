DO $$
DECLARE
    target text;
    one text;
BEGIN
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'pool_skills', 'trainings',
        'appraisals', 'absences', 'loans', 'kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'case_links',
        'case_places', 'case_needs', 'case_parties', 'authorisations', 'sealed.informants', 'sealed.holds', 'policies',
        'cases', 'assignments', 'fact_clock'
    ] LOOP
        FOREACH one IN ARRAY ARRAY['raise_fact_clock', 'stamp_knowledge', 'note_insert', 'note_update', 'stamp_policy',
            'guard_policy', 'keep_case_version', 'keep_assignment_step', 'keep_moment', 'guard_recused'] LOOP
            EXECUTE format('DROP TRIGGER IF EXISTS %I ON %s', one, target);
        END LOOP;
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'kin_ties',
        'asserted_kin_ties', 'social_ties', 'interests', 'case_links', 'case_parties', 'policies',
        'sealed.informants', 'sealed.holds'
    ] LOOP
        EXECUTE format('CREATE TRIGGER raise_fact_clock AFTER INSERT OR UPDATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION raise_fact_clock()', target);
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
