// What the steps in the page have in common.
const fold = (text) => (text || '').normalize('NFD').replace(/[\u0300-\u036f]/g, '').toLowerCase().replace(/\s+/g, ' ').trim();
const all = (selector, inside) => Array.from((inside || document).querySelectorAll(selector));
const isShown = (element) =>
  !!element && element.getClientRects().length > 0 && getComputedStyle(element).visibility !== 'hidden';
const modal = () => document.getElementById('confirmaDesloga');
// A field of the login form, not of the modal.
const field = (selector) => all(selector).find((element) => !(modal() && modal().contains(element)));
const userField = () => field('#User, input[placeholder="E-mail"], input[aria-label="E-mail"]');
const passwordField = () => field('#password, input[placeholder="Senha"], input[aria-label="Senha"]');
const isLogin = () => /login/i.test(location.href) || (!!userField() && !!passwordField());
// Sets a field as typing does.
const set = (element, value) => {
  element.value = value;
  for (const kind of ['input', 'change']) element.dispatchEvent(new Event(kind, { bubbles: true }));
};
// The innermost shown element of this text.
const withText = (selector, text, inside) => {
  const found = all(selector, inside).filter((element) => fold(element.textContent) === fold(text) && isShown(element));
  return found.find((element) => !found.some((other) => other !== element && element.contains(other)));
};
const press = (element) => { if (element) element.click(); return !!element; };
