-- +goose Up
-- Whether somebody gets the monthly letter is in nobody's memory: an answer to it has nobody read all the people anew.
drop trigger people_changed on people;
create trigger people_changed after insert or delete or update of address, aliases, name, given, family, nicknames, manager_id, deputy_id, site, region,
  country, time_zone, language, role, title, team, phone, active, private, shift, working_days on people for each statement execute function directory_changed();

-- +goose Down
drop trigger people_changed on people;
create trigger people_changed after insert or update or delete on people for each statement execute function directory_changed();
