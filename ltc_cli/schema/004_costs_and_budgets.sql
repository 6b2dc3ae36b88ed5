-- The fourth schema: how much was bought for a cost, by when it has to be paid and when it was; and what a budget
-- thought would be needed.

ALTER TABLE cost ADD COLUMN quantity INTEGER;     -- millionths of what was bought: its price is the amount over it
ALTER TABLE cost ADD COLUMN due TEXT;             -- the day by which it has to be paid; NULL: it was paid at once
ALTER TABLE cost ADD COLUMN paid TEXT;            -- the day it was paid; NULL with a due day: it is owed still
ALTER TABLE budget ADD COLUMN quantity INTEGER;   -- millionths of what is bought for the planned volume
CREATE INDEX cost_due ON cost(due) WHERE due IS NOT NULL;
