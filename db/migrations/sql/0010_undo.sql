DELETE FROM wall.role_acts WHERE act = 'TAKE_PART' OR (role = 'INVESTIGATOR' AND act = 'READ_MEETINGS')
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['meetings', 'meeting_participants', 'agenda_items'] LOOP
        EXECUTE format('DROP TRIGGER tell_meeting ON %I', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['meeting_participants', 'agenda_items'] LOOP
        EXECUTE format('DROP TRIGGER a_wall ON %I', target);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_writing(''CALL_MEETING'')', target);
        EXECUTE format('ALTER POLICY changed ON %I USING ((SELECT wall.judging())) '
            'WITH CHECK ((SELECT wall.writes(''CALL_MEETING'')))', target);
    END LOOP;
END $$
--;
DROP TRIGGER guard_agenda_item ON agenda_items
--;
ALTER POLICY shows ON agenda_items USING (
    EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id)
    AND coalesce(case_id <> ALL (ARRAY(SELECT closed_cases(wall.person()))), true)
)
--;
ALTER POLICY shows ON meetings USING (
    CASE (SELECT wall.reach('READ_MEETINGS'))
        WHEN 'COUNTY' THEN true
        WHEN 'ZONE' THEN id IN (SELECT wall.meetings())
        WHEN 'ORGAN' THEN id IN (SELECT wall.meetings())
        ELSE false
    END
)
--;
CREATE OR REPLACE FUNCTION wall.meetings() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT z.meeting_id FROM meeting_zones AS z
    WHERE wall.reach('READ_MEETINGS') = 'ZONE' AND z.zone_id IN (SELECT wall.zones())
    UNION
    SELECT p.meeting_id FROM meeting_participants AS p
    WHERE wall.reach('READ_MEETINGS') = 'ORGAN' AND p.organ_id = (wall.passport() ->> 'organ')::bigint
$$
--;
DROP FUNCTION wall.item_open, wall.close_to
--;
ALTER TABLE agenda_items DROP CONSTRAINT ex_agenda_items_one_at_a_position
--;
ALTER TABLE agenda_items ALTER COLUMN id DROP DEFAULT
--;
ALTER TABLE agenda_items ALTER COLUMN id ADD GENERATED ALWAYS AS IDENTITY
--;
UPDATE meetings SET state = 'HELD' WHERE state = 'RUNNING'
--;
UPDATE meeting_participants SET attendance = 'INVITED' WHERE attendance = 'CONFIRMED'
--;
UPDATE agenda_items SET kind = 'OTHER' WHERE kind IN ('RECUSAL_MATTER', 'FOLLOW_UP')
--;
UPDATE agenda_items AS i SET position = t.place
FROM (SELECT id, row_number() OVER (PARTITION BY meeting_id ORDER BY state = 'WITHDRAWN', position, id) AS place
    FROM agenda_items) AS t
WHERE t.id = i.id
