-- Cadences of meetings. What was set is not rewritten: it is ended once, with who did so.
CREATE FUNCTION guard_cadence() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.ended_at IS NOT NULL OR NEW.ended_at IS NULL
        OR to_jsonb(NEW) - ARRAY['ended_at', 'ended_by'] IS DISTINCT FROM to_jsonb(OLD) - ARRAY['ended_at', 'ended_by'] THEN
        RAISE EXCEPTION 'a cadence is ended once, and never changed'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'cadence_is_kept', TABLE = 'meeting_cadences';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_cadence BEFORE UPDATE OR DELETE ON meeting_cadences FOR EACH ROW EXECUTE FUNCTION guard_cadence()
--;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON cadence_meetings FOR EACH ROW EXECUTE FUNCTION append_only()
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['meeting_cadences', 'cadence_meetings'] LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('CREATE POLICY judged ON %I FOR SELECT TO zones_api USING ((SELECT wall.judging()))', target);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO zones_api '
            'WITH CHECK ((SELECT wall.writes(''CALL_MEETING'')))', target);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO zones_api USING ((SELECT wall.judging())) '
            'WITH CHECK ((SELECT wall.writes(''CALL_MEETING'')))', target);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_writing(''CALL_MEETING'')', target);
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO zones_api', target);
    END LOOP;
END $$
--;
GRANT UPDATE ON meeting_cadences TO zones_api
--;
-- When a zone meets is known to whoever may see zones; which meeting was called for it, to whoever sees the meeting.
CREATE POLICY shows ON meeting_cadences FOR SELECT TO zones_api USING ((SELECT wall.may('READ_ZONES')))
--;
CREATE POLICY shows ON cadence_meetings FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id))
--;
REVOKE ALL ON FUNCTION guard_cadence() FROM PUBLIC
