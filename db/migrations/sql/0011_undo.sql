ALTER POLICY shows ON item_votes USING (EXISTS (SELECT 1 FROM agenda_items AS i WHERE i.id = item_id))
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['item_exits', 'item_votes'] LOOP
        EXECUTE format('DROP TRIGGER a_wall ON %I', target);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_writing(''CALL_MEETING'', ''TAKE_PART'')', target);
    END LOOP;
END $$
--;
DROP TRIGGER guard_item_exit ON item_exits
--;
DROP TRIGGER leave_the_room ON item_exits
--;
DROP TRIGGER leave_the_room ON item_screenings
--;
CREATE OR REPLACE FUNCTION guard_agenda_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
CREATE OR REPLACE FUNCTION guard_item_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
DROP FUNCTION wall.guard_following, guard_item_exit, leave_the_room, there_for(meeting_participants)
