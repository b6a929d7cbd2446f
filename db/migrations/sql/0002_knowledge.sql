-- Every row that recusal looks at is known from one version of the facts on, and until another: what was known on the
-- day of a decision can be read again exactly. Every change says whom it may touch and must be answered by screening
-- them in the same transaction.
CREATE FUNCTION raise_facts() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = public AS $$
    UPDATE fact_clock SET version = version + 1 RETURNING version
$$
--;
CREATE FUNCTION stamp_knowledge() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'INSERT' THEN
        NEW.recorded_in := (SELECT version FROM fact_clock);
    ELSIF OLD.superseded_at IS NULL AND NEW.superseded_at IS NOT NULL THEN
        NEW.superseded_in := (SELECT version FROM fact_clock);
    END IF;
    RETURN NEW;
END $$
--;
CREATE FUNCTION stamp_policy() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    NEW.recorded_in := (SELECT version FROM fact_clock);
    RETURN NEW;
END $$
--;
-- Arguments: columns with people, columns with cases (each a list with commas), 'kin' where kin are touched too, and
-- 'all' where everybody is.
CREATE FUNCTION note_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    some_rows boolean;
    the_people bigint[] := '{}';
    the_cases bigint[] := '{}';
    the_column text;
BEGIN
    EXECUTE 'SELECT EXISTS (SELECT 1 FROM changed)' INTO some_rows;
    IF NOT some_rows THEN
        RETURN NULL;
    END IF;
    FOREACH the_column IN ARRAY string_to_array(TG_ARGV[0], ',') LOOP
        EXECUTE format('SELECT $1 || coalesce(array_agg(DISTINCT %1$I), ''{}'') FROM changed WHERE %1$I IS NOT NULL',
            the_column) INTO the_people USING the_people;
    END LOOP;
    FOREACH the_column IN ARRAY string_to_array(TG_ARGV[1], ',') LOOP
        EXECUTE format('SELECT $1 || coalesce(array_agg(DISTINCT %1$I), ''{}'') FROM changed WHERE %1$I IS NOT NULL',
            the_column) INTO the_cases USING the_cases;
    END LOOP;
    INSERT INTO fact_changes (version, people, cases, through_kin, everything)
    VALUES ((SELECT version FROM fact_clock), the_people, the_cases, TG_ARGV[2] = 'kin', TG_ARGV[2] = 'all');
    RETURN NULL;
END $$
--;
-- Whether somebody in force is plainly barred among those whom a change may touch directly: the people where it is no
-- tie of kin, the teams of the cases, and whoever is assigned where a near relative on the other side of a tie of kin
-- that changed is a party or informed.
CREATE FUNCTION plainly_barred_by(change fact_changes) RETURNS boolean LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
DECLARE
    directly bigint[] := CASE WHEN change.through_kin THEN '{}' ELSE change.people END;
    around bigint[] := CASE WHEN change.through_kin THEN kin_around(change.people) ELSE '{}' END;
BEGIN
    RETURN EXISTS (
        -- The few who are touched first, by indexes; then the costly look at each of them.
        WITH touched AS MATERIALIZED (
            SELECT a.person_id, a.case_id FROM assignments AS a
            WHERE a.state = 'ACTIVE' AND a.person_id = ANY (directly)
            UNION
            SELECT a.person_id, a.case_id FROM assignments AS a
            WHERE a.state = 'ACTIVE' AND a.case_id = ANY (change.cases)
            UNION
            SELECT a.person_id, a.case_id FROM case_parties AS p JOIN assignments AS a ON a.case_id = p.case_id
            WHERE p.superseded_at IS NULL AND p.person_id = ANY (around) AND a.state = 'ACTIVE'
                AND a.person_id = ANY (around)
            UNION
            SELECT a.person_id, a.case_id FROM sealed.informants AS i JOIN assignments AS a ON a.case_id = i.case_id
            WHERE i.superseded_at IS NULL AND i.person_id = ANY (around) AND a.state = 'ACTIVE'
                AND a.person_id = ANY (around)
        )
        SELECT 1 FROM touched AS t WHERE barred_directly(t.person_id, t.case_id) IS NOT NULL
    );
END $$
--;
CREATE FUNCTION changes_are_answered() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM assignments AS a WHERE a.state = 'ACTIVE') THEN
        UPDATE fact_changes SET answered_at = clock_timestamp() WHERE id = NEW.id AND answered_at IS NULL;
        RETURN NULL;
    END IF;
    IF EXISTS (SELECT 1 FROM fact_changes AS c WHERE c.id = NEW.id AND c.answered_at IS NULL) THEN
        RAISE EXCEPTION 'facts changed and assignments in force were not screened again in the same transaction'
            USING ERRCODE = 'ZB004', CONSTRAINT = 'standing_assignments_are_screened', TABLE = 'assignments';
    END IF;
    IF NOT NEW.everything AND plainly_barred_by(NEW) THEN
        RAISE EXCEPTION 'a change of facts leaves somebody in force who is barred'
            USING ERRCODE = 'ZB001', CONSTRAINT = 'assignment_is_not_barred', TABLE = 'assignments';
    END IF;
    RETURN NULL;
END $$
--;
CREATE CONSTRAINT TRIGGER changes_are_answered AFTER INSERT ON fact_changes
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION changes_are_answered()
--;
CREATE FUNCTION rescreening_answered() RETURNS void LANGUAGE sql VOLATILE SET search_path = public AS $$
    UPDATE fact_changes SET answered_at = clock_timestamp() WHERE answered_at IS NULL
$$
--;
CREATE FUNCTION guard_fact_change() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.answered_at IS NOT NULL OR NEW.answered_at IS NULL
        OR to_jsonb(NEW) - 'answered_at' IS DISTINCT FROM to_jsonb(OLD) - 'answered_at' THEN
        RAISE EXCEPTION 'a change of facts is answered once, and nothing else of it changes'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = 'fact_changes';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_fact_change BEFORE UPDATE OR DELETE ON fact_changes
    FOR EACH ROW EXECUTE FUNCTION guard_fact_change()
--;
-- The moment of a version is that of its commit: until then nobody else knew it.
CREATE FUNCTION keep_moment() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    INSERT INTO fact_moments (version, at) VALUES (NEW.version, clock_timestamp());
    RETURN NULL;
END $$
--;
CREATE TRIGGER keep_moment AFTER UPDATE ON fact_clock FOR EACH ROW EXECUTE FUNCTION keep_moment()
--;
CREATE FUNCTION set_moment() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    UPDATE fact_moments SET at = clock_timestamp() WHERE version = NEW.version;
    RETURN NULL;
END $$
--;
CREATE CONSTRAINT TRIGGER set_moment AFTER INSERT ON fact_moments
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION set_moment()
--;
CREATE TRIGGER never_deleted BEFORE DELETE ON fact_moments FOR EACH ROW EXECUTE FUNCTION append_only()
--;
INSERT INTO fact_moments (version, at) SELECT version, clock_timestamp() FROM fact_clock
--;
-- What was superseded before this migration was known until it at the latest.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'pool_skills', 'trainings',
        'appraisals', 'absences', 'loans', 'kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'case_links',
        'case_places', 'case_needs', 'case_parties', 'authorisations', 'sealed.informants', 'sealed.holds'
    ] LOOP
        EXECUTE format('ALTER TABLE %s DISABLE TRIGGER keep_history', target);
        EXECUTE format('UPDATE %s SET superseded_in = (SELECT version FROM fact_clock) '
            'WHERE superseded_at IS NOT NULL', target);
        EXECUTE format('ALTER TABLE %s ENABLE TRIGGER keep_history', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'place_ties', 'incidents', 'duties', 'venues', 'declarations', 'releases', 'identity_links', 'waivers',
        'dismissals', 'sealed.applicants'
    ] LOOP
        EXECUTE format('CREATE TRIGGER keep_history BEFORE UPDATE OR DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION keep_history()', target);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'kin_ties',
        'asserted_kin_ties', 'social_ties', 'interests', 'case_links', 'case_parties', 'policies',
        'sealed.informants', 'sealed.holds', 'cases'
    ] LOOP
        EXECUTE format('DROP TRIGGER raise_fact_clock ON %s', target);
    END LOOP;
    -- Before the statement, so that its rows carry the version that they make.
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'pool_skills', 'loans',
        'kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'case_links', 'case_needs', 'case_parties',
        'authorisations', 'place_ties', 'incidents', 'duties', 'venues', 'declarations', 'releases', 'identity_links',
        'waivers', 'dismissals', 'policies', 'sealed.informants', 'sealed.holds'
    ] LOOP
        EXECUTE format('CREATE TRIGGER raise_fact_clock BEFORE INSERT OR UPDATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION raise_fact_clock()', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY[
        'organ_links', 'organ_successions', 'zone_members', 'memberships', 'pool_members', 'pool_skills', 'trainings',
        'appraisals', 'absences', 'loans', 'kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'case_links',
        'case_places', 'case_needs', 'case_parties', 'authorisations', 'place_ties', 'incidents', 'duties', 'venues',
        'declarations', 'releases', 'identity_links', 'waivers', 'dismissals', 'sealed.informants', 'sealed.holds',
        'sealed.applicants'
    ] LOOP
        EXECUTE format('CREATE TRIGGER stamp_knowledge BEFORE INSERT OR UPDATE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION stamp_knowledge()', target);
    END LOOP;
END $$
--;
CREATE TRIGGER stamp_policy BEFORE INSERT ON policies FOR EACH ROW EXECUTE FUNCTION stamp_policy()
--;
CREATE TRIGGER raise_fact_clock BEFORE INSERT OR UPDATE OF mode, status, concerned_organ_id, home_organ_id,
    handling_organ_id, management, during, happened, appeal_of_id ON cases
    FOR EACH STATEMENT EXECUTE FUNCTION raise_fact_clock()
--;
DO $$
DECLARE
    noted text[];
    event text;
BEGIN
    FOREACH noted SLICE 1 IN ARRAY ARRAY[
        ['memberships', 'person_id', '', ''],
        ['kin_ties', 'first_id,second_id', '', 'kin'],
        ['asserted_kin_ties', 'person_id,relative_id', '', 'kin'],
        ['identity_links', 'first_id,second_id', '', 'kin'],
        ['social_ties', 'first_id,second_id', '', ''],
        ['interests', 'person_id', 'case_id', 'kin'],
        ['case_links', '', 'first_id,second_id', ''],
        ['case_parties', 'person_id', 'case_id', ''],
        ['place_ties', 'person_id', '', ''],
        ['incidents', 'person_id', 'case_id', ''],
        ['duties', 'person_id', 'case_id', ''],
        ['waivers', 'person_id', 'case_id', ''],
        ['dismissals', 'person_id', 'case_id', ''],
        ['sealed.informants', '', 'case_id', ''],
        ['sealed.holds', 'person_id', '', ''],
        ['organ_links', '', '', 'all'],
        ['organ_successions', '', '', 'all'],
        ['policies', '', '', 'all']
    ] LOOP
        FOREACH event IN ARRAY ARRAY['INSERT', 'UPDATE'] LOOP
            EXECUTE format('CREATE TRIGGER note_%s AFTER %s ON %s REFERENCING NEW TABLE AS changed '
                'FOR EACH STATEMENT EXECUTE FUNCTION note_change(%L, %L, %L)',
                lower(event), event, noted[1], noted[2], noted[3], noted[4]);
        END LOOP;
    END LOOP;
END $$
--;
CREATE FUNCTION keep_case_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    facts bigint := (SELECT version FROM fact_clock);
BEGIN
    IF TG_OP = 'UPDATE' AND (NEW.mode, NEW.status, NEW.concerned_organ_id, NEW.home_organ_id, NEW.handling_organ_id,
            NEW.management, NEW.during, NEW.happened, NEW.appeal_of_id)
        IS NOT DISTINCT FROM (OLD.mode, OLD.status, OLD.concerned_organ_id, OLD.home_organ_id, OLD.handling_organ_id,
            OLD.management, OLD.during, OLD.happened, OLD.appeal_of_id) THEN
        RETURN NULL;
    END IF;
    UPDATE case_versions SET superseded_in = facts WHERE case_id = NEW.id AND superseded_in IS NULL;
    INSERT INTO case_versions (case_id, mode, status, concerned_organ_id, home_organ_id, handling_organ_id, management,
        during, happened, appeal_of_id, recorded_in)
    VALUES (NEW.id, NEW.mode, NEW.status, NEW.concerned_organ_id, NEW.home_organ_id, NEW.handling_organ_id,
        NEW.management, NEW.during, NEW.happened, NEW.appeal_of_id, facts);
    INSERT INTO fact_changes (version, people, cases, through_kin, everything)
    VALUES (facts, '{}', ARRAY[NEW.id], false, false);
    RETURN NULL;
END $$
--;
INSERT INTO case_versions (case_id, mode, status, concerned_organ_id, home_organ_id, handling_organ_id, management,
    during, recorded_in)
SELECT id, mode, status, concerned_organ_id, home_organ_id, handling_organ_id, management, during, 0 FROM cases
--;
CREATE TRIGGER keep_case_version AFTER INSERT OR UPDATE ON cases FOR EACH ROW EXECUTE FUNCTION keep_case_version()
--;
CREATE FUNCTION guard_case_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP <> 'UPDATE' OR OLD.superseded_in IS NOT NULL
        OR to_jsonb(NEW) - 'superseded_in' IS DISTINCT FROM to_jsonb(OLD) - 'superseded_in' THEN
        RAISE EXCEPTION 'versions of cases are superseded, never overwritten or deleted'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = 'case_versions';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_case_version BEFORE UPDATE OR DELETE ON case_versions
    FOR EACH ROW EXECUTE FUNCTION guard_case_version()
--;
CREATE FUNCTION keep_assignment_step() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'INSERT' OR NEW.state <> OLD.state THEN
        INSERT INTO assignment_steps (assignment_id, state, facts_version)
        VALUES (NEW.id, NEW.state, (SELECT version FROM fact_clock));
    END IF;
    RETURN NULL;
END $$
--;
INSERT INTO assignment_steps (assignment_id, state, facts_version)
SELECT a.id, a.state, s.facts_version FROM assignments AS a JOIN screenings AS s ON s.id = a.screening_id
--;
CREATE TRIGGER keep_assignment_step AFTER INSERT OR UPDATE OF state ON assignments
    FOR EACH ROW EXECUTE FUNCTION keep_assignment_step()
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['assignment_steps', 'recusal_matter_cases', 'recusal_decisions', 'rule_floors'] LOOP
        EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %s FOR EACH ROW '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['assignment_steps', 'recusal_matter_cases', 'recusal_decisions', 'rule_floors',
        'recusal_matters', 'recusal_matter_acts', 'fact_moments', 'fact_changes', 'case_versions'] LOOP
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %s FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
    END LOOP;
END $$
--;
DROP TRIGGER standing_assignments_are_screened ON fact_clock
--;
DROP FUNCTION standing_assignments_are_screened
