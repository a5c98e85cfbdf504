// Theme, language and time zone: kept in cookies, so that the server's first HTML is already right.
const year = 60 * 60 * 24 * 365;
const root = document.documentElement;

function keep(name, value) {
  document.cookie = `${name}=${encodeURIComponent(value)}; path=/; max-age=${year}; samesite=lax`;
}

function showTheme(theme) {
  root.dataset.theme = theme;
  for (const sheet of document.querySelectorAll('[data-theme-sheet]')) {
    const own = sheet.dataset.themeSheet;
    sheet.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : theme === own ? 'all' : 'not all';
  }
}

function setLanguage(language) {
  // The reader's own region decides how numbers and dates are written: es-MX and es-ES differ.
  const regional = navigator.languages.find(l => l === language || l.startsWith(language + '-')) ?? language;
  keep('.AspNetCore.Culture', `c=${regional}|uic=${language}`);
  location.reload();
}

document.addEventListener('click', event => {
  const button = event.target.closest('[data-set-theme], [data-set-language]');
  if (!button) return;
  if (button.dataset.setLanguage) {
    setLanguage(button.dataset.setLanguage);
  } else {
    keep('theme', button.dataset.setTheme);
    showTheme(button.dataset.setTheme);
  }
});

const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
if (zone) keep('tz', zone);
