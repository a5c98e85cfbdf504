// Tells the circuit whether anybody looks: pages stop drawing in a hidden tab.
export function watch(tab) {
  const tell = () => tab.invokeMethodAsync('SetVisible', document.visibilityState === 'visible').catch(() => { });
  document.addEventListener('visibilitychange', tell);
  tell();
  return { stop: () => document.removeEventListener('visibilitychange', tell) };
}
