-- Meetings that keep recusal item by item. An item's key is drawn, not counted: a gap would tell of an item out of sight.
CREATE FUNCTION drawn_key() RETURNS bigint LANGUAGE sql VOLATILE SET search_path = pg_catalog, pg_temp AS $$
    SELECT ('x' || left(encode(sha256(convert_to(gen_random_uuid()::text, 'UTF8')), 'hex'), 16))::bit(64)::bigint
        & 9223372036854775807
$$
--;
ALTER TABLE agenda_items ALTER COLUMN id DROP IDENTITY
--;
ALTER TABLE agenda_items ALTER COLUMN id SET DEFAULT drawn_key()
--;
ALTER TABLE agenda_items ADD CONSTRAINT ex_agenda_items_one_at_a_position
    EXCLUDE USING btree (meeting_id WITH =, position WITH =) WHERE (state <> 'WITHDRAWN') DEFERRABLE INITIALLY DEFERRED
--;
-- Items of before 0010: each gets a drawn key, its state, and the cases that it deals with. Who may see them is found
-- when somebody asks.
UPDATE agenda_items SET id = drawn_key(), state = CASE WHEN decision IS NULL THEN state ELSE 'CLOSED' END,
    called_at = decided_at, closed_at = decided_at
--;
INSERT INTO agenda_item_cases (item_id, case_id)
SELECT id, case_id FROM agenda_items WHERE case_id IS NOT NULL
UNION
SELECT i.id, c.case_id FROM agenda_items AS i JOIN proposal_cases AS c ON c.proposal_id = i.proposal_id
--;
-- A person with her records and near kin, for the rules while they judge.
CREATE FUNCTION wall.close_to(the_person bigint) RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 10
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT close_people(the_person) WHERE wall.judging()
$$
--;
-- Whether the caller may sit in on an item, and so know of it: none of its cases is closed to her (R53), she is not
-- close to whom its matter is about (T16), and the rules were asked and bar her from none of them (T32). Whoever is no
-- person is an office.
CREATE FUNCTION wall.item_open(the_item bigint, the_matter bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT wall.person() IS NULL OR (
        NOT EXISTS (SELECT 1 FROM agenda_item_cases AS c
            WHERE c.item_id = the_item AND c.case_id IN (SELECT closed_cases(wall.person())))
        AND (the_matter IS NULL OR NOT EXISTS (SELECT 1 FROM recusal_matters AS m
            WHERE m.id = the_matter AND m.person_id IN (SELECT wall.close_people())))
        AND ((the_matter IS NULL AND NOT EXISTS (SELECT 1 FROM agenda_item_cases AS c WHERE c.item_id = the_item))
            OR EXISTS (SELECT 1 FROM item_screenings AS s
                WHERE s.item_id = the_item AND s.person_id = wall.person() AND NOT s.barred))
        AND NOT EXISTS (SELECT 1 FROM item_exits AS e
            WHERE e.item_id = the_item AND e.person_id = wall.person() AND e.declared)
    )
$$
--;
ALTER POLICY shows ON agenda_items USING (
    EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id) AND wall.item_open(id, matter_id)
)
--;
-- The meetings of the caller's zones, those to which her organ is invited, or those in which she takes part herself.
CREATE OR REPLACE FUNCTION wall.meetings() RETURNS SETOF bigint LANGUAGE sql STABLE SECURITY DEFINER ROWS 50
    SET search_path = pg_catalog, public, pg_temp AS $$
    SELECT z.meeting_id FROM meeting_zones AS z
    WHERE wall.reach('READ_MEETINGS') = 'ZONE' AND z.zone_id IN (SELECT wall.zones())
    UNION
    SELECT p.meeting_id FROM meeting_participants AS p
    WHERE wall.reach('READ_MEETINGS') = 'ORGAN' AND p.organ_id = (wall.passport() ->> 'organ')::bigint
    UNION
    SELECT p.meeting_id FROM meeting_participants AS p
    WHERE wall.reach('READ_MEETINGS') = 'OWN' AND wall.person() IN (p.person_id, p.substitute_id)
$$
--;
ALTER POLICY shows ON meetings USING (
    CASE (SELECT wall.reach('READ_MEETINGS'))
        WHEN 'COUNTY' THEN true
        WHEN 'ZONE' THEN id IN (SELECT wall.meetings())
        WHEN 'ORGAN' THEN id IN (SELECT wall.meetings())
        WHEN 'OWN' THEN id IN (SELECT wall.meetings())
        ELSE false
    END
)
--;
-- A decision is not overwritten, what was withdrawn or closed stays so, and its matter is not exchanged.
CREATE FUNCTION guard_agenda_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (OLD.decision IS NOT NULL AND (OLD.decision, OLD.deciding_organ_id, OLD.decided_at)
            IS DISTINCT FROM (NEW.decision, NEW.deciding_organ_id, NEW.decided_at))
        OR (OLD.state IN ('WITHDRAWN', 'CLOSED') AND NEW.state <> OLD.state)
        OR (OLD.done_at IS NOT NULL AND NEW.done_at IS DISTINCT FROM OLD.done_at)
        OR (OLD.id, OLD.meeting_id, OLD.kind, OLD.proposal_id, OLD.case_id, OLD.matter_id, OLD.earlier_item_id)
            IS DISTINCT FROM
            (NEW.id, NEW.meeting_id, NEW.kind, NEW.proposal_id, NEW.case_id, NEW.matter_id, NEW.earlier_item_id) THEN
        RAISE EXCEPTION 'an item keeps its matter, its decision and its end'
            USING ERRCODE = 'ZB014', CONSTRAINT = 'item_is_kept', TABLE = 'agenda_items';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_agenda_item BEFORE UPDATE OR DELETE ON agenda_items FOR EACH ROW
    EXECUTE FUNCTION guard_agenda_item()
--;
-- Whoever is out of the room for an item casts no vote on it; the item is held still until the vote is kept, so that a
-- declaration comes before it or strikes it.
CREATE FUNCTION guard_item_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    item agenda_items%ROWTYPE;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'DELETE' OR OLD.struck OR NOT NEW.struck
            OR to_jsonb(NEW) - 'struck' IS DISTINCT FROM to_jsonb(OLD) - 'struck' THEN
            RAISE EXCEPTION 'a vote is struck once, and never changed'
                USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = 'item_votes';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO item FROM agenda_items WHERE id = NEW.item_id FOR SHARE;
    IF item.state IS DISTINCT FROM 'CALLED'
        OR EXISTS (SELECT 1 FROM item_exits AS e WHERE e.item_id = NEW.item_id AND e.person_id = NEW.person_id)
        OR EXISTS (SELECT 1 FROM item_screenings AS s
            WHERE s.item_id = NEW.item_id AND s.person_id = NEW.person_id AND s.barred)
        OR ((item.matter_id IS NOT NULL OR EXISTS (SELECT 1 FROM agenda_item_cases AS c WHERE c.item_id = NEW.item_id))
            AND NOT EXISTS (SELECT 1 FROM item_screenings AS s
                WHERE s.item_id = NEW.item_id AND s.person_id = NEW.person_id))
        OR NOT EXISTS (SELECT 1 FROM meeting_participants AS p
            WHERE p.id = NEW.participant_id AND p.meeting_id = item.meeting_id AND p.must_come
                AND NEW.person_id IN (p.person_id, p.substitute_id)) THEN
        RAISE EXCEPTION 'a vote is cast on an item that is being dealt with, by who is in the room for it'
            USING ERRCODE = 'ZB015', CONSTRAINT = 'vote_in_the_room', TABLE = 'item_votes';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_item_vote BEFORE INSERT OR UPDATE OR DELETE ON item_votes FOR EACH ROW
    EXECUTE FUNCTION guard_item_vote()
--;
-- Tells whoever follows a meeting that something of it changed: its number and nothing else.
CREATE FUNCTION tell_meeting() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    told bigint := CASE TG_ARGV[0] WHEN 'id' THEN (to_jsonb(NEW) ->> 'id')::bigint
        WHEN 'meeting_id' THEN (to_jsonb(NEW) ->> 'meeting_id')::bigint
        ELSE (SELECT i.meeting_id FROM agenda_items AS i WHERE i.id = (to_jsonb(NEW) ->> 'item_id')::bigint) END;
BEGIN
    PERFORM pg_notify('meetings', told::text);
    RETURN NULL;
END $$
--;
DO $$
DECLARE
    target text;
    acts text;
    writers CONSTANT jsonb := '{
        "agenda_item_cases": "''CALL_MEETING''", "item_screenings": "", "item_exits": "''CALL_MEETING'', ''TAKE_PART''",
        "item_votes": "''CALL_MEETING'', ''TAKE_PART''", "follow_ups": "''CALL_MEETING'', ''TAKE_PART''",
        "meeting_signatures": "''TAKE_PART''"
    }';
BEGIN
    FOR target, acts IN SELECT key, value FROM jsonb_each_text(writers) LOOP
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('CREATE POLICY judged ON %I FOR SELECT TO zones_api USING ((SELECT wall.judging()))', target);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO zones_api WITH CHECK (%s)', target,
            CASE acts WHEN '' THEN '(SELECT wall.acts())' ELSE format('(SELECT wall.writes(%s))', acts) END);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO zones_api USING ((SELECT wall.judging())) '
            'WITH CHECK (%s)', target,
            CASE acts WHEN '' THEN '(SELECT wall.acts())' ELSE format('(SELECT wall.writes(%s))', acts) END);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_writing(%s)', target, acts);
        EXECUTE format('GRANT SELECT, INSERT ON %I TO zones_api', target);
        IF target NOT IN ('agenda_item_cases', 'follow_ups', 'meeting_signatures') THEN
            EXECUTE format('GRANT UPDATE ON %I TO zones_api', target);
        ELSE
            EXECUTE format('CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON %I FOR EACH ROW '
                'EXECUTE FUNCTION append_only()', target);
        END IF;
        EXECUTE format('CREATE TRIGGER never_emptied BEFORE TRUNCATE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION append_only()', target);
        IF target <> 'meeting_signatures' THEN
            EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
                'USING (EXISTS (SELECT 1 FROM agenda_items AS i WHERE i.id = item_id))', target);
        END IF;
    END LOOP;
    FOR target, acts IN SELECT * FROM (VALUES ('meetings', 'id'), ('meeting_participants', 'meeting_id'),
            ('meeting_signatures', 'meeting_id'), ('agenda_items', 'meeting_id'), ('item_screenings', 'item_id'),
            ('item_exits', 'item_id'), ('item_votes', 'item_id')) AS t LOOP
        EXECUTE format('CREATE TRIGGER tell_meeting AFTER INSERT OR UPDATE ON %I FOR EACH ROW '
            'EXECUTE FUNCTION tell_meeting(%L)', target, acts);
    END LOOP;
    -- Whoever takes part answers for her own seat, and reports what became of a decision.
    FOREACH target IN ARRAY ARRAY['meeting_participants', 'agenda_items'] LOOP
        EXECUTE format('DROP TRIGGER a_wall ON %I', target);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_writing(''CALL_MEETING'', ''TAKE_PART'')', target);
        EXECUTE format('ALTER POLICY changed ON %I USING ((SELECT wall.judging())) '
            'WITH CHECK ((SELECT wall.writes(''CALL_MEETING'', ''TAKE_PART'')))', target);
    END LOOP;
END $$
--;
CREATE POLICY shows ON meeting_signatures FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id))
--;
INSERT INTO wall.role_acts (role, act, reach, in_zones) VALUES
    ('COUNTY', 'TAKE_PART', 'COUNTY', 'LOST'), ('COORDINATOR', 'TAKE_PART', 'OWN', 'LOST'),
    ('ORGAN_SECRETARY', 'TAKE_PART', 'ORGAN', 'LOST'), ('INVESTIGATOR', 'TAKE_PART', 'OWN', 'LOST'),
    ('RECUSAL_OFFICER', 'TAKE_PART', 'OWN', 'LOST'), ('INVESTIGATOR', 'READ_MEETINGS', 'OWN', 'HELD')
--;
REVOKE ALL ON FUNCTION drawn_key(), guard_agenda_item(), guard_item_vote(), tell_meeting(),
    wall.item_open(bigint, bigint), wall.close_to(bigint) FROM PUBLIC
--;
GRANT EXECUTE ON FUNCTION drawn_key(), wall.item_open(bigint, bigint), wall.close_to(bigint) TO zones_api
