// Blazor marks the dialog by CSS classes alone; both the 9.0 and the 10.0 script do, so the classes are what is watched.
const prefix = 'components-reconnect-';
const dialog = document.getElementById('components-reconnect-modal');

const isIn = state => dialog.classList.contains(prefix + state);

async function retry() {
  try {
    // False: the server is there but has forgotten this circuit. A fresh page shows the truth.
    if (!await Blazor.reconnect()) location.reload();
  } catch {
    // Still unreachable: Blazor puts the dialog back to "failed".
  }
}

function show() {
  if (isIn('rejected')) {
    location.reload();
    return;
  }
  const lost = isIn('show') || isIn('retrying') || isIn('failed');
  if (lost && !dialog.open) dialog.showModal();
  if (!lost && dialog.open) dialog.close();
}

if (dialog) {
  new MutationObserver(show).observe(dialog, { attributes: true, attributeFilter: ['class'] });
  dialog.addEventListener('cancel', event => event.preventDefault());
  document.getElementById('reconnect-retry').addEventListener('click', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && isIn('failed')) retry();
  });
}
