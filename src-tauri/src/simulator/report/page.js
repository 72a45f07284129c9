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
function alteraUnidade() { menu.hidden = true; }

// The column chooser: closed until it is asked for.
const chooser = document.createElement('div');
chooser.className = 'modal';
chooser.hidden = true;
chooser.append(...form.querySelectorAll('label'), form.querySelector('.btn.btn-primary.btn-block'));
document.getElementById('btn-filtrar').before(chooser);
form.querySelector('[title="Definir colunas"]').onclick = () => { chooser.hidden = false; };
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape') menu.hidden = chooser.hidden = true;
});

// The result below the form: 50 lines, 50 more whenever the bottom is reached.
let waiting = [];
let next = null;
let isReading = false;
const read = async (address, options) => {
  const answer = await fetch(address, options);
  if (answer.redirected) location.assign(answer.url);
  const text = new TextDecoder('iso-8859-1').decode(await answer.arrayBuffer());
  return new DOMParser().parseFromString(text, 'text/html');
};
const take = (page) => {
  const table = page.getElementById('table-resultado');
  if (table) waiting.push(...table.tBodies[0].rows);
  next = table ? table.dataset.next : null;
  return table;
};
const more = async () => {
  const shown = place.querySelector('#table-resultado');
  if (!shown || isReading) return;
  isReading = true;
  if (waiting.length < 50 && next) {
    const table = take(await read(next));
    if (table && table.tFoot) shown.append(table.tFoot);
  }
  shown.tBodies[0].append(...waiting.splice(0, 50));
  isReading = false;
  // What is no taller than the window cannot be scrolled.
  if ((waiting.length || next) && document.documentElement.scrollHeight <= window.innerHeight) more();
};
form.addEventListener('submit', async (event) => {
  event.preventDefault();
  menu.hidden = chooser.hidden = true;
  waiting = [];
  const page = await read(form.action, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  const table = take(page);
  if (!table) {
    const notice = page.querySelector('.alert') || page.querySelector('p');
    place.textContent = notice ? notice.textContent : 'Sem resultado.';
    return;
  }
  table.removeAttribute('data-next');
  place.replaceChildren(table);
  table.tBodies[0].replaceChildren();
  more();
});
window.addEventListener('scroll', () => {
  if (window.innerHeight + window.scrollY >= document.documentElement.scrollHeight - 5) more();
});
