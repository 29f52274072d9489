/** Draws who is talking to whom: names joined by a line, a broken line where somebody is held. */

const board = document.getElementById('rooms');
let drawn = '';

const sentence = ({ kind, people }) => {
  const names = people.map((person) => (person.onHold ? `${person.name} (on hold)` : person.name));
  return kind === 'talking' && people.length > 1 ? names.join(' talks with ') : `${names.join(', ')} waits`;
};

function drawRoom(room) {
  const row = document.createElement('li');
  row.className = room.kind;
  row.setAttribute('aria-label', sentence(room));
  room.people.forEach((person, index) => {
    if (index > 0) {
      const wire = document.createElement('span');
      wire.className = person.onHold || room.people[index - 1].onHold || room.kind === 'waiting' ? 'wire cut' : 'wire';
      row.append(wire);
    }
    const name = document.createElement('span');
    name.className = person.onHold ? 'person held' : 'person';
    name.textContent = person.onHold ? `${person.name} (on hold)` : person.name;
    row.append(name);
  });
  return row;
}

export function drawRooms(rooms) {
  const key = JSON.stringify(rooms);
  if (key === drawn) return;
  drawn = key;
  const occupied = rooms.filter((room) => room.people.length > 0);
  const nobody = document.createElement('li');
  nobody.textContent = 'Nobody is in a conversation.';
  board.replaceChildren(...(occupied.length > 0 ? occupied.map(drawRoom) : [nobody]));
}
