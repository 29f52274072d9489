-- Wishes for single dates are part of what is known of a person.
CREATE TRIGGER organisation_change AFTER INSERT OR UPDATE OR DELETE ON "date_wishes" FOR EACH ROW EXECUTE FUNCTION note_organisation_change('person', 'person_id');
