-- What each table shows to whoever asks, and takes from whom. Every policy is for zones_api; the owner is under none.
-- Everybody who signed in sees how the county is made up.
DO $$
DECLARE
    target text;
BEGIN
    FOREACH target IN ARRAY ARRAY['counties', 'organs', 'organ_links', 'organ_successions', 'zones', 'zone_members',
        'calendar_days', 'policies', 'rule_floors', 'fact_clock', 'fact_moments', 'venues'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING ((SELECT wall.passport()) IS NOT NULL)', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['pool_members', 'pool_skills', 'trainings', 'appraisals', 'absences', 'loans'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING ((SELECT wall.may(''READ_POOL'')) OR person_id = (SELECT wall.person()))', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['kin_ties', 'asserted_kin_ties', 'social_ties', 'interests', 'duties', 'releases',
        'place_ties', 'incidents', 'identity_links'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING ((SELECT wall.may(''RECORD_FACTS'', ''SETTLE_IDENTITY'')) %s)', target, CASE
            WHEN target IN ('interests', 'duties', 'incidents', 'releases') THEN
                'AND coalesce(case_id <> ALL (ARRAY(SELECT closed_cases(wall.person()))), true)' ELSE '' END);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['case_places', 'case_needs', 'case_parties', 'case_steps', 'authorisations',
        'assignments'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING (EXISTS (SELECT 1 FROM cases AS c WHERE c.id = case_id))', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['recusal_matter_cases', 'recusal_matter_acts', 'waivers', 'dismissals'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api USING ((SELECT wall.may(''READ_MATTERS'')) '
            'AND EXISTS (SELECT 1 FROM cases AS c WHERE c.id = case_id))', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['proposal_zones', 'proposal_cases', 'proposal_seats', 'proposal_edits'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING (EXISTS (SELECT 1 FROM proposals AS p WHERE p.id = proposal_id))', target);
    END LOOP;
    FOREACH target IN ARRAY ARRAY['meeting_zones', 'meeting_participants'] LOOP
        EXECUTE format('CREATE POLICY shows ON %I FOR SELECT TO zones_api '
            'USING (EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id))', target);
    END LOOP;
END $$
--;
CREATE POLICY shows ON people FOR SELECT TO zones_api
    USING ((SELECT wall.may('RECORD_FACTS')) OR id IN (SELECT wall.people_in_sight()))
--;
CREATE POLICY shows ON memberships FOR SELECT TO zones_api
    USING ((SELECT wall.may('RECORD_FACTS')) OR person_id IN (SELECT wall.people_in_sight()))
--;
CREATE POLICY shows ON cases FOR SELECT TO zones_api USING (
    id <> ALL (ARRAY(SELECT closed_cases(wall.person())))
    AND CASE (SELECT wall.reach('READ_CASES'))
        WHEN 'COUNTY' THEN true
        WHEN 'OWN' THEN id = ANY (ARRAY(SELECT wall.own_cases()))
        ELSE home_organ_id = ANY (ARRAY(SELECT wall.organs('READ_CASES')))
            OR handling_organ_id = ANY (ARRAY(SELECT wall.organs('READ_CASES')))
    END
)
--;
CREATE POLICY shows ON case_links FOR SELECT TO zones_api USING (
    EXISTS (SELECT 1 FROM cases AS c WHERE c.id = first_id) AND EXISTS (SELECT 1 FROM cases AS c WHERE c.id = second_id)
)
--;
CREATE POLICY shows ON clues FOR SELECT TO zones_api USING (EXISTS (SELECT 1 FROM cases AS c WHERE c.clue_id = clues.id))
--;
CREATE POLICY shows ON declarations FOR SELECT TO zones_api USING (
    person_id = (SELECT wall.person())
    OR ((SELECT wall.may('RECORD_FACTS')) AND coalesce(case_id <> ALL (ARRAY(SELECT closed_cases(wall.person()))), true))
    OR (case_id IS NOT NULL AND EXISTS (SELECT 1 FROM cases AS c WHERE c.id = case_id))
)
--;
-- Nobody is shown a matter about herself or her kin (T16, T46).
CREATE POLICY shows ON recusal_matters FOR SELECT TO zones_api USING (
    (SELECT wall.may('READ_MATTERS')) AND person_id <> ALL (ARRAY(SELECT wall.close_people()))
    AND EXISTS (SELECT 1 FROM recusal_matter_cases AS c WHERE c.matter_id = recusal_matters.id)
)
--;
CREATE POLICY shows ON recusal_decisions FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM recusal_matters AS m WHERE m.id = matter_id))
--;
-- A caller of some zones sees the proposals about them alone, and nobody one with a case that is closed to her (R53).
CREATE POLICY shows ON proposals FOR SELECT TO zones_api USING (
    id <> ALL (ARRAY(SELECT wall.closed_proposals()))
    AND CASE WHEN 'COUNTY' IN ((SELECT wall.reach('PROPOSE')), (SELECT wall.reach('READ_CASES'))) THEN true
        WHEN 'ZONE' IN ((SELECT wall.reach('PROPOSE')), (SELECT wall.reach('READ_CASES'))) THEN NOT wall.beyond_zones(id)
        ELSE false
    END
)
--;
CREATE POLICY shows ON pin_confirmations FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM proposal_edits AS e WHERE e.id = edit_id))
--;
CREATE POLICY shows ON allocation_runs FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM proposals AS p WHERE p.run_id = allocation_runs.id))
--;
CREATE POLICY shows ON meetings FOR SELECT TO zones_api USING (
    CASE (SELECT wall.reach('READ_MEETINGS'))
        WHEN 'COUNTY' THEN true
        WHEN 'ZONE' THEN id IN (SELECT wall.meetings())
        WHEN 'ORGAN' THEN id IN (SELECT wall.meetings())
        ELSE false
    END
)
--;
CREATE POLICY shows ON agenda_items FOR SELECT TO zones_api USING (
    EXISTS (SELECT 1 FROM meetings AS m WHERE m.id = meeting_id)
    AND coalesce(case_id <> ALL (ARRAY(SELECT closed_cases(wall.person()))), true)
)
--;
CREATE POLICY shows ON audit_entries FOR SELECT TO zones_api USING (
    (SELECT wall.may('READ_AUDIT')) OR actor = (SELECT wall.passport() ->> 'principal')
)
--;
CREATE POLICY shows ON audit_links FOR SELECT TO zones_api USING ((SELECT wall.may('READ_AUDIT')))
--;
CREATE POLICY shows ON audit_head FOR SELECT TO zones_api USING ((SELECT wall.may('READ_AUDIT')))
--;
CREATE POLICY shows ON imports FOR SELECT TO zones_api USING ((SELECT wall.may('IMPORT')))
--;
CREATE POLICY shows ON access_tokens FOR SELECT TO zones_api USING ((SELECT wall.may('MANAGE_ACCESS')))
--;
CREATE POLICY shows ON accounts FOR SELECT TO zones_api USING ((SELECT wall.may('MANAGE_ACCESS')))
--;
CREATE POLICY shows ON sign_ins FOR SELECT TO zones_api USING ((SELECT wall.may('READ_SIGN_INS')))
--;
-- The rules see everything while they judge. What only some may write is named by its acts; the rest follows from acts.
-- No role has SIGNING_IN: that is the service's own, before anybody is known.
DO $$
DECLARE
    target text;
    acts text;
    writers text;
    named CONSTANT jsonb := '{
        "policies": "''SET_POLICY''", "imports": "''IMPORT''",
        "meetings": "''CALL_MEETING''", "meeting_zones": "''CALL_MEETING''",
        "meeting_participants": "''CALL_MEETING''", "agenda_items": "''CALL_MEETING''",
        "access_tokens": "''MANAGE_ACCESS''", "accounts": "''MANAGE_ACCESS''",
        "spent_tokens": "''SIGNING_IN''", "sign_ins": "''SIGNING_IN''",
        "allocation_runs": "''PROPOSE'', ''EDIT''", "pin_confirmations": "''CONFIRM''", "audit_entries": "''ANYBODY''"
    }';
BEGIN
    FOR target IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname <> 'alembic_version' ORDER BY relname LOOP
        acts := coalesce(named ->> target, '');
        writers := CASE WHEN target = 'audit_entries' THEN 'wall.signs(actor, role, on_behalf_of, act)'
            WHEN acts = '' THEN '(SELECT wall.acts())' ELSE format('(SELECT wall.writes(%s))', acts) END;
        EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', target);
        EXECUTE format('CREATE POLICY judged ON %I FOR SELECT TO zones_api USING ((SELECT wall.judging()))', target);
        EXECUTE format('CREATE POLICY added ON %I FOR INSERT TO zones_api WITH CHECK (%s)', target, writers);
        EXECUTE format('CREATE POLICY changed ON %I FOR UPDATE TO zones_api USING ((SELECT wall.judging())) '
            'WITH CHECK (%s)', target, writers);
        IF target NOT IN ('audit_links', 'audit_head') THEN  -- which the service's role does not write, but its entries do
            EXECUTE format('CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON %I FOR EACH STATEMENT '
                'EXECUTE FUNCTION wall.guard_writing(%s)', target, acts);
        END IF;
    END LOOP;
END $$
--;
CREATE POLICY forgotten ON spent_tokens FOR DELETE TO zones_api USING ((SELECT wall.writes('SIGNING_IN')))
--;
-- Sealed facts are seen through views, by the rules alone; each kind is written by one office.
CREATE VIEW unsealed.informants WITH (security_barrier) AS SELECT * FROM sealed.informants WHERE (SELECT wall.judging())
--;
CREATE VIEW unsealed.holds WITH (security_barrier) AS SELECT * FROM sealed.holds WHERE (SELECT wall.judging())
--;
CREATE VIEW unsealed.applicants WITH (security_barrier) AS SELECT * FROM sealed.applicants WHERE (SELECT wall.judging())
--;
CREATE VIEW unsealed.decoy_key WITH (security_barrier) AS SELECT * FROM sealed.decoy_key WHERE (SELECT wall.judging())
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE ON sealed.informants
    FOR EACH STATEMENT EXECUTE FUNCTION wall.guard_writing('RECORD_SEALED')
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE ON sealed.applicants
    FOR EACH STATEMENT EXECUTE FUNCTION wall.guard_writing('RECORD_SEALED')
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE ON sealed.holds
    FOR EACH STATEMENT EXECUTE FUNCTION wall.guard_writing('READ_SEALED')
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE ON sealed.decoy_key
    FOR EACH STATEMENT EXECUTE FUNCTION wall.guard_writing()
--;
-- The guards go on seeing everything, whoever sets them off.
DO $$
DECLARE
    guard regprocedure;
BEGIN
    FOR guard IN SELECT p.oid::regprocedure FROM pg_proc AS p
            WHERE p.pronamespace = 'public'::regnamespace AND p.prorettype = 'trigger'::regtype LOOP
        EXECUTE format('ALTER FUNCTION %s SECURITY DEFINER', guard);
    END LOOP;
END $$
--;
-- What the service's role may touch at all: no table of the owner's own, no sealed one, nothing to delete or to empty.
DO $$
DECLARE
    target text;
BEGIN
    EXECUTE 'REVOKE ALL ON ALL FUNCTIONS IN SCHEMA public, sealed, wall FROM PUBLIC';
    EXECUTE 'GRANT USAGE ON SCHEMA public, wall, unsealed TO zones_api';
    FOR target IN SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
            AND relname <> 'alembic_version' LOOP
        EXECUTE format('GRANT SELECT, INSERT ON %I TO zones_api', target);
        IF NOT EXISTS (SELECT 1 FROM pg_trigger WHERE tgrelid = target::regclass AND tgname = 'append_only') THEN
            EXECUTE format('GRANT UPDATE ON %I TO zones_api', target);
        END IF;
    END LOOP;
    EXECUTE 'REVOKE INSERT, UPDATE ON rule_floors, counties, fact_moments, fact_clock, audit_links, audit_head, '
        'person_versions FROM zones_api';
    EXECUTE 'GRANT UPDATE ON fact_clock TO zones_api';
    EXECUTE 'GRANT DELETE ON spent_tokens TO zones_api';
    EXECUTE 'GRANT SELECT, INSERT, UPDATE ON ALL TABLES IN SCHEMA unsealed TO zones_api';
    EXECUTE 'GRANT EXECUTE ON FUNCTION today(), closed_cases(bigint), raise_facts(), rescreening_answered(), '
        'most_booked(bigint, daterange), hardness(text) TO zones_api';
    EXECUTE 'GRANT EXECUTE ON FUNCTION wall.enter(text, jsonb, boolean, text[]), wall.passport(), wall.judging(), '
        'wall.reach(text), wall.may(text[]), wall.writes(text[]), wall.acts(), wall.person(), wall.zones(), '
        'wall.organs(text), wall.people_in_sight(), wall.own_cases(), wall.close_people(), wall.beyond_zones(bigint), '
        'wall.closed_proposals(), wall.meetings(), wall.look_name(bigint, bigint), '
        'wall.signs(text, text, bigint, text) TO zones_api';
END $$
