-- What takes a part of somebody's time would read as if it took all of it: it is on record no more. LENT is no known word, and
-- where leave stands for the same days it says no more than that. No policy is read that has a key of later.
ALTER TABLE absences DISABLE TRIGGER USER
--;
UPDATE absences SET superseded_at = clock_timestamp(), superseded_in = (SELECT version FROM fact_clock)
WHERE percent < 100 AND superseded_at IS NULL
--;
UPDATE absences AS lent SET superseded_at = clock_timestamp(), superseded_in = (SELECT version FROM fact_clock)
WHERE lent.kind = 'LENT' AND lent.superseded_at IS NULL AND EXISTS (
    SELECT 1 FROM absences AS leave
    WHERE leave.kind = 'LEAVE' AND leave.superseded_at IS NULL
        AND leave.person_id = lent.person_id AND leave.during = lent.during)
--;
UPDATE absences SET kind = 'LEAVE' WHERE kind = 'LENT'
--;
ALTER TABLE absences ENABLE TRIGGER USER
--;
ALTER TABLE policies DISABLE TRIGGER USER
--;
UPDATE policies SET document = document #- '{recusal,lead_rank}' #- '{planning,most_reviews}' #- '{planning,within_zone}'
WHERE document #> '{recusal}' ? 'lead_rank' OR document #> '{planning}' ?| ARRAY['most_reviews', 'within_zone']
--;
ALTER TABLE policies ENABLE TRIGGER USER
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
