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
