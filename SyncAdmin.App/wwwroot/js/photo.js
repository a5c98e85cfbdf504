// Photos for the search: chosen, dropped, pasted or taken. Shrunk and turned upright here, which also converts what only this browser reads (HEIC on
// Apple's) and leaves behind where it was taken; then sent by a request of its own, because only XMLHttpRequest tells how far an upload is.
const LONGEST_SIDE = 1600;
const QUALITY = 0.85;

class Unreadable extends Error { }

async function decode(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
    return { picture: bitmap, width: bitmap.width, height: bitmap.height, release: () => bitmap.close() };
  } catch {
    // Some kinds (SVG, HEIC in Safari) are only read by an <img>.
    const url = URL.createObjectURL(file);
    const picture = new Image();
    picture.src = url;
    try {
      await picture.decode();
    } catch {
      URL.revokeObjectURL(url);
      throw new Unreadable();
    }
    return { picture, width: picture.naturalWidth, height: picture.naturalHeight, release: () => URL.revokeObjectURL(url) };
  }
}

async function shrink(file) {
  const { picture, width, height, release } = await decode(file);
  try {
    const scale = Math.min(1, LONGEST_SIDE / Math.max(width, height, 1));
    const canvas = document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(width * scale));
    canvas.height = Math.max(1, Math.round(height * scale));
    const context = canvas.getContext('2d');
    // JPEG has no transparency: what shows through is paper.
    context.fillStyle = '#fff';
    context.fillRect(0, 0, canvas.width, canvas.height);
    context.imageSmoothingQuality = 'high';
    context.drawImage(picture, 0, 0, canvas.width, canvas.height);
    const blob = await new Promise(done => canvas.toBlob(done, 'image/jpeg', QUALITY));
    if (!blob) throw new Unreadable();
    return blob;
  } finally {
    release();
  }
}

function send(photo, { signal, onProgress, onSent }) {
  const form = new FormData();
  form.append('search', 'false');
  form.append('image', photo, 'photo.jpg');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', 'api/search/image');
    request.setRequestHeader('X-Requested-With', 'SyncAdmin');
    request.responseType = 'json';
    request.upload.addEventListener('progress', event => { if (event.lengthComputable) onProgress(100 * event.loaded / event.total); });
    request.upload.addEventListener('load', onSent);
    request.addEventListener('load', () => resolve({ ok: request.status === 200, answer: request.response }));
    request.addEventListener('error', () => reject(new TypeError('network')));
    request.addEventListener('abort', () => reject(signal.reason));
    signal.addEventListener('abort', () => request.abort());
    request.send(form);
  });
}

export function watch(root, page, notSent, unreadable) {
  const all = new AbortController();
  const preview = root.querySelector('.photo-preview');
  const progress = root.querySelector('.photo-progress');
  let current = null;
  // A circuit that is away has nobody to tell; what it missed is asked for again by hand.
  const tell = (name, ...values) => page.invokeMethodAsync(name, ...values).catch(() => { });

  function clear() {
    current?.abort();
    current = null;
    URL.revokeObjectURL(preview.src);
    preview.removeAttribute('src');
  }

  async function take(file) {
    clear();
    const mine = current = new AbortController();
    const stage = name => { if (current === mine) tell('At', name); };
    try {
      stage('Preparing');
      const photo = await shrink(file);
      if (current !== mine) return;
      preview.src = URL.createObjectURL(photo);
      progress.value = 0;
      stage('Sending');
      const { ok, answer } = await send(photo, {
        signal: mine.signal,
        onProgress: percent => { progress.value = percent; },
        onSent: () => stage('Reading'),
      });
      if (current !== mine) return;
      if (ok) tell('ReadAsync', { ...answer.understood, took: answer.took });
      else tell('Fail', answer?.code ?? notSent, answer?.detail ?? '');
    } catch (error) {
      if (current !== mine) return;
      tell('Fail', error instanceof Unreadable ? unreadable : notSent, file.name ?? '');
    }
  }

  const listen = (target, type, handler) => target.addEventListener(type, handler, { signal: all.signal });
  for (const input of root.querySelectorAll('input[type=file]')) {
    listen(input, 'change', () => {
      if (input.files[0]) take(input.files[0]);
      input.value = ''; // The same photo again is a change too.
    });
  }

  listen(root, 'click', event => {
    const what = event.target.closest('[data-photo]')?.dataset.photo;
    if (what === 'clear') {
      clear();
      tell('At', 'None');
    } else if (what) {
      root.querySelector(`#photo-${what}`).click();
    }
  });

  const brings = event => event.dataTransfer?.types.includes('Files');
  listen(document, 'dragover', event => {
    if (!brings(event)) return;
    event.preventDefault();
    root.dataset.dragging = '';
  });
  listen(document, 'dragleave', event => { if (!event.relatedTarget) delete root.dataset.dragging; });
  listen(document, 'drop', event => {
    if (!brings(event)) return;
    event.preventDefault();
    delete root.dataset.dragging;
    if (event.dataTransfer.files[0]) take(event.dataTransfer.files[0]);
  });
  listen(document, 'paste', event => {
    const file = [...event.clipboardData.files].find(one => one.type.startsWith('image/'));
    if (!file) return; // Text goes where it is pasted.
    event.preventDefault();
    take(file);
  });

  return {
    stop() {
      all.abort();
      clear();
    },
  };
}
