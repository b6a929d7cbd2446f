-- A record of a person is corrected in place, and what it said before is kept beside it. Only the sex is looked at by a
-- rule, so only a change of it makes a new version of the facts.
CREATE FUNCTION keep_person_version() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    facts bigint := (SELECT version FROM fact_clock);
BEGIN
    IF (NEW.county_id, NEW.number) IS DISTINCT FROM (OLD.county_id, OLD.number) THEN
        RAISE EXCEPTION 'the number of a person stays'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = 'people';
    END IF;
    IF (NEW.name, NEW.gender, NEW.birth_month, NEW.native_place, NEW.management)
        IS NOT DISTINCT FROM (OLD.name, OLD.gender, OLD.birth_month, OLD.native_place, OLD.management) THEN
        RETURN NULL;
    END IF;
    INSERT INTO person_versions (person_id, name, gender, birth_month, native_place, management, replaced_in)
    VALUES (OLD.id, OLD.name, OLD.gender, OLD.birth_month, OLD.native_place, OLD.management, facts);
    IF NEW.gender IS DISTINCT FROM OLD.gender THEN
        INSERT INTO fact_changes (version, people, cases, through_kin, everything)
        VALUES (facts, ARRAY[NEW.id], '{}', false, false);
    END IF;
    RETURN NULL;
END $$
--;
CREATE TRIGGER keep_person_version AFTER UPDATE ON people FOR EACH ROW EXECUTE FUNCTION keep_person_version()
--;
CREATE TRIGGER raise_fact_clock BEFORE UPDATE OF gender ON people FOR EACH STATEMENT EXECUTE FUNCTION raise_fact_clock()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON people FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON person_versions FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON person_versions FOR EACH STATEMENT EXECUTE FUNCTION append_only()
