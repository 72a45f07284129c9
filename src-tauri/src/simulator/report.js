// What the report page does in a browser.
const form = document.getElementById('frm-relatorio');
const units = document.getElementById('Unidades');
const place = document.getElementById('resultado');

// The unit picker in front of the plain list.
const toggle = document.createElement('button');
toggle.type = 'button';
toggle.className = 'multiselect dropdown-toggle';
toggle.textContent = 'Unidades';
const menu = document.createElement('ul');
menu.className = 'multiselect-container dropdown-menu';
menu.hidden = true;
toggle.onclick = () => { menu.hidden = !menu.hidden; };
const entry = (label, choose) => {
  const item = document.createElement('li');
  const link = document.createElement('a');
  link.textContent = label;
  link.href = 'javascript:void(0)';
  link.onclick = choose;
  item.append(link);
  menu.append(item);
};
entry('Selecionar tudo', () => { for (const option of units.options) option.selected = true; });
for (const option of units.options) entry(option.textContent, () => { option.selected = !option.selected; });
units.hidden = true;
units.before(toggle, menu);
document.addEventListener('keydown', (event) => { if (event.key === 'Escape') menu.hidden = true; });
function alteraUnidade() { menu.hidden = true; }

// The result below the form: 50 lines, 50 more whenever the bottom is reached.
let waiting = [];
const more = () => {
  const body = place.querySelector('tbody');
  if (body) body.append(...waiting.splice(0, 50));
};
const read = async (address, options) => {
  const answer = await fetch(address, options);
  const text = new TextDecoder('iso-8859-1').decode(await answer.arrayBuffer());
  return new DOMParser().parseFromString(text, 'text/html').getElementById('table-resultado');
};
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  let table = await read(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!table) { place.textContent = 'Sem resultado.'; return; }
  place.replaceChildren(table);
  waiting = [...table.tBodies[0].rows];
  table.tBodies[0].replaceChildren();
  let next = table.dataset.next;
  while (next) {
    table = await read(next);
    if (!table) break;
    waiting.push(...table.tBodies[0].rows);
    next = table.dataset.next;
  }
  more();
});
window.addEventListener('scroll', () => {
  if (window.innerHeight + window.scrollY >= document.body.scrollHeight - 5) more();
});
