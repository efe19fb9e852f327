-- What a register said of the patient when a request first came: the same request is decided with the same answer.
alter table scheduling.requests add column eligibility jsonb null;
