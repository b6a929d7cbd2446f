-- The last wall before a team: whatever path led here, an assignment in force is screened, not barred, authorised,
-- within capacity, and apart from review. Locks: the fact clock (shared), the person's workload (exclusive).
CREATE FUNCTION today() RETURNS date LANGUAGE sql STABLE SET search_path = public AS $$
    SELECT (now() AT TIME ZONE 'Asia/Shanghai')::date
$$
--;
-- Parents as the law has them today, one row for each parent: by birth unless another adopted the child away (MFD art.
-- 1111; a parent's own spouse does not, art. 1103), by adoption, or by a declaration.
CREATE FUNCTION parents_today(child bigint) RETURNS SETOF bigint LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
    RETURN QUERY
    SELECT k.first_id
    FROM kin_ties AS k
    WHERE k.second_id = child AND k.superseded_at IS NULL AND k.during @> today()
        AND (k.edge = 'ADOPTIVE_PARENT' OR (k.edge = 'PARENT' AND NOT EXISTS (
            SELECT 1
            FROM kin_ties AS adoption
            WHERE adoption.second_id = child AND adoption.edge = 'ADOPTIVE_PARENT' AND adoption.first_id <> k.first_id
                AND adoption.superseded_at IS NULL AND adoption.during @> today()
                AND NOT EXISTS (
                    SELECT 1
                    FROM kin_ties AS marriage
                    WHERE marriage.edge = 'SPOUSE' AND marriage.superseded_at IS NULL
                        AND marriage.during && adoption.during
                        AND ((marriage.first_id = k.first_id AND marriage.second_id = adoption.first_id)
                            OR (marriage.second_id = k.first_id AND marriage.first_id = adoption.first_id))
                )
        )))
    UNION
    SELECT CASE k.kinship WHEN 'PARENT' THEN k.relative_id ELSE k.person_id END
    FROM asserted_kin_ties AS k
    WHERE k.superseded_at IS NULL AND k.during @> today()
        AND ((k.kinship = 'PARENT' AND k.person_id = child) OR (k.kinship = 'CHILD' AND k.relative_id = child));
END $$
--;
-- Near kin as the supervision regulations have it (TL25 art. 325): spouse, parents, children, siblings; with adoption
-- (MFD art. 1111) and step-parents who raised the child (MFD art. 1072). Ties that hold today.
CREATE FUNCTION near_kin(one bigint, other bigint) RETURNS boolean LANGUAGE plpgsql VOLATILE SET search_path = public AS $$
BEGIN
    RETURN one <> other AND (EXISTS (
        SELECT 1
        FROM kin_ties AS k
        WHERE k.superseded_at IS NULL AND k.during @> today()
            AND ((k.first_id = one AND k.second_id = other) OR (k.first_id = other AND k.second_id = one))
            AND (k.edge = 'SPOUSE' OR (k.edge = 'STEP_PARENT' AND k.raised))
    ) OR EXISTS (
        SELECT 1
        FROM asserted_kin_ties AS k
        WHERE k.superseded_at IS NULL AND k.during @> today()
            AND ((k.person_id = one AND k.relative_id = other) OR (k.person_id = other AND k.relative_id = one))
            AND k.kinship IN ('SPOUSE', 'SIBLING', 'HALF_SIBLING')
    ) OR one IN (SELECT parents_today(other)) OR other IN (SELECT parents_today(one))
    OR EXISTS (SELECT parents_today(one) INTERSECT SELECT parents_today(other)));
END $$
--;
-- The database's own second opinion on the plainest bars; the full set of rules is in recusal/.
CREATE FUNCTION barred_directly(the_person bigint, the_case bigint) RETURNS text LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT')) THEN
        RETURN 'R01';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.superseded_at IS NULL
        AND p.during @> today() AND p.role IN ('SUBJECT', 'CO_SUBJECT') AND near_kin(the_person, p.person_id)) THEN
        RETURN 'R02';
    END IF;
    IF EXISTS (SELECT 1 FROM case_parties AS p WHERE p.case_id = the_case AND p.person_id = the_person
        AND p.superseded_at IS NULL AND p.during @> today() AND p.role = 'WITNESS') THEN
        RETURN 'R05';
    END IF;
    IF EXISTS (SELECT 1 FROM sealed.informants AS i WHERE i.case_id = the_case AND i.superseded_at IS NULL
        AND (i.person_id = the_person OR near_kin(the_person, i.person_id)))
        OR EXISTS (SELECT 1 FROM sealed.holds AS h WHERE h.person_id = the_person AND h.superseded_at IS NULL
        AND h.during @> today()) THEN
        RETURN 'RESTRICTED';
    END IF;
    RETURN NULL;
END $$
--;
-- The most of a person's time that is booked on any day of a period, in percent.
CREATE FUNCTION most_booked(the_person bigint, within daterange) RETURNS integer LANGUAGE plpgsql VOLATILE
    SET search_path = public AS $$
BEGIN
    RETURN coalesce((
        SELECT max(total)
        FROM (
            SELECT sum(booked.effort) AS total
            FROM (
                SELECT DISTINCT greatest(coalesce(lower(a.during), DATE '-infinity'), coalesce(lower(within), DATE '-infinity')) AS day
                FROM assignments AS a
                WHERE a.person_id = the_person AND a.state = 'ACTIVE' AND a.during && within
            ) AS starts
            JOIN assignments AS booked
                ON booked.person_id = the_person AND booked.state = 'ACTIVE' AND booked.during @> starts.day
            GROUP BY starts.day
        ) AS days
    ), 0);
END $$
--;
CREATE FUNCTION guard_assignment() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
DECLARE
    facts bigint;
    clear screenings%ROWTYPE;
    the_case cases%ROWTYPE;
    ground text;
BEGIN
    IF TG_OP = 'UPDATE' AND ((NEW.case_id, NEW.person_id, NEW.role, NEW.during, NEW.effort, NEW.assigned_at,
            NEW.authorisation_id, NEW.proposal_id)
        IS DISTINCT FROM (OLD.case_id, OLD.person_id, OLD.role, OLD.during, OLD.effort, OLD.assigned_at,
            OLD.authorisation_id, OLD.proposal_id)
        OR OLD.state NOT IN ('ACTIVE', 'SUSPENDED')) THEN
        RAISE EXCEPTION 'an assignment is ended and made anew, never turned to something else or taken up again'
            USING ERRCODE = 'ZB010', CONSTRAINT = 'history_is_kept', TABLE = 'assignments';
    END IF;
    IF NEW.state <> 'ACTIVE' THEN
        RETURN NEW;
    END IF;
    SELECT version INTO STRICT facts FROM fact_clock FOR SHARE;
    SELECT * INTO STRICT clear FROM screenings WHERE id = NEW.screening_id;
    IF (clear.case_id, clear.person_id, clear.role) IS DISTINCT FROM (NEW.case_id, NEW.person_id, NEW.role)
        OR clear.facts_version <> facts OR clear.verdict <> 'CLEAR' THEN
        RAISE EXCEPTION 'no clear screening of person % on case % at facts version %', NEW.person_id, NEW.case_id, facts
            USING ERRCODE = 'ZB001', CONSTRAINT = 'assignment_is_screened', TABLE = 'assignments';
    END IF;
    ground := barred_directly(NEW.person_id, NEW.case_id);
    IF ground IS NOT NULL THEN
        RAISE EXCEPTION 'person % may not be assigned to case %', NEW.person_id, NEW.case_id
            USING ERRCODE = 'ZB001', CONSTRAINT = 'assignment_is_not_barred', TABLE = 'assignments', DETAIL = ground;
    END IF;
    IF TG_OP = 'UPDATE' AND OLD.state = 'ACTIVE' THEN
        RETURN NEW;
    END IF;
    INSERT INTO workloads (person_id, bookings) VALUES (NEW.person_id, 1)
        ON CONFLICT (person_id) DO UPDATE SET bookings = workloads.bookings + 1;
    SELECT * INTO STRICT the_case FROM cases WHERE id = NEW.case_id;
    -- The lock keeps the document from being revoked by somebody who does not see this assignment yet.
    PERFORM 1 FROM authorisations AS d WHERE d.id = NEW.authorisation_id AND d.case_id = NEW.case_id
        AND d.superseded_at IS NULL AND d.during && NEW.during FOR SHARE;
    IF the_case.mode <> 'SELF' AND NOT FOUND THEN
        RAISE EXCEPTION 'case % is handled from elsewhere and no authorisation covers the assignment', NEW.case_id
            USING ERRCODE = 'ZB002', CONSTRAINT = 'assignment_is_authorised', TABLE = 'assignments';
    END IF;
    IF EXISTS (
        SELECT 1 FROM assignments AS a WHERE a.case_id = NEW.case_id AND a.person_id = NEW.person_id
            AND a.id <> NEW.id AND (a.role = 'REVIEWER') <> (NEW.role = 'REVIEWER')
    ) THEN
        RAISE EXCEPTION 'person % cannot both investigate and review case %', NEW.person_id, NEW.case_id
            USING ERRCODE = 'ZB001', CONSTRAINT = 'reviewers_stay_apart', TABLE = 'assignments', DETAIL = 'R23';
    END IF;
    IF most_booked(NEW.person_id, NEW.during) + NEW.effort > coalesce((
        SELECT m.capacity FROM pool_members AS m WHERE m.person_id = NEW.person_id AND m.superseded_at IS NULL
    ), 100) THEN
        RAISE EXCEPTION 'person % would be booked over capacity', NEW.person_id
            USING ERRCODE = 'ZB003', CONSTRAINT = 'assignment_within_capacity', TABLE = 'assignments',
                DETAIL = NEW.person_id;
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_assignment BEFORE INSERT OR UPDATE ON assignments FOR EACH ROW EXECUTE FUNCTION guard_assignment()
--;
CREATE TRIGGER never_deleted BEFORE DELETE ON assignments FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON assignments FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
CREATE FUNCTION guard_authorisation() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM assignments AS a WHERE a.authorisation_id = OLD.id AND a.state = 'ACTIVE') THEN
        RAISE EXCEPTION 'authorisation % still carries assignments in force', OLD.number
            USING ERRCODE = 'ZB002', CONSTRAINT = 'assignment_is_authorised', TABLE = 'authorisations';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_authorisation BEFORE UPDATE ON authorisations FOR EACH ROW EXECUTE FUNCTION guard_authorisation()
--;
CREATE FUNCTION guard_proposal() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    IF TG_OP = 'DELETE' OR (NEW.county_id, NEW.run_id, NEW.proposed_at) IS DISTINCT FROM
        (OLD.county_id, OLD.run_id, OLD.proposed_at)
        OR NOT ((OLD.state = 'PROPOSED' AND NEW.state IN ('APPROVED', 'WITHDRAWN', 'SUPERSEDED'))
            OR (OLD.state = 'APPROVED' AND NEW.state = 'WITHDRAWN')) THEN
        RAISE EXCEPTION 'a proposal % may not become %', OLD.state, CASE TG_OP WHEN 'UPDATE' THEN NEW.state END
            USING ERRCODE = 'ZB005', CONSTRAINT = 'proposal_states', TABLE = 'proposals';
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_proposal BEFORE UPDATE OR DELETE ON proposals FOR EACH ROW EXECUTE FUNCTION guard_proposal()
--;
-- Nobody's capacity is lowered below what is booked already; the teams must be changed first.
CREATE FUNCTION guard_capacity() RETURNS trigger LANGUAGE plpgsql SET search_path = public AS $$
BEGIN
    PERFORM 1 FROM fact_clock FOR UPDATE;  -- waits for every booking that is on its way
    IF NEW.superseded_at IS NULL AND most_booked(NEW.person_id, daterange(NULL, NULL)) > NEW.capacity THEN
        RAISE EXCEPTION 'person % is booked beyond a capacity of % percent', NEW.person_id, NEW.capacity
            USING ERRCODE = 'ZB003', CONSTRAINT = 'assignment_within_capacity', TABLE = 'pool_members',
                DETAIL = NEW.person_id;
    END IF;
    RETURN NEW;
END $$
--;
CREATE TRIGGER guard_capacity BEFORE INSERT ON pool_members FOR EACH ROW EXECUTE FUNCTION guard_capacity()
