-- A meeting that runs. What is counted of an item as it is closed stays; an item is called where nothing else is.
CREATE OR REPLACE FUNCTION guard_agenda_item() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE'
        OR (OLD.decision IS NOT NULL AND (OLD.decision, OLD.deciding_organ_id, OLD.decided_at)
            IS DISTINCT FROM (NEW.decision, NEW.deciding_organ_id, NEW.decided_at))
        OR (OLD.state IN ('WITHDRAWN', 'CLOSED') AND NEW.state <> OLD.state)
        OR (OLD.state = 'CLOSED'
            AND (OLD.outcome, OLD.entitled, OLD.votes_for, OLD.votes_against, OLD.votes_abstained)
            IS DISTINCT FROM (NEW.outcome, NEW.entitled, NEW.votes_for, NEW.votes_against, NEW.votes_abstained))
        OR (OLD.state = 'CALLED' AND NEW.room <> OLD.room)
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
-- Whoever is there for an organ that must come, and is not out of the room, casts one vote on an item that is being
-- dealt with. Seat and item are held still until the vote is kept: a declaration comes before it or strikes it.
CREATE OR REPLACE FUNCTION guard_item_vote() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    seat meeting_participants%ROWTYPE;
    item agenda_items%ROWTYPE;
BEGIN
    IF TG_OP <> 'INSERT' THEN
        IF TG_OP = 'DELETE' OR OLD.struck OR NOT NEW.struck
            OR to_jsonb(NEW) - 'struck' IS DISTINCT FROM to_jsonb(OLD) - 'struck'
            OR NOT EXISTS (SELECT 1 FROM agenda_items AS i WHERE i.id = OLD.item_id AND i.state = 'CALLED') THEN
            RAISE EXCEPTION 'a vote is struck once, before its item is closed, and never changed'
                USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = 'item_votes';
        END IF;
        RETURN NEW;
    END IF;
    SELECT * INTO seat FROM meeting_participants WHERE id = NEW.participant_id FOR SHARE;
    SELECT * INTO item FROM agenda_items WHERE id = NEW.item_id FOR SHARE;
    IF NEW.struck OR item.state IS DISTINCT FROM 'CALLED' OR seat.meeting_id IS DISTINCT FROM item.meeting_id
        OR NOT seat.must_come OR NEW.person_id IS DISTINCT FROM there_for(seat)
        OR EXISTS (SELECT 1 FROM item_exits AS e WHERE e.item_id = NEW.item_id AND e.person_id = NEW.person_id)
        OR EXISTS (SELECT 1 FROM item_screenings AS s
            WHERE s.item_id = NEW.item_id AND s.person_id = NEW.person_id AND s.barred)
        OR ((item.matter_id IS NOT NULL OR EXISTS (SELECT 1 FROM agenda_item_cases AS c WHERE c.item_id = NEW.item_id))
            AND NOT EXISTS (SELECT 1 FROM item_screenings AS s
                WHERE s.item_id = NEW.item_id AND s.person_id = NEW.person_id)) THEN
        RAISE EXCEPTION 'a vote is cast on an item that is being dealt with, by who is in the room for it'
            USING ERRCODE = 'ZB015', CONSTRAINT = 'vote_in_the_room', TABLE = 'item_votes';
    END IF;
    RETURN NEW;
END $$
--;
-- Who is there for a seat: her substitute, or herself where she came.
CREATE FUNCTION there_for(seat meeting_participants) RETURNS bigint LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT CASE seat.attendance WHEN 'SUBSTITUTE' THEN seat.substitute_id
        WHEN 'PRESENT' THEN seat.person_id WHEN 'LEFT_FOR_ITEM' THEN seat.person_id END
$$
--;
-- Whoever is found to be barred from an item while it is being dealt with, or declares, leaves the room for it, and her
-- vote is struck. The item is held still: no vote of hers comes after it.
CREATE FUNCTION leave_the_room() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    meeting bigint;
BEGIN
    SELECT i.meeting_id INTO meeting FROM agenda_items AS i WHERE i.id = NEW.item_id AND i.state = 'CALLED'
        FOR NO KEY UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    IF TG_TABLE_NAME = 'item_screenings' THEN
        INSERT INTO item_exits (item_id, person_id, declared) SELECT NEW.item_id, NEW.person_id, false
        WHERE EXISTS (SELECT 1 FROM meeting_participants AS p
            WHERE p.meeting_id = meeting AND there_for(p) = NEW.person_id)
        ON CONFLICT (item_id, person_id) DO NOTHING;
    END IF;
    UPDATE item_votes SET struck = true
    WHERE item_id = NEW.item_id AND person_id = NEW.person_id AND NOT struck;
    RETURN NULL;
END $$
--;
CREATE TRIGGER leave_the_room AFTER INSERT OR UPDATE ON item_screenings FOR EACH ROW WHEN (NEW.barred)
    EXECUTE FUNCTION leave_the_room()
--;
CREATE TRIGGER leave_the_room AFTER INSERT ON item_exits FOR EACH ROW EXECUTE FUNCTION leave_the_room()
--;
-- That somebody was out of the room, and declared so, is not taken back.
CREATE FUNCTION guard_item_exit() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (OLD.id, OLD.item_id, OLD.person_id) IS DISTINCT FROM (NEW.id, NEW.item_id, NEW.person_id)
        OR (OLD.declared AND (NEW.declared, NEW.declared_by, NEW.reason)
            IS DISTINCT FROM (OLD.declared, OLD.declared_by, OLD.reason))
        OR (OLD.returned_at IS NOT NULL AND NEW.returned_at IS DISTINCT FROM OLD.returned_at) THEN
        RAISE EXCEPTION 'who was out of the room, and that she declared it, is kept'
            USING ERRCODE = 'ZB014', CONSTRAINT = 'exit_is_kept', TABLE = 'item_exits';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_item_exit BEFORE UPDATE OR DELETE ON item_exits FOR EACH ROW EXECUTE FUNCTION guard_item_exit()
--;
-- As guard_writing; what follows by a trigger of another table needs no act of its own.
CREATE FUNCTION wall.guard_following() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF pg_trigger_depth() = 1 AND NOT wall.writes(VARIADIC TG_ARGV) THEN
        RAISE EXCEPTION 'the wall does not open for this role' USING ERRCODE = 'ZB031', CONSTRAINT = 'wall_act';
    END IF;
    RETURN NULL;
END $$
--;
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['item_exits', 'item_votes'] LOOP
        EXECUTE format('DROP TRIGGER a_wall ON %I', target);
        EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
            'EXECUTE FUNCTION wall.guard_following(''CALL_MEETING'', ''TAKE_PART'')', target);
    END LOOP;
END $$
--;
-- A vote is secret until its item is closed, and then told by seat to whoever keeps the meeting.
ALTER POLICY shows ON item_votes USING (EXISTS (SELECT 1 FROM agenda_items AS i WHERE i.id = item_id
    AND (item_votes.person_id = wall.person() OR (i.state = 'CLOSED' AND wall.may('CALL_MEETING')))))
--;
REVOKE ALL ON FUNCTION there_for(meeting_participants), leave_the_room(), guard_item_exit(), wall.guard_following()
    FROM PUBLIC
