-- A seed answers one question: a run that repeats it has the seed again, and no other run has (decision 0024).
CREATE OR REPLACE FUNCTION guard_run_seed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
    SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
    IF (NEW.seed_commitment_id IS NULL AND session_user = 'zones_api')
        OR (NEW.seed_commitment_id IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM public.seed_commitments AS c
            WHERE c.id = NEW.seed_commitment_id AND c.county_id = NEW.county_id AND c.revealed_at IS NOT NULL
                AND c.committed_at < NEW.frozen_at AND NEW.frozen_at <= transaction_timestamp()
                AND c.facts_version <= NEW.facts_version AND c.commitment = wall.seed_hash(NEW.seed, NEW.seed_salt)))
        OR (NEW.seed_commitment_id IS NOT NULL
            AND EXISTS (SELECT 1 FROM public.allocation_runs AS r WHERE r.seed_commitment_id = NEW.seed_commitment_id)
            AND NOT EXISTS (
                SELECT 1 FROM public.allocation_runs AS r
                WHERE r.seed_commitment_id = NEW.seed_commitment_id AND r.open_hash = NEW.open_hash))
    THEN
        RAISE EXCEPTION 'the seed of a run is one that was committed to before, for this question alone'
            USING ERRCODE = 'ZB013', CONSTRAINT = 'seed_was_committed', TABLE = 'allocation_runs';
    END IF;
    RETURN NEW;
END $$
