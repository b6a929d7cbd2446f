-- What takes a part of somebody's time would read as if it took all of it: it is on record no more. LENT is no known word.
ALTER TABLE absences DISABLE TRIGGER USER
--;
UPDATE absences SET superseded_at = clock_timestamp(), superseded_in = (SELECT version FROM fact_clock)
WHERE percent < 100 AND superseded_at IS NULL
--;
UPDATE absences SET kind = 'LEAVE' WHERE kind = 'LENT'
--;
ALTER TABLE absences ENABLE TRIGGER USER
--;
CREATE OR REPLACE FUNCTION guard_run_seed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
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
