-- People whom words make full siblings share their parents; an adopter who is the parent's spouse on the day of the
-- adoption, by record or by word, leaves the tie of birth as it is (MFD arts 1103, 1111).
CREATE FUNCTION siblings_by_word(the_person bigint) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
BEGIN
    RETURN QUERY
    WITH RECURSIVE sibling (id) AS (
        SELECT the_person
        UNION
        SELECT step.id
        FROM sibling CROSS JOIN LATERAL (
            SELECT k.relative_id FROM asserted_kin_ties AS k WHERE k.person_id = sibling.id
                AND k.kinship = 'SIBLING' AND k.superseded_at IS NULL AND k.during @> today()
            UNION ALL
            SELECT k.person_id FROM asserted_kin_ties AS k WHERE k.relative_id = sibling.id
                AND k.kinship = 'SIBLING' AND k.superseded_at IS NULL AND k.during @> today()
        ) AS step (id)
    )
    SELECT id FROM sibling;
END $$
--;
CREATE OR REPLACE FUNCTION parents_today(child bigint) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
BEGIN
    RETURN QUERY
    WITH sibling AS MATERIALIZED (SELECT siblings_by_word(child) AS id),
    marriage AS (
        SELECT m.first_id AS one, m.second_id AS other, m.during FROM kin_ties AS m
        WHERE m.edge = 'SPOUSE' AND m.superseded_at IS NULL
        UNION ALL
        SELECT m.person_id, m.relative_id, m.during FROM asserted_kin_ties AS m
        WHERE m.kinship = 'SPOUSE' AND m.superseded_at IS NULL
    )
    SELECT k.first_id
    FROM sibling JOIN kin_ties AS k ON k.second_id = sibling.id
    WHERE k.superseded_at IS NULL AND k.during @> today() AND k.first_id <> child
        AND (k.edge = 'ADOPTIVE_PARENT' OR (k.edge = 'PARENT' AND NOT EXISTS (
            SELECT 1
            FROM kin_ties AS adoption
            WHERE adoption.second_id = k.second_id AND adoption.edge = 'ADOPTIVE_PARENT'
                AND adoption.first_id <> k.first_id
                AND adoption.superseded_at IS NULL AND adoption.during @> today()
                AND NOT EXISTS (
                    SELECT 1
                    FROM marriage AS m
                    WHERE ((m.one = k.first_id AND m.other = adoption.first_id)
                            OR (m.other = k.first_id AND m.one = adoption.first_id))
                        AND CASE WHEN lower_inf(adoption.during) THEN m.during && adoption.during
                            ELSE m.during @> lower(adoption.during) END
                )
        )))
    UNION
    SELECT k.relative_id FROM sibling JOIN asserted_kin_ties AS k ON k.person_id = sibling.id
    WHERE k.kinship = 'PARENT' AND k.superseded_at IS NULL AND k.during @> today() AND k.relative_id <> child
    UNION
    SELECT k.person_id FROM sibling JOIN asserted_kin_ties AS k ON k.relative_id = sibling.id
    WHERE k.kinship = 'CHILD' AND k.superseded_at IS NULL AND k.during @> today() AND k.person_id <> child;
END $$
--;
CREATE OR REPLACE FUNCTION near_kin(one bigint, other bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
DECLARE
    of_one bigint[] := ARRAY(SELECT siblings_by_word(one));
    of_other bigint[] := ARRAY(SELECT siblings_by_word(other));
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
        WHERE k.superseded_at IS NULL AND k.during @> today() AND k.kinship = 'SPOUSE'
            AND ((k.person_id = one AND k.relative_id = other) OR (k.person_id = other AND k.relative_id = one))
    ) OR other = ANY (of_one) OR EXISTS (
        SELECT 1
        FROM asserted_kin_ties AS k
        WHERE k.superseded_at IS NULL AND k.during @> today() AND k.kinship = 'HALF_SIBLING'
            AND ((k.person_id = ANY (of_one) AND k.relative_id = ANY (of_other))
                OR (k.relative_id = ANY (of_one) AND k.person_id = ANY (of_other)))
    ) OR one IN (SELECT parents_today(other)) OR other IN (SELECT parents_today(one))
    OR EXISTS (SELECT parents_today(one) INTERSECT SELECT parents_today(other)));
END $$
--;
-- Everybody within two ties of kin, of whom alone somebody can be near kin; full siblings by word count as one place.
CREATE FUNCTION kin_around(the_people bigint[]) RETURNS bigint[] LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
    RETURN ARRAY(
        WITH RECURSIVE walked (id, ties) AS (
            SELECT unnest(the_people), 0
            UNION
            SELECT step.id, walked.ties + step.ties
            FROM walked CROSS JOIN LATERAL (
                SELECT k.second_id, 1 FROM kin_ties AS k WHERE k.first_id = walked.id AND k.superseded_at IS NULL
                UNION ALL
                SELECT k.first_id, 1 FROM kin_ties AS k WHERE k.second_id = walked.id AND k.superseded_at IS NULL
                UNION ALL
                SELECT k.relative_id, CASE k.kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
                FROM asserted_kin_ties AS k WHERE k.person_id = walked.id AND k.superseded_at IS NULL
                UNION ALL
                SELECT k.person_id, CASE k.kinship WHEN 'SIBLING' THEN 0 ELSE 1 END
                FROM asserted_kin_ties AS k WHERE k.relative_id = walked.id AND k.superseded_at IS NULL
            ) AS step (id, ties)
            WHERE walked.ties + step.ties <= 2
        )
        SELECT DISTINCT id FROM walked
    );
END $$
--;
CREATE OR REPLACE FUNCTION barred_directly(the_person bigint, the_case bigint) RETURNS text LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
DECLARE
    around bigint[] := kin_around(ARRAY[the_person]);  -- looked at one by one, which is costly, they alone
BEGIN
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT')) THEN
        RETURN 'R01';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.superseded_at IS NULL
        AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT') AND p.person_id = ANY (around)
        AND near_kin(the_person, p.person_id)) THEN
        RETURN 'R02';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role = 'WITNESS') THEN
        RETURN 'R05';
    END IF;
    IF EXISTS (SELECT 1 FROM sealed.informants AS i WHERE i.case_id = the_case AND i.superseded_at IS NULL
        AND i.person_id = ANY (around) AND (i.person_id = the_person OR near_kin(the_person, i.person_id)))
        OR EXISTS (SELECT 1 FROM sealed.holds AS h WHERE h.person_id = the_person AND h.superseded_at IS NULL
        AND h.during @> today()) THEN
        RETURN 'RESTRICTED';
    END IF;
    RETURN NULL;
END $$
--;
-- Matters, waivers and policies: what the database itself refuses, whatever path led here.
CREATE FUNCTION guard_matter() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR to_jsonb(NEW) - 'state' - 'closed_at' IS DISTINCT FROM to_jsonb(OLD) - 'state' - 'closed_at'
        OR OLD.state NOT IN ('OPEN', 'LIFTED') THEN
        RAISE EXCEPTION 'a recusal matter is decided once and never altered'
            USING ERRCODE = 'ZB005', CONSTRAINT = 'matter_states', TABLE = 'recusal_matters';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_matter BEFORE UPDATE OR DELETE ON recusal_matters FOR EACH ROW EXECUTE FUNCTION guard_matter()
--;
CREATE FUNCTION guard_matter_act() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.checked_on IS NOT NULL
        OR to_jsonb(NEW) - 'checked_by' - 'checked_on' - 'outcome'
            IS DISTINCT FROM to_jsonb(OLD) - 'checked_by' - 'checked_on' - 'outcome' THEN
        RAISE EXCEPTION 'an act is checked again once'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = 'recusal_matter_acts';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_matter_act BEFORE UPDATE OR DELETE ON recusal_matter_acts
    FOR EACH ROW EXECUTE FUNCTION guard_matter_act()
--;
-- A decided matter has its decision, and nobody decides on himself (T16).
CREATE FUNCTION guard_decision() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM recusal_matters AS m WHERE m.id = NEW.matter_id AND m.person_id = NEW.decider_id) THEN
        RAISE EXCEPTION 'nobody decides on a recusal of his own'
            USING ERRCODE = 'ZB001', CONSTRAINT = 'nobody_decides_on_himself', TABLE = 'recusal_decisions';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_decision BEFORE INSERT ON recusal_decisions FOR EACH ROW EXECUTE FUNCTION guard_decision()
--;
-- Who was decided to stand aside from a case does not come back to it (TL25 art. 295).
CREATE FUNCTION guard_recused() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF NEW.state = 'ACTIVE' AND EXISTS (
        SELECT 1 FROM recusal_decisions AS d
        JOIN recusal_matters AS m ON m.id = d.matter_id
        JOIN recusal_matter_cases AS c ON c.matter_id = m.id
        WHERE d.decision = 'RECUSE' AND m.person_id = NEW.person_id AND c.case_id = NEW.case_id
    ) THEN
        RAISE EXCEPTION 'person % was recused from case %', NEW.person_id, NEW.case_id
            USING ERRCODE = 'ZB001', CONSTRAINT = 'recused_stay_away', TABLE = 'assignments';
    END IF;
    IF NEW.state = 'ACTIVE' AND EXISTS (
        SELECT 1 FROM case_links AS l
        JOIN assignments AS a ON a.case_id IN (l.first_id, l.second_id) AND a.case_id <> NEW.case_id
        WHERE NEW.case_id IN (l.first_id, l.second_id) AND l.superseded_at IS NULL
            AND a.person_id = NEW.person_id AND (a.role = 'REVIEWER') <> (NEW.role = 'REVIEWER')
    ) THEN
        RAISE EXCEPTION 'person % cannot both investigate and review linked cases', NEW.person_id
            USING ERRCODE = 'ZB001', CONSTRAINT = 'reviewers_stay_apart', TABLE = 'assignments', DETAIL = 'R23';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_recused BEFORE INSERT OR UPDATE ON assignments FOR EACH ROW EXECUTE FUNCTION guard_recused()
--;
CREATE TRIGGER raise_fact_clock BEFORE INSERT ON recusal_decisions
    FOR EACH STATEMENT EXECUTE FUNCTION raise_fact_clock()
--;
CREATE FUNCTION hardness(severity text) RETURNS integer LANGUAGE sql IMMUTABLE SET search_path = public AS $$
    SELECT CASE severity WHEN 'SOFT' THEN 1 WHEN 'WAIVABLE' THEN 2 WHEN 'ABSOLUTE' THEN 3 WHEN 'HARD' THEN 4
        WHEN 'ELIGIBILITY' THEN 4 ELSE 0 END
$$
--;
-- A rule that the law makes hard has no grade below; such a finding is never waived (T17), nor is one's own.
CREATE FUNCTION guard_waiver() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM rule_floors AS f WHERE (f.key = NEW.rule OR f.key LIKE NEW.rule || '.%')
            AND hardness(f.floor) < 4) THEN
        RAISE EXCEPTION 'findings of rule % are never waived', NEW.rule
            USING ERRCODE = 'ZB006', CONSTRAINT = 'hard_rules_stay_hard', TABLE = 'waivers';
    END IF;
    IF NEW.decider_id = NEW.person_id THEN
        RAISE EXCEPTION 'nobody waives a finding on himself'
            USING ERRCODE = 'ZB001', CONSTRAINT = 'nobody_decides_on_himself', TABLE = 'waivers';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_waiver BEFORE INSERT ON waivers FOR EACH ROW EXECUTE FUNCTION guard_waiver()
--;
CREATE FUNCTION guard_policy() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    the_key text;
    the_value text;
    the_floor text;
BEGIN
    IF NEW.document #> '{recusal,severities}' IS NULL THEN
        RETURN NEW;
    END IF;
    FOR the_key, the_value IN SELECT key, value FROM jsonb_each_text(NEW.document #> '{recusal,severities}') LOOP
        SELECT floor INTO the_floor FROM rule_floors AS f WHERE f.key = the_key;
        IF NOT FOUND OR hardness(the_value) < hardness(the_floor) THEN
            RAISE EXCEPTION 'the policy softens % to %', the_key, the_value
                USING ERRCODE = 'ZB006', CONSTRAINT = 'hard_rules_stay_hard', TABLE = 'policies', DETAIL = the_key;
        END IF;
    END LOOP;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_policy BEFORE INSERT ON policies FOR EACH ROW EXECUTE FUNCTION guard_policy()
