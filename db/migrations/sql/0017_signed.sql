ALTER TABLE signed_items ENABLE ROW LEVEL SECURITY
--;
CREATE POLICY judged ON signed_items FOR SELECT TO zones_api USING ((SELECT wall.judging()))
--;
CREATE POLICY shows ON signed_items FOR SELECT TO zones_api
    USING (EXISTS (SELECT 1 FROM agenda_items AS i WHERE i.id = item_id))
--;
CREATE POLICY added ON signed_items FOR INSERT TO zones_api WITH CHECK ((SELECT wall.writes('TAKE_PART')))
--;
CREATE POLICY changed ON signed_items FOR UPDATE TO zones_api USING ((SELECT wall.judging()))
    WITH CHECK ((SELECT wall.writes('TAKE_PART')))
--;
CREATE TRIGGER a_wall BEFORE INSERT OR UPDATE OR DELETE ON signed_items FOR EACH STATEMENT
    EXECUTE FUNCTION wall.guard_writing('TAKE_PART')
--;
CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON signed_items FOR EACH ROW EXECUTE FUNCTION append_only()
--;
CREATE TRIGGER never_emptied BEFORE TRUNCATE ON signed_items FOR EACH STATEMENT EXECUTE FUNCTION append_only()
--;
GRANT SELECT, INSERT ON signed_items TO zones_api
