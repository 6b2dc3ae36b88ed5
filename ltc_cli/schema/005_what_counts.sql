-- The fifth schema: what figures leave out. Of which deals nobody said when they began, and which leads were no leads.

ALTER TABLE deal ADD COLUMN date_is_import INTEGER; -- 1: its beginning was not said, another date stands in

-- Leads that count in no figure, such as spam, are found by why they were closed.
CREATE INDEX stage_event_reason ON stage_event(reason, entity_id) WHERE entity = 'lead' AND reason IS NOT NULL;
