ALTER TABLE "legs"
  ADD CONSTRAINT "legs_purpose_word" CHECK ("purpose" IN ('offer', 'leader', 'crisis', 'partner', 'caller')) NOT VALID,
  ADD CONSTRAINT "legs_state_word" CHECK ("state" IN (
    'planned', 'dialling', 'ringing', 'answered', 'accepted', 'menu', 'ending', 'ended'
  )) NOT VALID,
  ADD CONSTRAINT "legs_outcome_word" CHECK ("outcome" IN (
    'no-answer', 'busy', 'failed', 'machine', 'short', 'withdrawn', 'volunteer-gone', 'refused', 'stranger',
    'abuse', 'talked', 'not-reached', 'declined', 'passed', 'missed', 'beaten', 'caller-gone', 'not-waiting',
    'closed', 'lost', 'parted', 'crisis-hand-over'
  )) NOT VALID;
