-- What a search for open slots walks along: those of a scope in the order of their starts (there already), those of a
-- place in it, and the places of a practitioner.
create index slot_open_of_place on read.slot (scope, place, starts_at, slot) where state = 'open';
create index slot_open_of_practitioner on read.slot (practitioner, scope, place)
    where state = 'open' and practitioner is not null;
create index place_on_map on read.place (latitude_e5, longitude_e5);
create index place_in_area on read.place (area);
