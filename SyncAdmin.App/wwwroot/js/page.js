// Copy buttons: <button data-copy="text" data-copied="Copied">Copy</button>
async function write(text) {
  if (navigator.clipboard) return navigator.clipboard.writeText(text);
  // Plain http on another host than localhost has no clipboard API.
  const area = document.createElement('textarea');
  area.value = text;
  area.setAttribute('readonly', '');
  area.className = 'sr-only';
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

// The skip link: Blazor would scroll to the target of its own page's link, and leave the focus behind.
document.addEventListener('click', event => {
  const link = event.target.closest('.skip-link');
  if (!link) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById('content').focus();
}, true);

document.addEventListener('click', async event => {
  const button = event.target.closest('[data-copy]');
  if (!button) return;
  await write(button.dataset.copy);
  button.classList.add('copied');
  const said = button.querySelector('[role=status]');
  if (said) said.textContent = button.dataset.copied;
  setTimeout(() => {
    button.classList.remove('copied');
    if (said) said.textContent = '';
  }, 1500);
});

// A page that becomes interactive is rendered anew. A link that was pressed before and is let go after gets no click then: it is given its own.
let pressed = null;
document.addEventListener('mousedown', event => {
  const link = event.button === 0 && event.target.closest('a[href]');
  pressed = link ? { link, x: event.clientX, y: event.clientY } : null;
}, true);
document.addEventListener('mouseup', event => {
  if (event.button !== 0 || !pressed) return;
  const { link, x, y } = pressed;
  pressed = null;
  if (!link.isConnected && Math.hypot(event.clientX - x, event.clientY - y) < 8) link.dispatchEvent(new MouseEvent('click', event));
}, true);

// A picture of a product that does not load leaves no hole. Errors of pictures don't bubble.
document.addEventListener('error', event => {
  if (event.target instanceof HTMLImageElement && 'hidesWhenBroken' in event.target.dataset) event.target.style.display = 'none';
}, true);

// Signing out in one tab ends them all: a page that stayed open would go on acting through its circuit.
const session = new BroadcastChannel('session');
session.addEventListener('message', () => location.assign('/sign-in?signed-out=1'));
document.addEventListener('submit', event => {
  if (event.target.matches('.sign-out')) session.postMessage('signed out');
});
