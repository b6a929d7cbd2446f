-- A seed is committed to before the facts of its run are frozen (decision 0024). Seed and salt stand behind the wall,
-- where no role but the owner reads; the hash is for everybody to see.
CREATE TABLE wall.seeds (
    commitment_id bigint PRIMARY KEY REFERENCES seed_commitments,
    seed bigint NOT NULL CHECK (seed >= 0),
    salt text NOT NULL
)
--;
CREATE FUNCTION wall.seed_hash(the_seed bigint, the_salt text) RETURNS text LANGUAGE sql IMMUTABLE
    SET search_path = pg_catalog, pg_temp AS $$
    SELECT encode(sha256(convert_to(the_seed || '|' || the_salt, 'UTF8')), 'hex')
$$
--;
-- Draws a seed of 63 bits and its salt, and tells the key of the commitment alone.
CREATE FUNCTION wall.commit_seed(the_county bigint, the_principal text) RETURNS bigint LANGUAGE plpgsql VOLATILE
    SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    drawn text := encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');
    the_salt text := encode(sha256(convert_to(gen_random_uuid()::text || gen_random_uuid()::text, 'UTF8')), 'hex');
    the_seed bigint := ('x' || left(drawn, 16))::bit(64)::bigint & 9223372036854775807;
    made bigint;
BEGIN
    IF NOT wall.writes('PROPOSE', 'EDIT')
        OR (session_user = 'zones_api' AND the_principal IS DISTINCT FROM wall.passport() ->> 'principal') THEN
        RAISE EXCEPTION 'the wall does not open for this role' USING ERRCODE = 'ZB031', CONSTRAINT = 'wall_act';
    END IF;
    INSERT INTO seed_commitments (county_id, commitment, committed_by, facts_version)
    SELECT the_county, wall.seed_hash(the_seed, the_salt), the_principal, version FROM fact_clock
    RETURNING id INTO STRICT made;
    INSERT INTO wall.seeds (commitment_id, seed, salt) VALUES (made, the_seed, the_salt);
    RETURN made;
END $$
--;
-- Reveals the county's oldest seed that nobody knows, if one was committed to before this transaction began; nobody says
-- which. Runs at the same time pass over what another one holds, and take the next.
CREATE FUNCTION wall.reveal_seed(the_county bigint) RETURNS TABLE (commitment_id bigint, seed bigint, salt text)
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
    spent bigint;
BEGIN
    IF NOT wall.writes('PROPOSE', 'EDIT') THEN
        RAISE EXCEPTION 'the wall does not open for this role' USING ERRCODE = 'ZB031', CONSTRAINT = 'wall_act';
    END IF;
    UPDATE seed_commitments AS c SET revealed_at = clock_timestamp()
    WHERE c.id = (
        SELECT o.id FROM seed_commitments AS o
        WHERE o.county_id = the_county AND o.revealed_at IS NULL AND o.committed_at < transaction_timestamp()
        ORDER BY o.id LIMIT 1 FOR UPDATE SKIP LOCKED
    )
    RETURNING c.id INTO spent;
    RETURN QUERY SELECT s.commitment_id, s.seed, s.salt FROM wall.seeds AS s WHERE s.commitment_id = spent;
END $$
--;
-- A run of the service has a seed that was committed to before the transaction of the run, and no other.
CREATE FUNCTION guard_run_seed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.seed_commitment_id IS NULL AND session_user = 'zones_api')
        OR (NEW.seed_commitment_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.seed_commitments AS c
            WHERE c.id = NEW.seed_commitment_id AND c.county_id = NEW.county_id AND c.revealed_at IS NOT NULL
                AND c.committed_at < NEW.frozen_at AND NEW.frozen_at <= transaction_timestamp()
                AND c.facts_version <= NEW.facts_version AND c.commitment = wall.seed_hash(NEW.seed, NEW.seed_salt)))
    THEN
        RAISE EXCEPTION 'the seed of a run is one that was committed to before'
            USING ERRCODE = 'ZB013', CONSTRAINT = 'seed_was_committed', TABLE = 'allocation_runs';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_run_seed BEFORE INSERT ON allocation_runs FOR EACH ROW EXECUTE FUNCTION guard_run_seed()
--;
-- Of a commitment nothing changes, but that its seed is revealed once.
CREATE FUNCTION guard_seed_commitment() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF TG_OP = 'DELETE' OR OLD.revealed_at IS NOT NULL OR NEW.revealed_at IS NULL
        OR (NEW.id, NEW.county_id, NEW.commitment, NEW.committed_by, NEW.committed_at, NEW.facts_version)
            IS DISTINCT FROM
            (OLD.id, OLD.county_id, OLD.commitment, OLD.committed_by, OLD.committed_at, OLD.facts_version) THEN
        RAISE EXCEPTION 'a commitment stays as it is, and its seed is revealed once'
            USING ERRCODE = 'ZB011', CONSTRAINT = 'append_only', TABLE = 'seed_commitments';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_seed_commitment BEFORE UPDATE OR DELETE ON seed_commitments FOR EACH ROW
    EXECUTE FUNCTION guard_seed_commitment()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON seed_commitments FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON wall.seeds FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON wall.seeds FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
ALTER TABLE seed_commitments ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY judged ON seed_commitments FOR SELECT TO zones_api USING ((SELECT wall.judging()))
--;
CREATE POLICY added ON seed_commitments FOR INSERT TO zones_api WITH CHECK ((SELECT wall.writes('PROPOSE', 'EDIT')))
--;
CREATE POLICY changed ON seed_commitments FOR UPDATE TO zones_api USING ((SELECT wall.judging()))
    WITH CHECK ((SELECT wall.writes('PROPOSE', 'EDIT')))
--;
-- Everybody who signed in sees what was committed to; what is behind it, nobody.
CREATE POLICY shows ON seed_commitments FOR SELECT TO zones_api USING ((SELECT wall.passport()) IS NOT NULL)
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON seed_commitments FOR EACH STATEMENT
    EXECUTE FUNCTION wall.guard_writing('PROPOSE', 'EDIT')
--;
GRANT SELECT ON seed_commitments TO zones_api
--;
REVOKE ALL ON FUNCTION wall.seed_hash(bigint, text), wall.commit_seed(bigint, text), wall.reveal_seed(bigint),
    guard_run_seed(), guard_seed_commitment() FROM PUBLIC
--;
GRANT EXECUTE ON FUNCTION wall.commit_seed(bigint, text), wall.reveal_seed(bigint) TO zones_api
