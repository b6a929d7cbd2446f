-- Somebody takes one seat of a meeting, for herself or in another's place. It is looked at as the transaction ends, when
-- all seats are as they will be; the meeting is held, so that of two who seat her at once the second sees the first.
-- What was recorded before stays as it was.
CREATE FUNCTION guard_seat() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    PERFORM 1 FROM meetings WHERE id = NEW.meeting_id FOR NO KEY UPDATE;
    IF EXISTS (SELECT 1 FROM meeting_participants AS mine JOIN meeting_participants AS other
            ON other.meeting_id = mine.meeting_id AND other.id <> mine.id
            AND (other.person_id IN (mine.person_id, mine.substitute_id)
                OR other.substitute_id IN (mine.person_id, mine.substitute_id))
            WHERE mine.id = NEW.id) THEN
        RAISE EXCEPTION 'somebody takes one seat of a meeting'
            USING ERRCODE = 'ZB016', CONSTRAINT = 'one_seat_for_a_person', TABLE = 'meeting_participants';
    END IF;
    RETURN NULL;
END $$
--;
CREATE CONSTRAINT TRIGGER one_seat_for_a_person AFTER INSERT OR UPDATE OF person_id, substitute_id
    ON meeting_participants DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION guard_seat()
--;
REVOKE ALL ON FUNCTION guard_seat() FROM PUBLIC
