ALTER TABLE calendar_feeds ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY shows ON calendar_feeds FOR SELECT TO zones_api USING (principal = (SELECT wall.passport() ->> 'principal'))
--;
CREATE POLICY judged ON calendar_feeds FOR SELECT TO zones_api USING ((SELECT wall.judging()))
--;
CREATE POLICY added ON calendar_feeds FOR INSERT TO zones_api WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
)
--;
CREATE POLICY changed ON calendar_feeds FOR UPDATE TO zones_api USING ((SELECT wall.judging())) WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
)
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON calendar_feeds FOR EACH STATEMENT
    EXECUTE FUNCTION wall.guard_writing('READ_MEETINGS')
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON calendar_feeds FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
GRANT SELECT, INSERT, UPDATE ON calendar_feeds TO zones_api
