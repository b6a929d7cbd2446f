ALTER POLICY shows ON calendar_feeds USING (principal = (SELECT wall.passport() ->> 'principal'))
--;
ALTER POLICY added ON calendar_feeds WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
)
--;
ALTER POLICY changed ON calendar_feeds USING ((SELECT wall.judging())) WITH CHECK (
    (SELECT wall.writes('READ_MEETINGS')) AND principal = (SELECT wall.passport() ->> 'principal')
)
