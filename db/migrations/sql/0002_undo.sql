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
--;
-- Parents as the law has them today, one row for each parent: by birth unless another adopted the child away (MFD art.
-- 1111; a parent's own spouse does not, art. 1103), by adoption, or by a declaration.
CREATE OR REPLACE FUNCTION parents_today(child bigint) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
    RETURN QUERY
    SELECT k.first_id
    FROM kin_ties AS k
    WHERE k.second_id = child AND k.superseded_at IS NULL AND k.during @> today()
        AND (k.edge = 'ADOPTIVE_PARENT' OR (k.edge = 'PARENT' AND NOT EXISTS (
            SELECT 1
            FROM kin_ties AS adoption
            WHERE adoption.second_id = child AND adoption.edge = 'ADOPTIVE_PARENT' AND adoption.first_id <> k.first_id
                AND adoption.superseded_at IS NULL AND adoption.during @> today()
                AND NOT EXISTS (
                    SELECT 1
                    FROM kin_ties AS marriage
                    WHERE marriage.edge = 'SPOUSE' AND marriage.superseded_at IS NULL
                        AND marriage.during && adoption.during
                        AND ((marriage.first_id = k.first_id AND marriage.second_id = adoption.first_id)
                            OR (marriage.second_id = k.first_id AND marriage.first_id = adoption.first_id))
                )
        )))
    UNION
    SELECT CASE k.kinship WHEN 'PARENT' THEN k.relative_id ELSE k.person_id END
    FROM asserted_kin_ties AS k
    WHERE k.superseded_at IS NULL AND k.during @> today()
        AND ((k.kinship = 'PARENT' AND k.person_id = child) OR (k.kinship = 'CHILD' AND k.relative_id = child));
END $$
--;
-- Near kin as the supervision regulations have it (TL25 art. 325): spouse, parents, children, siblings; with adoption
-- (MFD art. 1111) and step-parents who raised the child (MFD art. 1072). Ties that hold today.
CREATE OR REPLACE FUNCTION near_kin(one bigint, other bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
    RETURN one <> other AND (EXISTS (
        SELECT 1
        FROM kin_ties AS k
        WHERE k.superseded_at IS NULL AND k.during @> today()
            AND ((k.first_id = one AND k.second_id = other) OR (k.first_id = other AND k.second_id = one))
            AND (k.edge = 'SPOUSE' OR (k.edge = 'STEP_PARENT' AND k.raised))
    ) OR EXISTS (
        SELECT 1
        FROM asserted_kin_ties AS k
        WHERE k.superseded_at IS NULL AND k.during @> today()
            AND ((k.person_id = one AND k.relative_id = other) OR (k.person_id = other AND k.relative_id = one))
            AND k.kinship IN ('SPOUSE', 'SIBLING', 'HALF_SIBLING')
    ) OR one IN (SELECT parents_today(other)) OR other IN (SELECT parents_today(one))
    OR EXISTS (SELECT parents_today(one) INTERSECT SELECT parents_today(other)));
END $$
--;
CREATE OR REPLACE FUNCTION barred_directly(the_person bigint, the_case bigint) RETURNS text LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT')) THEN
        RETURN 'R01';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.superseded_at IS NULL
        AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT') AND near_kin(the_person, p.person_id)) THEN
        RETURN 'R02';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role = 'WITNESS') THEN
        RETURN 'R05';
    END IF;
    IF EXISTS (SELECT 1 FROM sealed.informants AS i WHERE i.case_id = the_case AND i.superseded_at IS NULL
        AND (i.person_id = the_person OR near_kin(the_person, i.person_id)))
        OR EXISTS (SELECT 1 FROM sealed.holds AS h WHERE h.person_id = the_person AND h.superseded_at IS NULL
        AND h.during @> today()) THEN
        RETURN 'RESTRICTED';
    END IF;
    RETURN NULL;
END $$
--;
DROP FUNCTION kin_around
--;
DROP FUNCTION siblings_by_word
